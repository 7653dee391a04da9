import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Gives } from '../shared/domain/recording/finding-groups.ts';
import type { TimedRegion } from '../shared/domain/recording/timed-region.ts';
import { CustosError } from '../shared/kernel/error.ts';
import { createSearcher } from './anonymise/annotations/search/searcher.ts';
import { type Anonymised, anonymise, inspectFile } from './anonymise/anonymise.ts';
import { anonymiseFilm, type FilmTreatment } from './anonymise/anonymise-film.ts';
import { anonymiseStream, type CopyPlace, inspectStream } from './anonymise/anonymise-stream.ts';
import { cleanableContainers, cleanerFor, inputLimit } from './anonymise/metadata/cleaners.ts';
import type { Seekable } from './anonymise/metadata/streams/seekable.ts';
import { streamContainers } from './anonymise/metadata/streams/stream-cleaners.ts';
import { type Annotated, annotationsOf, writingLeftIn } from './engine-annotations.ts';
import { placeCopy, placePart, removeFile, writePartBeside } from './files/durable.ts';
import { type ByteSource, openSource } from './media/byte-source.ts';
import type { Container, Looked, SetAside, SetAsideReason } from './media/look-result.ts';
import { createMedia, type Media } from './media/media.ts';
import { SetAsideError } from './media/set-aside.ts';
import { sniff } from './media/sniff.ts';

/** What a file is and what in it identifies. `takenAt` is null where only the file system has a date. */
export interface Inspected {
  readonly kind: Looked['kind'];
  readonly container: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly takenAt: string | null;
  readonly findings: readonly {
    readonly where: string;
    readonly name: string;
    readonly value: string;
    readonly why: string;
    readonly gives: Gives;
  }[];
  /** False where Custos cannot yet read this container's metadata: no findings then say nothing. */
  readonly metadataRead: boolean;
  /** In words, where the recording is damaged and its findings are those of what could be read; else null. */
  readonly damage: string | null;
}

/** What was done to a file. */
export type CleanedFile = Pick<Anonymised, 'lossless' | 'removed' | 'notes'> & { readonly output: string };

/** What the engine does with files that are in no library. */
export interface LooseFiles {
  /** @throws CustosError `unreadable` with the way forward. */
  inspect(path: string): Promise<Inspected>;
  /**
   * Writes a cleaned copy, with regions filled solid and stretches of sound treated, to `output` (replaced whole or not at all); gives back where
   * it lies, which has a further ending where a picture was taken out of a camera's raw file or
   * stored anew in another container.
   * @throws CustosError `unsupported`, `unreadable`, `too-large`, `refused`; there is no output then.
   */
  clean(path: string, output: string, treatment?: FilmTreatment): Promise<CleanedFile>;
  /** Proposes what was written over a picture or a film. @throws CustosError `unreadable`, `too-large` */
  annotations(path: string): Promise<Annotated>;
  /** What can still be read in a redacted file; null where it could not be searched to its end. */
  writingLeft(path: string): Promise<readonly string[] | null>;
  close(): void;
}

async function readBounded(path: string): Promise<Uint8Array> {
  if ((await stat(path)).size > inputLimit) {
    throw new CustosError(
      'too-large',
      'The file is larger than 512 MB, which Custos cannot clean as a photograph.',
    );
  }
  // In one go: asking for it piece by piece takes longer than cleaning a photograph.
  return readFileSync(path);
}

/** @throws CustosError `unreadable` where the file or folder is not there or may not be read. */
async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new CustosError('unreadable', `${path} cannot be read (${String(error.code)}).`, {}, error);
    }
    throw error;
  }
}

function takenAt({ made }: Looked): string | null {
  if (made.local === null || (made.source !== 'camera' && made.source !== 'container')) return null;
  return `${made.local}${made.offset ?? ''}`;
}

const seekable = (source: ByteSource): Seekable => ({
  size: source.size,
  read: async (offset, length) => source.at(offset, length),
});

async function opened(path: string): Promise<ByteSource> {
  // Says which file is not there, and why, before anything else is tried.
  await stat(path);
  try {
    return openSource({ path });
  } catch (error) {
    if (!(error instanceof SetAsideError)) throw error;
    throw new CustosError('unreadable', error.message, { reason: error.reason });
  }
}

/** Lends a file for reading at any place. */
async function withSource<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await opened(path);
  try {
    return await work(source);
  } finally {
    source.close();
  }
}

/** The container of a film or sound that is cleaned piece by piece, else null. */
const streamedContainer = (path: string, { regions, sound }: FilmTreatment): Promise<Container | null> =>
  withSource(path, async (source) => {
    const sniffed = sniff(source);
    if (!sniffed.ok || sniffed.kind === 'photo') return null;
    // A film in a container that cannot be cleaned comes out in another one where its pictures are coded afresh.
    const comesOut = streamContainers.includes(sniffed.container) || !isEmpty(regions) || !isEmpty(sound);
    return comesOut ? sniffed.container : null;
  });

