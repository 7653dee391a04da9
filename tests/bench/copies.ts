import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyAgreement, copyHits, copyPrint } from '../../electron/media/copies/copies.ts';
import { printWords } from '../../electron/media/copies/print.ts';
import { look } from '../../electron/media/look.ts';
import { mostCandidates } from '../../electron/operations/copies/matches.ts';
import { type BenchPicture, changes, differentPictures } from './copies-pictures.ts';
import { seeded, whole } from './seeded.ts';

interface Found {
  readonly name: string;
  readonly kind: Known['kind'];
  readonly least: number;
  /** Copies that were asked about and have enough in them to be known again. */
  readonly asked: number;
  readonly found: number;
  /** Found, and told to be perhaps the same only. */
  readonly perhaps: number;
  /** Copies that were said to be too plain, beside those asked. */
  readonly plain: number;
}

export interface CopiesBench {
  readonly pictures: number;
  readonly wholes: number;
  readonly pieces: number;
  readonly rates: readonly Found[];
  /** Queries with copies of known pictures and with pictures that are not known. */
  readonly asked: number;
  /** Queries to which another picture was told to be the same, and to which one was told to be perhaps. */
  readonly wrong: number;
  readonly perhapsWrong: number;
  /** CPU time of one query and of taking one picture in, their thumbnails made, in milliseconds. */
  readonly cpuMs: number;
  readonly takenInMs: number;
}

const context = { places: {}, toolTimeLimitMs: 10_000, temporaryFolder: null, now: new Date(0) };

/** A picture as the library keeps it for comparing. */
async function thumbnailOf(bytes: Uint8Array): Promise<Uint8Array> {
  const looked = await look({ bytes }, 512, context);
  if (looked.outcome !== 'ok' || !looked.thumbnail) throw new Error('a picture of the bench cannot be read');
  return looked.thumbnail.bytes;
}

/** What a picture is told to be a copy of, by place; null where it is told to be too plain. */
type Told = ReadonlyMap<number, 'alike' | 'perhaps'> | null;

/** A picture of which copies are asked about, by its place. */
interface Known {
  readonly index: number;
  readonly kind: 'whole' | 'piece';
}

class Library {
  readonly prints: Uint32Array;
  readonly known: Known[] = [];
  readonly thumbnails: Uint8Array[] = [];
  /** The pictures themselves lie on the disk: 20,000 would fill the memory. */
  readonly #folder = mkdtempSync(join(tmpdir(), 'custos-copies-'));

  constructor(size: number) {
    this.prints = new Uint32Array(size * printWords);
  }

