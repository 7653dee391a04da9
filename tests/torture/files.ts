import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whole } from '../bench/seeded.ts';

const samples = join(import.meta.dirname, '..', 'samples');
const pictures = [
  'metadata-extractor__windowsXpFields.jpg',
  'tika__baseball.jpg',
  'exifr__png_with_exif_and_gps.png',
];

/** A file that is to be taken in. */
export interface Source {
  readonly path: string;
  readonly sha256: string;
  readonly content: Buffer;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function noise(random: () => number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = whole(random, 256);
  return bytes;
}

/** A picture with other bytes after its end: another file to the library. Some are of several chunks. */
function picture(random: () => number): { name: string; content: Buffer } {
  const name = pictures[whole(random, pictures.length)] as string;
  const length = whole(random, 4) === 0 ? 400_000 : 1_000;
  return { name, content: Buffer.concat([readFileSync(join(samples, name)), noise(random, length)]) };
}

/** A folder of new pictures, one of them there twice, and a file that is none. */
export function makeSources(folder: string, random: () => number): Source[] {
  mkdirSync(folder, { recursive: true });
  const sources: Source[] = [];
  const add = (name: string, content: Buffer): void => {
    const path = join(folder, name);
    writeFileSync(path, content);
    sources.push({ path, sha256: sha256(content), content });
  };
  const count = 3 + whole(random, 4);
  for (let index = 0; index < count; index += 1) {
    const { name, content } = picture(random);
    add(`${index}-${name}`, content);
    if (index === 1) add(`${index}-again-${name}`, content);
  }
  writeFileSync(join(folder, 'z-notes.txt'), 'no picture');
  // In the order in which an import takes them: a job forgets the names of its files when it ends.
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}
