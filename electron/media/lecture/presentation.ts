import { SetAsideError } from '../set-aside.ts';
import type { Archive } from './archive.ts';
import { inOrder, type PartPlace } from './lecture.ts';
import { partLimit, type Relation, relationsOf } from './relations.ts';
import { type ShownPicture, shownPictures } from './shown-pictures.ts';
import { tagsOf, textOf } from './tags.ts';

const mostSlides = 3_000;

/** A part of text with what it refers to. */
export interface TextPart {
  readonly name: string;
  readonly text: string;
  readonly relations: readonly Relation[];
  readonly pictures: readonly ShownPicture[];
}

/** A presentation: which of its parts are no text, where each is shown, and what it only links to. */
export interface Presentation {
  readonly slides: number;
  readonly leaves: readonly string[];
  places(leaf: string): readonly PartPlace[];
  /** Text parts that refer to a leaf. */
  readonly texts: readonly TextPart[];
  /** Pictures and clips outside the file, by the slide that would show them. */
  readonly linked: readonly { readonly type: string; readonly places: readonly PartPlace[] }[];
  /** The name of a part whatever its capitals; null where there is none. */
  named(target: string): string | null;
}

const isText = (name: string): boolean => /\.(xml|rels|vml)$/i.test(name);

type Within = Exclude<PartPlace['what'], 'page' | 'nowhere'>;

/** What a relationship leads to is shown where its source is, but for these. Null: that is another slide's affair. */
const leadsTo: Readonly<Record<string, Within | null>> = {
  slide: null,
  notesSlide: 'notes',
  notesMaster: 'notes',
  slideLayout: 'layout',
  slideMaster: 'layout',
};

const linkedTypes = ['image', 'video', 'audio', 'media', 'oleObject', 'movie'];

const noPresentation = (): SetAsideError =>
  new SetAsideError(
    'unsupported',
    'The file is no PowerPoint presentation that Custos reads. Save it as .pptx or as PDF.',
  );

class Reading {
  readonly #archive: Archive;
  readonly #names: ReadonlyMap<string, string>;
  readonly #texts = new Map<string, TextPart>();
  readonly #shown = new Map<string, Map<Within, Set<number>>>();
  readonly #linked = new Map<string, Map<Within, Set<number>>>();
  readonly #unused = new Set<string>();

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#names = new Map(archive.names.map((name) => [name.toLowerCase(), name]));
  }

  named(target: string): string | null {
    return this.#names.get(target.toLowerCase()) ?? null;
  }

  async #text(name: string): Promise<TextPart> {
    const known = this.#texts.get(name);
    if (known) return known;
    const bytes = await this.#archive.read(name, partLimit);
    const text = bytes ? textOf(bytes) : '';
    const relations = await relationsOf(this.#archive, name);
    const pictures = shownPictures(text, new Set(relations.map(({ id }) => id)));
    const part = { name, text, relations, pictures };
    this.#texts.set(name, part);
    return part;
  }

  /** Slides in the order in which they are shown. */
  async slides(): Promise<string[]> {
    const [start] = (await relationsOf(this.#archive, '')).filter(({ type }) => type === 'officeDocument');
    const main = start?.target && this.named(start.target);
    if (!main || !isText(main)) throw noPresentation();
    const { text, relations } = await this.#text(main);
    const ids: string[] = [];
    let root: string | null = null;
    for (const { name, kind, attributes } of tagsOf(text)) {
      root ??= name;
      if (name === 'sldId' && kind !== 'closes')
        for (const [key, { value }] of attributes) if (key.includes(':')) ids.push(value);
    }
    if (root !== 'presentation') throw noPresentation();
    if (ids.length > mostSlides)
      throw new SetAsideError('too-large', `The presentation has more than ${mostSlides} slides.`);
    return ids.flatMap((id) => {
      const target = relations.find((relation) => relation.id === id)?.target;
      return (target && this.named(target)) || [];
    });
  }

  #enter(into: Map<string, Map<Within, Set<number>>>, key: string, what: Within, slide: number): void {
    const places = into.get(key) ?? new Map<Within, Set<number>>();
    into.set(key, places.set(what, (places.get(what) ?? new Set()).add(slide)));
  }

  /** Everything that is shown with a slide, from the slide itself to what its layout and notes refer to. */
  async walk(slide: string, number: number): Promise<void> {
    const waiting: [string, Within][] = [[slide, 'slide']];
    const seen = new Set<string>();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [name, what] = next;
      if (seen.has(name)) continue;
      seen.add(name);
      for (const relation of (await this.#text(name)).relations) {
        const there = relation.type in leadsTo ? leadsTo[relation.type] : what;
        const target = relation.target === null ? null : this.named(relation.target);
        // A master names all of its layouts, also those that this slide does not use.
        if (relation.type === 'slideLayout' && what === 'layout') {
          if (target) this.#unused.add(target);
          continue;
        }
        if (!there) continue;
        if (target === null) {
          if (relation.target === null && linkedTypes.includes(relation.type))
            this.#enter(this.#linked, `${name} ${relation.id} ${relation.type}`, there, number);
        } else if (isText(target)) waiting.push([target, there]);
        else this.#enter(this.#shown, target, there, number);
      }
    }
  }

  /** Layouts that no slide uses refer to pictures all the same. */
  async readUnused(): Promise<void> {
    for (const name of this.#unused) await this.#text(name);
  }

  result(slides: number): Presentation {
    const placesOf = (shown: Map<Within, Set<number>> | undefined): PartPlace[] =>
      shown
        ? [...shown].map(([what, numbers]) => ({ what, numbers: inOrder(numbers) }))
        : [{ what: 'nowhere', numbers: [] }];
    return {
      slides,
      leaves: this.#archive.names.filter((name) => !isText(name)),
      places: (leaf) => placesOf(this.#shown.get(leaf)),
      texts: [...this.#texts.values()],
      linked: [...this.#linked].map(([key, shown]) => ({
        type: key.split(' ').at(-1) ?? '',
        places: placesOf(shown),
      })),
      named: (target) => this.named(target),
    };
  }
}

/** Reads which part is shown where. @throws SetAsideError where it is no presentation, or not within bounds */
export async function readPresentation(archive: Archive): Promise<Presentation> {
  const reading = new Reading(archive);
  const slides = await reading.slides();
  for (const [at, slide] of slides.entries()) await reading.walk(slide, at + 1);
  await reading.readUnused();
  return reading.result(slides.length);
}