  async add({ picture, kind }: BenchPicture): Promise<void> {
    const index = this.thumbnails.length;
    // The others are as small as a thumbnail already.
    const thumbnail = kind === 'other' ? picture : await thumbnailOf(picture);
    this.prints.set((await copyPrint(thumbnail)) ?? [], index * printWords);
    this.thumbnails.push(thumbnail);
    if (kind === 'other') return;
    this.known.push({ index, kind });
    writeFileSync(this.#file(index), picture);
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

  async find(picture: Buffer): Promise<Told> {
    const asked = await thumbnailOf(picture);
    const near = await copyHits(asked, this.prints);
    const hits = near.hits.slice(0, mostCandidates);
    const comparisons = hits.map(({ index, guesses }) => ({
      guesses,
      known: this.thumbnails[index] ?? new Uint8Array(),
    }));
    const agreed = await copyAgreement(asked, comparisons);
    const told = new Map(
      hits.flatMap(({ index }, at) => (agreed[at] ? [[index, agreed[at].how] as const] : [])),
    );
    return told.size === 0 && near.plain ? null : told;
  }
}

/** Asks, and counts what was told wrongly. */
class Asking {
  asked = 0;
  wrong = 0;
  perhapsWrong = 0;
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  async ask(picture: Buffer, own: number | null): Promise<'alike' | 'perhaps' | 'plain' | null> {
    const told = await this.#library.find(picture);
    this.asked += 1;
    const others = [...(told ?? [])].filter(([index]) => index !== own).map(([, how]) => how);
    if (others.includes('alike')) this.wrong += 1;
    else if (others.length > 0) this.perhapsWrong += 1;
    return told === null ? 'plain' : ((own === null ? null : told.get(own)) ?? null);
  }
}

/** So many of the known, none twice before each was asked about. */
function drawn(random: () => number, from: readonly Known[], count: number): Known[] {
  const order = [...from];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = whole(random, at + 1);
    [order[at], order[other]] = [order[other] as Known, order[at] as Known];
  }
  return order.length === 0
    ? []
    : Array.from({ length: count }, (_, at) => order[at % order.length] as Known);
}

type Answer = Awaited<ReturnType<Asking['ask']>>;

function rateOf(told: readonly Answer[]): Pick<Found, 'asked' | 'found' | 'perhaps' | 'plain'> {
  const count = (how: Answer): number => told.filter((one) => one === how).length;
  const plain = count('plain');
  return { asked: told.length - plain, found: count('alike'), perhaps: count('perhaps'), plain };
}

async function ratesOf(library: Library, asking: Asking, queries: number): Promise<Found[]> {
  const random = seeded(815);
  const rates: Found[] = [];
  for (const { name, least, make } of changes) {
    const told: { kind: Known['kind']; how: Answer }[] = [];
    for (const { index, kind } of drawn(random, library.known, queries))
      told.push({ kind, how: await asking.ask(await make(random, library.picture(index)), index) });
    for (const kind of ['whole', 'piece'] as const) {
      const ofKind = told.filter((one) => one.kind === kind).map(({ how }) => how);
      if (ofKind.length > 0) rates.push({ name, kind, least, ...rateOf(ofKind) });
    }
  }
  return rates;
}

/** Every so many of the first pictures is left out, so that there are strangers of the same kind. */
const strangerEvery = 4;

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** Looks for changed copies of known photographs and for strangers, among so many pictures. */
export async function benchCopies(
  options: { pictures?: number; queries?: number; folder?: string | null } = {},
): Promise<CopiesBench> {
  const { pictures = 20_000, queries = 400, folder = null } = options;
  const library = new Library(pictures);
  const strangers: Buffer[] = [];
  let [at, takenInMs] = [0, 0];
  for await (const made of differentPictures(pictures + queries, folder)) {
    const before = process.cpuUsage();
    if (at % strangerEvery === strangerEvery - 1 && strangers.length < queries) strangers.push(made.picture);
    else if (library.thumbnails.length < pictures) await library.add(made);
    takenInMs += cpuSince(before);
    at += 1;
  }
  const asking = new Asking(library);
  const before = process.cpuUsage();
  const rates = await ratesOf(library, asking, queries);
  for (const stranger of strangers) await asking.ask(stranger, null);
  const cpuMs = cpuSince(before) / asking.asked;
  library.end();
  const { asked, wrong, perhapsWrong } = asking;
  const numberOf = (kind: Known['kind']): number => library.known.filter((one) => one.kind === kind).length;
  return {
    ...{ pictures, wholes: numberOf('whole'), pieces: numberOf('piece') },
    ...{ rates, asked, wrong, perhapsWrong },
    ...{ cpuMs, takenInMs: takenInMs / pictures },
  };
}

/** Between which shares the true one lies in 95 of 100 such measurements (Wilson's interval), in per cent. */
function interval(found: number, of: number): string {
  if (of === 0) return 'none asked';
  const [z, share] = [1.96, found / of];
  const middle = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [middle - reach, middle + reach]
    .map((end) => ((end / (1 + (z * z) / of)) * 100).toFixed(1))
    .join(' to ');
}

const sayRate = ({ name, kind, least, asked, found, perhaps, plain }: Found): string =>
  `  ${kind}s ${name}: ${found} of ${asked} found (${interval(found, asked)} %; at least ${least * 100} %), ${perhaps} more as perhaps the same; ${plain} too plain`;

export const sayCopies = (bench: CopiesBench): string =>
  [
    `copies of ${bench.wholes} whole photographs and ${bench.pieces} pieces of large ones, among ${bench.pictures} pictures`,
    ...bench.rates.map(sayRate),
    `  another picture taken for it: ${bench.wrong} of ${bench.asked} queries (at most 1 of 10,000), ${bench.asked * bench.pictures} pairs`,
    `  another told to be perhaps the same: ${bench.perhapsWrong}`,
    `  one query: ${bench.cpuMs.toFixed(0)} ms of CPU (under 1000); one picture taken in: ${bench.takenInMs.toFixed(0)} ms`,
  ].join('\n');
