import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databasePages, logFrames } from './sqlcipher-pages.ts';

/**
 * Looks for what was erased wherever it could lie in a folder: in the names and bytes of its files as they are, and
 * in every page and log frame of its databases, decrypted by the format's own description.
 */
const length = 16;
const prefixes = 1 << 24;

const prefixAt = (bytes: Buffer, at: number): number =>
  ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);

/** Parts of 16 bytes of contents, of which chance has no second; those of few different bytes are left out. */
export class Windows {
  readonly #parts = new Set<string>();
  /** A bit for the first three bytes of each part, so that hardly any place of a file is looked up. */
  readonly #first = new Uint8Array(prefixes / 8);

  constructor(contents: readonly Buffer[]) {
    for (const content of contents) {
      for (let at = 0; at + length <= content.length; at += length) {
        const part = content.subarray(at, at + length);
        if (new Set(part).size < 12) continue;
        this.#parts.add(part.toString('latin1'));
        const prefix = prefixAt(part, 0);
        this.#first[prefix >> 3] = (this.#first[prefix >> 3] as number) | (1 << (prefix & 7));
      }
    }
  }

  get size(): number {
    return this.#parts.size;
  }

  /** Whether any of the parts lies anywhere in these bytes. */
  areIn(bytes: Buffer): boolean {
    if (this.size === 0) return false;
    for (let at = 0; at + length <= bytes.length; at += 1) {
      const prefix = prefixAt(bytes, at);
      if (((this.#first[prefix >> 3] as number) & (1 << (prefix & 7))) === 0) continue;
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

function inDatabase(path: string, key: Uint8Array, needles: Needles): string[] {
  const found: string[] = [];
  const look = (pages: Iterable<Buffer>, called: string): void => {
    let number = 0;
    for (const page of pages) {
      number += 1;
      for (const needle of inBytes(page, needles)) found.push(`${needle} in ${path} ${called} ${number}`);
    }
  };
  look(databasePages(path, key), 'page');
  look(logFrames(path, key), 'log frame');
  return found;
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
