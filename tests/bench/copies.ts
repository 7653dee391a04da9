import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyAgreement, copyHits, copyPrint } from '../../electron/media/copies/copies.ts';
import { printWords } from '../../electron/media/copies/print.ts';
import { look } from '../../electron/media/look.ts';
import { changes, differentPictures } from './copies-pictures.ts';
import { seeded, whole } from './seeded.ts';

interface Found {
  readonly name: string;
  readonly asked: number;
  readonly found: number;
  readonly least: number;
}

export interface CopiesBench {
  readonly pictures: number;
  readonly rates: readonly Found[];
  /** Queries with copies of known pictures and with pictures that are not known, and matches with another picture. */
  readonly asked: number;
  readonly wrong: number;
  /** CPU time of one query, the thumbnail made, in milliseconds. */
  readonly cpuMs: number;
}

const context = { places: {}, toolTimeLimitMs: 10_000, temporaryFolder: null, now: new Date(0) };

/** A picture as the library keeps it for comparing. */
async function thumbnailOf(bytes: Uint8Array): Promise<Uint8Array> {
  const looked = await look({ bytes }, 512, context);
  if (looked.outcome !== 'ok' || !looked.thumbnail) throw new Error('a picture of the bench cannot be read');
  return looked.thumbnail.bytes;
}

class Library {
  readonly prints: Uint32Array;
  readonly thumbnails: Uint8Array[] = [];
  /** The pictures themselves lie on the disk: 20,000 would fill the memory. */
  readonly #folder = mkdtempSync(join(tmpdir(), 'custos-copies-'));

  constructor(size: number) {
    this.prints = new Uint32Array(size * printWords);
  }

  async add(picture: Buffer): Promise<void> {
    const thumbnail = await thumbnailOf(picture);
    this.prints.set((await copyPrint(thumbnail)) ?? [], this.thumbnails.length * printWords);
    writeFileSync(this.#file(this.thumbnails.length), picture);
    this.thumbnails.push(thumbnail);
  }

  #file(index: number): string {
    return join(this.#folder, `${index}.jpg`);
  }

  picture(index: number): Buffer {
    return readFileSync(this.#file(index));
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async find(picture: Buffer): Promise<readonly number[]> {
    const asked = await thumbnailOf(picture);
    const hits = await copyHits(asked, this.prints);
    const comparisons = hits.map(({ index, guess }) => ({
      guess,
      known: this.thumbnails[index] ?? new Uint8Array(),
    }));
    const agreed = await copyAgreement(asked, comparisons);
    return hits.flatMap(({ index }, at) => (agreed[at] === null ? [] : [index]));
  }

  /** Whether a picture has anything in it to be known again by. */
  knows(index: number): boolean {
    return this.prints[index * printWords] !== 0;
  }
}

/** Looks for changed copies of known pictures and for strangers, among so many of them. */
export async function benchCopies(
  options: { pictures?: number; queries?: number; folder?: string | null } = {},
): Promise<CopiesBench> {
  const { pictures = 20_000, queries = 400, folder = null } = options;
  const library = new Library(pictures);
  const strangers: Buffer[] = [];
  let at = 0;
  // Every other one of the first is left out, so that real photographs are among the strangers.
  for await (const picture of differentPictures(pictures + queries, folder)) {
    if (at % 2 === 1 && strangers.length < queries) strangers.push(picture);
    else await library.add(picture);
    at += 1;
  }
  const random = seeded(815);
  const known = Array.from({ length: pictures }, (_, index) => index).filter((index) => library.knows(index));
  let [asked, wrong] = [0, 0];
  const ask = async (picture: Buffer, own: number | null): Promise<boolean> => {
    const found = await library.find(picture);
    asked += 1;
    if (found.some((index) => index !== own)) wrong += 1;
    return found.some((index) => index === own);
  };
  const rates: Found[] = [];
  const before = process.cpuUsage();
  for (const { name, least, make } of changes) {
    let found = 0;
    for (let query = 0; query < queries; query += 1) {
      const own = known[whole(random, known.length)] ?? 0;
      if (await ask(await make(random, library.picture(own)), own)) found += 1;
    }
    rates.push({ name, asked: queries, found, least });
  }
  for (const stranger of strangers) await ask(stranger, null);
  const { user, system } = process.cpuUsage(before);
  library.end();
  return { pictures, rates, asked, wrong, cpuMs: (user + system) / 1_000 / asked };
}

export const sayCopies = ({ pictures, rates, asked, wrong, cpuMs }: CopiesBench): string =>
  [
    `copies among ${pictures} pictures`,
    ...rates.map(
      ({ name, asked: of, found, least }) =>
        `  ${name}: ${found} of ${of} found, ${((found / of) * 100).toFixed(1)} % (at least ${least * 100} %)`,
    ),
    `  another picture taken for it: ${wrong} of ${asked} (at most 1 of 10,000)`,
    `  one query: ${cpuMs.toFixed(0)} ms of CPU (under 1000)`,
  ].join('\n');
