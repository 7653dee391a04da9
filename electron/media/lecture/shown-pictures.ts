import { type Attribute, type Tag, tagsOf } from './tags.ts';

/** A picture or clip as a slide shows it (ECMA-376 part 1, 19.3.1.37 and 20.1.8.13): all parts that belong to it. */
export interface ShownPicture {
  /** Ids of the relationships that it names: picture, clip, still, drawing. */
  readonly relations: ReadonlySet<string>;
  /** Edges are cut off on the slide. */
  readonly cropped: boolean;
  /** Name and descriptions of the shape that shows it: people write into them, and PowerPoint the file's name. */
  readonly words: readonly Attribute[];
}

interface Collected {
  readonly by: string;
  readonly relations: Set<string>;
  cropped: boolean;
  words: readonly Attribute[];
}

const descriptions = ['descr', 'title', 'name'];

const wordsOf = ({ attributes }: Tag): Attribute[] =>
  descriptions.flatMap((key) => attributes.get(key) ?? []).filter(({ value }) => value !== '');

/** Attributes with a prefix whose value is a relationship's id, whatever the prefix is. */
function collectRelations({ attributes }: Tag, known: ReadonlySet<string>, into: Set<string>): void {
  for (const [key, { value }] of attributes) if (key.includes(':') && known.has(value)) into.add(value);
}

const cuts = ['l', 't', 'r', 'b'];
const cutsEdges = ({ attributes }: Tag): boolean =>
  cuts.some((key) => !/^[-+]?0*(\.0*)?%?$/.test(attributes.get(key)?.value ?? '0'));

/** What stands for one picture: a `pic` with all in it, or a filling by itself. */
const wholes = ['pic', 'blip', 'videoFile', 'audioFile', 'imagedata'];

/** The pictures that the text of a part shows. @param known the ids of its relationships. */
export function shownPictures(text: string, known: ReadonlySet<string>): readonly ShownPicture[] {
  const found: Collected[] = [];
  let words: readonly Attribute[] = [];
  let inside: Collected | null = null;
  for (const tag of tagsOf(text)) {
    const { name, kind } = tag;
    if (kind === 'closes') {
      if (inside?.by === name) inside = null;
      continue;
    }
    if (name === 'cNvPr') {
      words = wordsOf(tag);
      if (inside) inside.words = words;
    } else if (!inside && wholes.includes(name)) {
      const whole: Collected = { by: name, relations: new Set(), cropped: false, words };
      found.push(whole);
      collectRelations(tag, known, whole.relations);
      inside = kind === 'opens' ? whole : null;
    } else if (name === 'srcRect' && cutsEdges(tag)) {
      const last = inside ?? found.at(-1);
      if (last) last.cropped = true;
    } else if (inside) collectRelations(tag, known, inside.relations);
  }
  return found.filter(({ relations }) => relations.size > 0);
}