const besideOutput = (output: string): CopyPlace<string> => ({
  put: (parts) => writePartBeside(output, parts),
  reading: (part, read) => withSource(part, (copy) => read(seekable(copy))),
  drop: removeFile,
});

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

/** Cleans and treats a film or a sound of any size into `output`, which is there whole and checked or not at all. */
async function cleanStream(
  media: Media,
  path: string,
  container: Container,
  output: string,
  treatment: FilmTreatment,
): Promise<CleanedFile> {
  const place = besideOutput(output);
  const isTreated = !isEmpty(treatment.regions) || !isEmpty(treatment.sound);
  const options = { knownIdentifiers: [], places: media.places, folder: dirname(output) };
  const { kept, ...done } = await withSource(path, (source) =>
    isTreated
      ? anonymiseFilm(seekable(source), container, treatment, place, options)
      : anonymiseStream(seekable(source), container, [], place),
  );
  await placePart(kept, output);
  return { ...done, output };
}

/** @throws CustosError `invalid-input` for what only films and sounds have. */
function assertStill({ regions, sound }: FilmTreatment): void {
  if (!isEmpty(sound)) throw new CustosError('invalid-input', 'A picture has no sound to treat.');
  const timed = (Array.isArray(regions) ? regions : []).findIndex(
    (region: Partial<TimedRegion> | null) => (region?.from ?? region?.to ?? region?.keyFrames) !== undefined,
  );
  if (timed >= 0)
    throw new CustosError('invalid-input', `Region ${timed + 1} has times, but a picture has none.`);
}

/** What is taken out of a camera's raw file, or stored anew, is no such file any more, and its name says so. */
function placeFor(output: string, from: string, to: string): string {
  const ending = to === 'jpeg' ? /\.jpe?g$/i : /\.png$/i;
  return from === to || ending.test(output) ? output : `${output}.${to === 'jpeg' ? 'jpg' : 'png'}`;
}

async function cleanFile(
  media: Media,
  path: string,
  output: string,
  treatment: FilmTreatment,
): Promise<CleanedFile> {
  const container = await readable(path, streamedContainer(path, treatment));
  if (container !== null) return cleanStream(media, path, container, output, treatment);
  const source = await readable(path, readBounded(path));
  assertStill(treatment);
  const { regions } = treatment;
  const { bytes, ...done } = await anonymise(source, { regions, knownIdentifiers: [], decoder: media });
  const place = placeFor(output, cleanerFor(source).container, done.recipe.container);
  await readable(
    place,
    Promise.try(() => placeCopy(place, bytes)),
  );
  return { ...done, output: place };
}

async function findingsOf(path: string, container: string): Promise<Inspected['findings'] | null> {
  if (cleanableContainers.includes(container)) return inspectFile(await readBounded(path));
  if (!streamContainers.includes(container)) return null;
  return withSource(path, (source) => inspectStream(seekable(source), container));
}

/** Reasons for which a recording is not shown or does not play, though what it says of people may well be read. */
const damages: readonly SetAsideReason[] = ['truncated', 'unreadable', 'timed-out', 'crashed'];

/** What a damaged recording still gives away; null where nothing of it can be read. */
async function inspectDamaged(path: string, { reason, message }: SetAside): Promise<Inspected | null> {
  const found = damages.includes(reason) ? await withSource(path, async (source) => sniff(source)) : null;
  if (!found?.ok) return null;
  const { kind, container } = found;
  const findings = (await findingsOf(path, container)) ?? [];
  if (findings.length === 0) return null;
  const unknown = { width: null, height: null, durationSeconds: null, takenAt: null };
  return { kind, container, ...unknown, findings, metadataRead: true, damage: message };
}

async function inspect(media: Media, path: string): Promise<Inspected> {
  const looked = await media.look({ path }, { thumbnail: false });
  if (looked.outcome === 'set-aside') {
    const damaged = await inspectDamaged(path, looked);
    if (damaged) return damaged;
    throw new CustosError('unreadable', `${looked.message} ${looked.wayForward}`, { reason: looked.reason });
  }
  const findings = await findingsOf(path, looked.container);
  return {
    kind: looked.kind,
    container: looked.container,
    width: looked.width,
    height: looked.height,
    durationSeconds: looked.durationMs === null ? null : looked.durationMs / 1000,
    takenAt: takenAt(looked),
    findings: findings ?? [],
    metadataRead: findings !== null,
    damage: null,
  };
}

/** Opens what the engine does with loose files. Its worker processes start with the first need and end with `close`. */
export function openLooseFiles(): LooseFiles {
  const media = createMedia();
  const searcher = createSearcher(media.places);
  const rooms = { media, searcher };
  return {
    inspect: (path) => readable(path, inspect(media, path)),
    annotations: (path) => readable(path, annotationsOf(rooms, path)),
    writingLeft: (path) => readable(path, writingLeftIn(rooms, path)),
    clean: (path, output, treatment = { regions: [], sound: [] }) =>
      cleanFile(media, path, output, treatment),
    close: () => {
      media.close();
      searcher.close();
    },
  };
}
