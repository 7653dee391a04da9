import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databasePages, logFrames } from './sqlcipher-pages.ts';

/**
 * Looks for what was erased wherever it could lie in a folder: in the names and bytes of its files as they are, and
 * in every page and log frame of its databases, decrypted by the format's own description.
 */
const length = 16;

/** A bit for each of 2^19 values, few enough to stay in a processor's cache. */
class Seen {
  readonly #bits = new Uint8Array((1 << 19) / 8);

  add(value: number): void {
    this.#bits[value >> 3] = (this.#bits[value >> 3] as number) | (1 << (value & 7));
  }

  has(value: number): boolean {
    return ((this.#bits[value >> 3] as number) & (1 << (value & 7))) !== 0;
  }
}

/** Most of three bytes. */
const threeAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) & 7) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);

/** Parts of 16 bytes of contents, of which chance has no second; those of few different bytes, or beginning with a row of one, are left out. */
export class Windows {
  readonly #parts = new Set<string>();
  /** How the parts begin and end, so that hardly any place of a file is looked up. */
  readonly #first = new Seen();
  readonly #last = new Seen();

  constructor(contents: readonly Buffer[]) {
    for (const content of contents) {
      for (let at = 0; at + length <= content.length; at += length) {
        const part = content.subarray(at, at + length);
        if (new Set(part).size < 12 || new Set(part.subarray(0, 3)).size === 1) continue;
        this.#parts.add(part.toString('latin1'));
        this.#first.add(threeAt(part, 0));
        this.#last.add(threeAt(part, length - 3));
      }
    }
  }

  get size(): number {
    return this.#parts.size;
  }

  /** Whether any of the parts lies anywhere in these bytes. */
  areIn(bytes: Buffer): boolean {
    if (this.size === 0) return false;
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + length <= plain.length; at += 1) {
      // No part begins with a row of one byte, of which an empty page has thousands.
      if (plain[at] === plain[at + 1] && plain[at] === plain[at + 2]) continue;
      if (!this.#first.has(threeAt(plain, at)) || !this.#last.has(threeAt(plain, at + length - 3))) continue;
      if (this.#parts.has(bytes.toString('latin1', at, at + length))) return true;
    }
    return false;
  }
}

export interface Needles {
  /** Found in any case of their letters. */
  readonly words: readonly string[];
  readonly bytes?: readonly Buffer[];
  readonly windows: Windows;
}

const lower = (text: string): string => Buffer.from(text, 'utf8').toString('latin1').toLowerCase();

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function inBytes(bytes: Buffer, { words, bytes: raw = [], windows }: Needles): string[] {
  const text = bytes.toString('latin1').toLowerCase();
  return [
    ...words.filter((word) => text.includes(lower(word))),
    ...raw.filter((part) => bytes.includes(part)).map((part) => part.toString('hex')),
    ...(windows.areIn(bytes) ? ['content'] : []),
  ];
}

/** All pages together, then all frames of the log: what is searched at once costs least. */
function inDatabase(path: string, key: Uint8Array, needles: Needles): string[] {
  const look = (pages: Iterable<Buffer>, called: string): string[] =>
    inBytes(Buffer.concat([...pages]), needles).map((needle) => `${needle} in ${path}, ${called}`);
  return [...look(databasePages(path, key), 'its pages'), ...look(logFrames(path, key), 'its log')];
}

/** A line for each place at which something is found; each begins with what was found. */
export function findInFolder(
  folder: string,
  needles: Needles,
  keyOf: (database: string) => Uint8Array,
): string[] {
  const found: string[] = [];
  for (const path of filesOf(folder)) {
    const name = path.toLowerCase();
    for (const word of needles.words)
      if (name.includes(word.toLowerCase())) found.push(`${word} in the name ${path}`);
    for (const needle of inBytes(readFileSync(path), needles)) found.push(`${needle} in ${path}`);
    if (path.endsWith('.db')) found.push(...inDatabase(path, keyOf(path), needles));
  }
  return found;
}
