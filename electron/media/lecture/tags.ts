import { SetAsideError } from '../set-aside.ts';

/**
 * A strict reading of the tags in a part of an office document (XML 1.0, fifth edition). There is no document type,
 * no entity but the five of the standard, and no other coding than UTF-8, as Office writes it; whatever else comes is
 * refused. Text between tags is passed over.
 */

export interface Attribute {
  readonly value: string;
  /** Where the value stands in the text, between its quotes. */
  readonly from: number;
  readonly to: number;
}

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly kind: 'opens' | 'closes' | 'empty';
  /** By qualified name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
}

const name = /[\p{L}_][\p{L}\p{N}_.:-]*/uy;
const space = /[ \t\r\n]*/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const broken = (): SetAsideError =>
  new SetAsideError('unreadable', 'A part of the file is no XML as Office writes it.');

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi,
    (_, hex: string, decimal: string, word: string) => {
      if (word !== undefined) return entities[word] ?? '';
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );

/** The text of a part. @throws SetAsideError where it is not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw broken();
  }
}

class Reader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  #match(form: RegExp): string {
    form.lastIndex = this.#at;
    const [found = ''] = form.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #takes(what: string): boolean {
    if (!this.#text.startsWith(what, this.#at)) return false;
    this.#at += what.length;
    return true;
  }

  #attribute(): [string, Attribute] {
    const key = this.#match(name);
    this.#match(space);
    if (key === '' || !this.#takes('=')) throw broken();
    this.#match(space);
    const quote = this.#text[this.#at] ?? '';
    const from = this.#at + 1;
    const to = quote === '"' || quote === "'" ? this.#text.indexOf(quote, from) : -1;
    if (to < 0) throw broken();
    this.#at = to + 1;
    return [key, { value: unescaped(this.#text.slice(from, to)), from, to }];
  }

  /** One tag whose `<` has been read. */
  tag(): Tag {
    const closes = this.#takes('/');
    const full = this.#match(name);
    if (full === '') throw broken();
    const attributes = new Map<string, Attribute>();
    for (;;) {
      this.#match(space);
      if (this.#takes('/>')) return { name: local(full), kind: 'empty', attributes };
      if (this.#takes('>')) return { name: local(full), kind: closes ? 'closes' : 'opens', attributes };
      const [key, attribute] = this.#attribute();
      if (closes || attributes.has(key)) throw broken();
      attributes.set(key, attribute);
    }
  }
}

const local = (full: string): string => full.slice(full.indexOf(':') + 1);

const passedOver: readonly (readonly [begins: string, ends: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** Every tag of a text in order. @throws SetAsideError at whatever is not as the standard has it */
export function* tagsOf(text: string): Generator<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const other = passedOver.find(([begins]) => text.startsWith(begins, at));
    if (other) {
      const end = text.indexOf(other[1], at + other[0].length);
      if (end < 0) throw broken();
      at = end + other[1].length;
      continue;
    }
    const reader = new Reader(text, at + 1);
    yield reader.tag();
    at = reader.at;
  }
}
