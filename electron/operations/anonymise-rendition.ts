import { mediaUrl } from '../../shared/contract/media-url.ts';
import { custodyAllows } from '../../shared/domain/custody/custody.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { type Anonymised, anonymise, inspectFile } from '../anonymise/anonymise.ts';
import { type AnonymisedFilm, anonymiseFilm } from '../anonymise/anonymise-film.ts';
import {
  type AnonymisedStream,
  anonymiseStream,
  type CopyPlace,
  inspectStream,
} from '../anonymise/anonymise-stream.ts';
import type { Finding } from '../anonymise/metadata/cleaner.ts';
import { cleanableContainers } from '../anonymise/metadata/cleaners.ts';
import { streamContainers } from '../anonymise/metadata/streams/stream-cleaners.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Preview, PreviewSize } from '../catalogue/previews.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { Container, Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { searchCopy, searchFilmCopy } from './bench/residue.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { previewOpens } from './display.ts';
import { gatherFacts } from './gather.ts';
import { knownIdentifiers } from './known-identifiers.ts';
import { recordingReference } from './names.ts';
import { type Found, findRendition, readInCustody, readingInCustody } from './open.ts';
import { keepPreview, thumbnailOf } from './previews.ts';
import { takePrint } from './prints.ts';
import { findRecording, renditionOf } from './recordings.ts';
import { replacementsFor } from './replacements.ts';

/** Films and sound are worked on piece by piece, photographs whole. */
const isStreamed = ({ facts, rendition }: Found): boolean =>
  facts.recording.kind !== 'photo' && streamContainers.includes(rendition.container);

function assertCleanable(found: Found): void {
  const { facts, rendition } = found;
  const isWhole = facts.recording.kind === 'photo' || rendition.container === 'dicom';
  const isPicture = isWhole && cleanableContainers.includes(rendition.container);
  if (isPicture || isStreamed(found)) return;
  throw new CustosError(
    'unsupported',
    'Custos cannot anonymise this kind of file yet. Save a copy as JPEG, PNG, MP4 or WAV and take that in, or keep this recording to the uses of the original.',
    { container: rendition.container },
  );
}

type Recipe = NonNullable<Output<'anonymise.make'>['rendition']['recipe']>;
type Verification = NonNullable<Output<'anonymise.make'>['rendition']['verification']>;

/** A copy of any kind; a film or sound that was cleaned only has neither regions nor stretches. */
type Done = AnonymisedStream & { readonly recipe?: Anonymised['recipe'] } & Partial<
    Pick<AnonymisedFilm, 'regions' | 'sound' | 'hashes'>
  >;

/** How a copy is being made: the work may be stopped, and says how far it is. */
export interface CopyWork {
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

const regionsOf = ({ regions, recipe }: Done): NonNullable<Done['regions']> =>
  regions ?? recipe?.regions ?? [];

const recipeOf = (done: Done, asked: Parsed<'anonymise.make'>['regions']): Recipe => ({
  clean: { removed: done.removed.map(({ where, name }) => ({ where, name })), lossless: done.lossless },
  regions: regionsOf(done).map((region, index) => ({
    ...region,
    ...(region.keyFrames ? { keyFrames: [...region.keyFrames] } : { keyFrames: undefined }),
    source: asked[index]?.source ?? 'drawn by hand',
  })),
  notes: [...done.notes],
  ...(done.sound ? { sound: [...done.sound] } : {}),
  ...(done.hashes ? { hashes: done.hashes } : {}),
});

const verificationOf = ({ verification }: Done): Verification => ({
  verified: verification.verified,
  residual: verification.residual.map(({ where, what }) => `${where}: ${what}`),
  toLookAt: verification.toLookAt.map(({ where, what }) => `${where}: ${what}`),
});

/** The result as any file is looked at: it must open, and its thumbnail is made of it and not of the original. */
async function lookAgain({ rooms }: Context, bytes: Uint8Array): Promise<Looked> {
  const looked = await rooms.media.look({ bytes }, { thumbnail: true });
  if (looked.outcome === 'ok') return looked;
  throw new CustosError(
    'unreadable',
    'The anonymised copy could not be opened again, so it was thrown away. The recording itself is unchanged.',
    { reason: looked.reason },
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Made {
  readonly row: RenditionRow;
  readonly done: Done;
}

function rowOf(
  { rooms, caller }: Context,
  { facts, rendition }: Found,
  done: Done,
  looked: Pick<Looked, 'width' | 'height'>,
  stored: StoredBlob,
  regions: Parsed<'anonymise.make'>['regions'],
): RenditionRow {
  return {
    id: rooms.clock.newId(),
    recording: facts.recording.id,
    kind: 'anonymised',
    parent: rendition.id,
    blob: stored.blob,
    container: done.container,
    width: looked.width,
    height: looked.height,
    bytes: stored.bytes,
    mark: rooms.markOf(stored.sha256),
    madeAt: rooms.clock.now(),
    madeBy: caller.user,
    recipe: JSON.stringify(recipeOf(done, regions)),
    verification: JSON.stringify(verificationOf(done)),
  };
}

/** Enters the copy, unless the recording was withdrawn or erased while it was made. */
async function enter(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  { row, done }: Made,
): Promise<Output<'anonymise.make'>['rendition']> {
  const recording = await writer.recordings.get(row.recording);
  const markBefore = recording?.mark ?? '';
  if (recording?.state !== 'active') {
    throw new CustosError(
      'conflict',
      'The recording was set aside while its copy was made. Nothing was kept.',
    );
  }
  await writer.renditions.add(row);
  await rooms.record(writer, {
    kind: 'rendition.made',
    by: caller.user,
    about: [
      { noun: 'recording', id: row.recording },
      { noun: 'rendition', id: row.id },
    ],
    facts: {
      container: row.container,
      bytes: row.bytes,
      mark: row.mark,
      markBefore,
      lossless: done.lossless,
      removed: done.removed.length,
      regions: regionsOf(done).length,
      stretches: done.sound?.length ?? 0,
    },
  });
  await refreshRecordings(rooms, writer, [row.recording], caller.user);
  const facts = await gatherFacts(writer, row.recording);
  if (!facts) throw new CustosError('not-found', 'There is no such recording any more.');
  return renditionOf(writer, facts, row.id);
}

/** Enters the copy; where that fails, nothing of it is kept. */
async function enterOrDrop(context: Context, made: Made): Promise<Output<'anonymise.make'>['rendition']> {
  const { rooms } = context;
  try {
    return await rooms.catalogue.write((writer) => enter(context, writer, made));
  } catch (error) {
    await rooms.vault.destroy(made.row.blob);
    throw error;
  }
}

const plainFindings = (findings: readonly Finding[]): Output<'anonymise.make'>['findingsBefore'] =>
  findings.map((finding) => ({ ...finding }));

/** Enters the copy, and then its previews: of a picture the catalogue does not know, an erasure would leave it. */
async function store(
  context: Context,
  made: Made,
  previews: readonly (readonly [PreviewSize, Preview])[],
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const rendition = await enterOrDrop(context, made);
  for (const [size, preview] of previews) {
    await keepPreview(rooms, made.row.id, size, preview);
    if (size === 'thumbnail') await takePrint(rooms, made.row.id, preview.bytes);
  }
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return {
    rendition,
    findingsBefore: plainFindings(made.done.findingsBefore),
    findingsAfter: plainFindings(made.done.findingsAfter),
  };
}

/** @throws CustosError `invalid-input` for regions of a photograph that come and go. */
function assertStill(regions: Parsed<'anonymise.make'>['regions']): void {
  const timed = regions.findIndex(({ from, to, keyFrames }) => (from ?? to ?? keyFrames) !== undefined);
  if (timed < 0) return;
  throw new CustosError('invalid-input', `Region ${timed + 1} has times, but a photograph has none.`);
}

/** A photograph cleaned, its regions filled, and verified by other code. */
async function cleanPicture(
  context: Context,
  found: Found,
  regions: Parsed<'anonymise.preview'>['regions'],
): Promise<Anonymised> {
  const bytes = await readInCustody(context, found.rendition.id, 'anonymising');
  return anonymise(bytes, {
    regions: regions.map(({ x, y, w, h }) => ({ x, y, w, h })),
    knownIdentifiers: knownIdentifiers(found.facts),
    decoder: context.rooms.media,
    replacements: replacementsFor(context.rooms, found.facts),
  });
}

/** What a copy would be, to be looked at: the very bytes, or the form in which the window shows them. */
async function preview(
  context: Context,
  input: Parsed<'anonymise.preview'>,
): Promise<Output<'anonymise.preview'>> {
  const { rooms, caller } = context;
  const found = await findOriginal(context, input.recording);
  if (isStreamed(found))
    throw new CustosError('unsupported', 'A film or a sound is looked at once its copy is made.');
  const { bytes, container } = await cleanPicture(context, found, input.regions);
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: await previewOpens(rooms, bytes, container),
    recordings: [input.recording],
    again: async () =>
      custodyAllows(
        'anonymising',
        caller.role,
        (await findOriginal(context, input.recording)).facts.recording.state,
      ),
  });
  return { url: mediaUrl(grant.token), expiresAt: grant.expiresAt };
}

const allFrames =
  'The regions were filled in every picture of this DICOM film, also where what they cover came or went.';

/** A photograph, or a DICOM file of several pictures: cleaned and filled, looked at again, then stored. */
async function makePicture(
  context: Context,
  found: Found,
  regions: Parsed<'anonymise.make'>['regions'],
): Promise<Output<'anonymise.make'>> {
  const isFilm = found.facts.recording.kind === 'video';
  if (!isFilm) assertStill(regions);
  const cleaned = await cleanPicture(context, found, regions);
  const done = isFilm && regions.length > 0 ? { ...cleaned, notes: [...cleaned.notes, allFrames] } : cleaned;
  const looked = await lookAgain(context, done.bytes);
  const stored = await context.rooms.vault.put(once(done.bytes));
  const { thumbnail } = looked;
  const picture = thumbnail ? [['thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type }] as const] : [];
  const row = rowOf(context, found, done, looked, stored, regions);
  const made = await store(context, { row, done }, picture);
  const copy = { facts: found.facts, rendition: row };
  if (isFilm) searchFilmCopy(context, copy);
  else searchCopy(context, copy, done.bytes);
  return made;
}

/** The previews of the original: the frames and the sound of a cleaned copy are the same. */
async function previewsOf({ rooms }: Context, { rendition }: Found): Promise<[PreviewSize, Preview][]> {
  const kept: [PreviewSize, Preview][] = [];
  const thumbnail = await thumbnailOf(rooms, rendition.id);
  if (thumbnail) kept.push(['thumbnail', thumbnail]);
  const waveform = await rooms.previews.get(rendition.id, 'waveform');
  if (waveform) kept.push(['waveform', waveform]);
  return kept;
}

/** The vault, as a place where a copy is put, read back from, and dropped where it does not hold. */
const inVault = ({ rooms: { vault } }: Context): CopyPlace<StoredBlob> => ({
  put: (parts) => vault.put(parts),
  reading: async ({ blob }, read) => {
    const copy = await vault.open(blob);
    try {
      return await read(copy);
    } finally {
      await copy.close();
    }
  },
  drop: ({ blob }) => vault.destroy(blob),
});

/**
 * A film or a sound: from the vault into the vault, a piece at a time. Only where its pictures or its sound are
 * treated does its plaintext lie in `tmp/` meanwhile; the previews of such a copy are made of it when they are asked for.
 */
async function makeStream(
  context: Context,
  found: Found,
  { regions, sound }: Parsed<'anonymise.make'>,
  work: CopyWork,
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const { facts, rendition } = found;
  const isTreated = regions.length > 0 || sound.length > 0;
  const place = inVault(context);
  const known = knownIdentifiers(facts);
  const container = rendition.container as Container;
  const { kept, ...done }: Done & { kept: StoredBlob } = await readingInCustody(
    context,
    rendition.id,
    'anonymising',
    (source) =>
      isTreated
        ? anonymiseFilm(source, container, { regions, sound }, place, {
            knownIdentifiers: known,
            places: rooms.media.places,
            folder: rooms.tmp,
            ...work,
          })
        : anonymiseStream(source, container, known, place),
  );
  const row = rowOf(context, found, done, rendition, kept, regions);
  const made = await store(context, { row, done }, isTreated ? [] : await previewsOf(context, found));
  searchFilmCopy(context, { facts, rendition: row });
  return made;
}

/** The original of a recording that can be cleaned. @throws CustosError `not-found`, `unsupported` */
async function findOriginal(context: Context, recording: Id): Promise<Found> {
  const { facts } = await context.rooms.catalogue.read((reader) => findRecording(context, reader, recording));
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  if (!original) throw new CustosError('not-found', 'The original of this recording is not here any more.');
  const found: Found = { facts, rendition: original.row };
  assertCleanable(found);
  return found;
}

/** Makes an anonymised copy of a recording [5, 10]. */
export async function makeCopy(
  context: Context,
  input: Parsed<'anonymise.make'>,
  work: CopyWork = {},
): Promise<Output<'anonymise.make'>> {
  const found = await findOriginal(context, input.recording);
  if (isStreamed(found)) return makeStream(context, found, input, work);
  if (input.sound.length > 0) throw new CustosError('invalid-input', 'A photograph has no sound to treat.');
  return makePicture(context, found, input.regions);
}

/** Begins a copy as a job: a film takes its time, may be stopped, and goes on after a kill. */
async function start(context: Context, input: Parsed<'anonymise.start'>): Promise<Output<'anonymise.start'>> {
  const { rooms, caller } = context;
  const { rendition } = await findOriginal(context, input.recording);
  const { number } = await rooms.catalogue.read((reader) => recordingReference(reader, input.recording));
  const items = [{ source: number, bytes: rendition.bytes }];
  return { job: await rooms.jobs.start('anonymise', caller.user, input, items) };
}

/** What in a rendition's file identifies somebody, for whoever cleans or appraises it. */
async function findings(
  context: Context,
  input: Parsed<'recording.findings'>,
): Promise<Output<'recording.findings'>> {
  const { rooms, caller } = context;
  const found = await findRendition(context, input.rendition);
  assertCleanable(found);
  const { state } = found.facts.recording;
  const purpose = custodyAllows('anonymising', caller.role, state) ? 'anonymising' : 'appraising';
  const read = isStreamed(found)
    ? await readingInCustody(context, found.rendition.id, purpose, (source) =>
        inspectStream(source, found.rendition.container),
      )
    : inspectFile(await readInCustody(context, found.rendition.id, purpose));
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'rendition.findingsRead',
      by: caller.user,
      about: [
        { noun: 'recording', id: found.facts.recording.id },
        { noun: 'rendition', id: found.rendition.id },
      ],
      facts: { findings: read.length },
    }),
  );
  return plainFindings(read);
}

export const anonymiseOperations: Handlers = {
  'anonymise.make': (context, input) => makeCopy(context, input),
  'anonymise.start': start,
  'anonymise.preview': preview,
  'recording.findings': findings,
};
