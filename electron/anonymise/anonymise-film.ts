import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSoundSpans, type SoundSpan } from '../../shared/domain/recording/sound-span.ts';
import type { TimedRegion } from '../../shared/domain/recording/timed-region.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { openSource } from '../media/byte-source.ts';
import type { ToolPlaces } from '../media/ffmpeg.ts';
import type { Container } from '../media/look-result.ts';
import { type FilmFile, filmFacts, type Tools } from './annotations/redact/film/film-facts.ts';
import { checkedRegions, type RedactedFilm, redactFilm } from './annotations/redact/film/redact-film.ts';
import { type AnonymisedStream, anonymiseStream, type CopyPlace, planCleaning } from './anonymise-stream.ts';
import { findingsOf, Notes, valuesOf } from './metadata/noted.ts';
import { copyOf, type Seekable } from './metadata/streams/seekable.ts';
import { streamCleanerFor } from './metadata/streams/stream-cleaners.ts';
import { treatSound } from './sound/treat-sound.ts';
import { verifyFill } from './verification/streams/verify-fill.ts';

/** What a film or sound is to become, beside being cleaned. Both lists are read strictly. */
export interface FilmTreatment {
  readonly regions: unknown;
  readonly sound: unknown;
}

export interface FilmOptions {
  /** Names, numbers and days that the catalogue knows of the subjects. */
  readonly knownIdentifiers: readonly string[];
  readonly places: ToolPlaces;
  /** Where the tools' plaintext lies in a folder of its own while they work; it is emptied in any case. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Told of each step, as a share of the work from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface AnonymisedFilm extends AnonymisedStream {
  readonly regions: readonly TimedRegion[];
  readonly sound: readonly SoundSpan[];
  /** SHA-256 of the original and of what came out, hexadecimal. */
  readonly hashes: { readonly before: string; readonly after: string };
}

const sixHours = 6 * 3_600_000;

const seekableFile = (path: string): Seekable & { close(): void } => {
  const source = openSource({ path });
  return {
    size: source.size,
    read: async (offset, length) => source.at(offset, length),
    close: () => source.close(),
  };
};

async function write(path: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const part of parts) await handle.write(part);
  } finally {
    await handle.close();
  }
}

async function hashOf(source: Seekable): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of copyOf(source, 0, source.size)) hash.update(piece);
  return hash.digest('hex');
}

/** Cleaning comes first, so that nothing of the source but its samples reaches the tools. */
async function cleaned(source: Seekable, file: FilmFile, notes: Notes): Promise<readonly string[]> {
  if (!streamCleanerFor(file.container)) {
    await write(file.path, copyOf(source, 0, source.size));
    return [];
  }
  const plan = await planCleaning(source, file.container, notes);
  await write(file.path, plan.parts());
  return plan.remarks;
}

function refuseUnlessFilled(residual: readonly { readonly where: string; readonly what: string }[]): void {
  if (residual.length === 0) return;
  throw new CustosError(
    'refused',
    'A region is not wholly filled in the result, so it was thrown away. The recording itself is unchanged. Please report this file to whoever looks after Custos.',
    { residual },
  );
}

function checkedSpans(input: unknown, seconds: number | null): readonly SoundSpan[] {
  const parsed = parseSoundSpans(input, seconds);
  if (!parsed.ok) throw new CustosError('invalid-input', parsed.error);
  return parsed.value;
}

interface Treated {
  readonly file: FilmFile;
  readonly filled: RedactedFilm;
  readonly lossless: boolean;
  readonly regions: readonly TimedRegion[];
  readonly sound: readonly SoundSpan[];
  readonly notes: readonly string[];
}

/** Fills and treats the cleaned file; the result still has to be cleaned of its writers. */
async function treated(file: FilmFile, treatment: FilmTreatment, tools: Tools): Promise<Treated> {
  const facts = await filmFacts(file, tools);
  const regions = checkedRegions(treatment.regions, facts);
  const sound = checkedSpans(treatment.sound, facts.seconds);
  const filled = await redactFilm(file, facts, regions, tools);
  const heard =
    sound.length > 0 ? await treatSound(filled, facts, sound, tools) : { lossless: true, notes: [] };
  return {
    file: { path: filled.path, container: filled.container },
    filled,
    lossless: filled.lossless && heard.lossless,
    regions,
    sound,
    notes: [...filled.notes, ...heard.notes],
  };
}

/**
 * Cleans a film or a sound, fills regions in its pictures and treats stretches of its sound, and reads the result
 * back. The tools need files, so plaintext lies in the given folder meanwhile.
 * @throws CustosError `unsupported`, `unreadable`, `too-large`, `invalid-input` for regions and stretches, `refused`
 * with `details.residual`, `cancelled`, `missing-tool`
 */
export async function anonymiseFilm<Kept>(
  source: Seekable,
  container: Container,
  treatment: FilmTreatment,
  place: CopyPlace<Kept>,
  { knownIdentifiers, places, folder, signal, onProgress = () => undefined }: FilmOptions,
): Promise<AnonymisedFilm & { readonly kept: Kept }> {
  const own = join(folder, `film-${randomBytes(12).toString('hex')}`);
  await mkdir(own, { mode: 0o700 });
  const tools: Tools = { places, timeLimitMs: sixHours, folder: own, signal };
  try {
    const notes = new Notes();
    const file: FilmFile = { path: join(own, 'clean'), container };
    const remarks = await cleaned(source, file, notes);
    onProgress(0.1);
    const done = await treated(file, treatment, tools);
    onProgress(0.7);
    const result = seekableFile(done.file.path);
    try {
      const copy = await anonymiseStream(
        result,
        done.file.container,
        knownIdentifiers,
        place,
        valuesOf(notes),
      );
      try {
        onProgress(0.8);
        const final: FilmFile = { path: join(own, 'final'), container: done.file.container };
        const after = await place.reading(copy.kept, async (reading) => {
          await write(final.path, copyOf(reading, 0, reading.size));
          return hashOf(reading);
        });
        refuseUnlessFilled(await verifyFill(final, done.filled, tools));
        onProgress(1);
        return {
          ...copy,
          lossless: done.lossless,
          removed: notes.all.map(({ where, name }) => ({ where, name })),
          findingsBefore: findingsOf(notes),
          notes: [...new Set([...remarks, ...done.notes])],
          regions: done.regions,
          sound: done.sound,
          hashes: { before: await hashOf(source), after },
        };
      } catch (error) {
        await place.drop(copy.kept);
        throw error;
      }
    } finally {
      result.close();
    }
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
