import { mediaUrl } from '../../shared/contract/media-url.ts';
import { custodyAllows } from '../../shared/domain/custody/custody.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { type Anonymised, anonymise, inspectFile } from '../anonymise/anonymise.ts';
import { type AnonymisedStream, anonymiseStream, inspectStream } from '../anonymise/anonymise-stream.ts';
import type { Finding } from '../anonymise/metadata/cleaner.ts';
import { cleanableContainers } from '../anonymise/metadata/cleaners.ts';
import { streamContainers } from '../anonymise/metadata/streams/stream-cleaners.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Preview, PreviewSize } from '../catalogue/previews.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import { searchCopy } from './bench/residue.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { previewOpens } from './display.ts';
import { gatherFacts } from './gather.ts';
import { knownIdentifiers } from './known-identifiers.ts';
import { type Found, findRendition, readInCustody, readingInCustody } from './open.ts';
import { keepPreview, thumbnailOf } from './previews.ts';
import { findRecording, renditionOf } from './recordings.ts';

/** Films and sound are worked on piece by piece, photographs whole. */
const isStreamed = ({ facts, rendition }: Found): boolean =>
  facts.recording.kind !== 'photo' && streamContainers.includes(rendition.container);

function assertCleanable(found: Found): void {
  const { facts, rendition } = found;
  const isPicture = facts.recording.kind === 'photo' && cleanableContainers.includes(rendition.container);
  if (isPicture || isStreamed(found)) return;
  throw new CustosError(
    'unsupported',
    'Custos cannot anonymise this kind of file yet. Save a copy as JPEG, PNG, MP4 or WAV and take that in, or keep this recording to the uses of the original.',
    { container: rendition.container },
  );
}

type Recipe = NonNullable<Output<'anonymise.make'>['rendition']['recipe']>;
type Verification = NonNullable<Output<'anonymise.make'>['rendition']['verification']>;

/** A copy of either kind. A film has no regions. */
type Done = AnonymisedStream & { readonly recipe?: Anonymised['recipe'] };

const recipeOf = (done: Done, asked: Parsed<'anonymise.make'>['regions']): Recipe => ({
  clean: { removed: done.removed.map(({ where, name }) => ({ where, name })), lossless: done.lossless },
  regions: (done.recipe?.regions ?? []).map((region, index) => ({
    ...region,
    source: asked[index]?.source ?? 'drawn by hand',
  })),
  notes: [...done.notes],
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
      regions: done.recipe?.regions.length ?? 0,
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
  for (const [size, preview] of previews) await keepPreview(rooms, made.row.id, size, preview);
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

/** A photograph: cleaned and filled, looked at again, then stored. */
async function makePicture(
  context: Context,
  found: Found,
  regions: Parsed<'anonymise.make'>['regions'],
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  assertStill(regions);
  const done = await cleanPicture(context, found, regions);
  const looked = await lookAgain(context, done.bytes);
  const stored = await rooms.vault.put(once(done.bytes));
  const { thumbnail } = looked;
  const picture = thumbnail ? [['thumbnail', { bytes: thumbnail.bytes, type: thumbnail.type }] as const] : [];
  const row = rowOf(context, found, done, looked, stored, regions);
  const made = await store(context, { row, done }, picture);
  searchCopy(context, { facts: found.facts, rendition: row }, done.bytes);
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

/** A film or a sound: from the vault into the vault, a piece at a time; its plaintext is never on a disk. */
async function makeStream(
  context: Context,
  found: Found,
  regions: Parsed<'anonymise.make'>['regions'],
): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const { rendition } = found;
  if (regions.length > 0) {
    throw new CustosError(
      'unsupported',
      'Custos can fill regions of photographs only. A film or a sound can be cleaned of its metadata.',
    );
  }
  const { kept, ...done } = await readingInCustody(context, rendition.id, 'anonymising', (source) =>
    anonymiseStream<StoredBlob>(source, rendition.container, knownIdentifiers(found.facts), {
      put: (parts) => rooms.vault.put(parts),
      reading: async ({ blob }, read) => {
        const copy = await rooms.vault.open(blob);
        try {
          return await read(copy);
        } finally {
          await copy.close();
        }
      },
      drop: ({ blob }) => rooms.vault.destroy(blob),
    }),
  );
  const row = rowOf(context, found, done, rendition, kept, []);
  return store(context, { row, done }, await previewsOf(context, found));
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
async function make(context: Context, input: Parsed<'anonymise.make'>): Promise<Output<'anonymise.make'>> {
  const found = await findOriginal(context, input.recording);
  if (input.sound.length > 0)
    throw new CustosError('unsupported', 'Custos cannot treat the sound of this recording yet.');
  return (isStreamed(found) ? makeStream : makePicture)(context, found, input.regions);
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

async function assertDiscardable(writer: CatalogueWriter, rendition: RenditionRow | null): Promise<void> {
  if (!rendition) throw new CustosError('not-found', 'There is no such rendition.');
  if (rendition.kind === 'original') {
    throw new CustosError('conflict', 'An original is never discarded. It can only be erased.');
  }
  for (const release of await writer.releases.ofRecording(rendition.recording)) {
    const items = await writer.releases.items(release.id);
    if (items.some((item) => item.rendition === rendition.id && isOut(item.state))) {
      throw new CustosError(
        'conflict',
        'Copies of it are out with a release. Enter first that they were returned or destroyed.',
        { release: release.id },
      );
    }
  }
}

const isOut = (state: string): boolean => state === 'out' || state === 'recalled';

/** Throws an anonymised copy away with its sign-offs. */
async function discard(
  context: Context,
  input: Parsed<'anonymise.discard'>,
): Promise<Output<'anonymise.discard'>> {
  const { rooms, caller } = context;
  const { rendition } = await findRendition(context, input.rendition);
  // Pictures first: once the row is gone nothing would ask for their removal after a kill. They can be made again.
  await rooms.previews.removeAll([rendition.id]);
  await rooms.catalogue.write(async (writer) => {
    const row = await writer.renditions.get(rendition.id);
    await assertDiscardable(writer, row);
    await writer.renditions.remove(rendition.id);
    await rooms.record(writer, {
      kind: 'rendition.discarded',
      by: caller.user,
      about: [
        { noun: 'recording', id: rendition.recording },
        { noun: 'rendition', id: rendition.id },
      ],
      facts: { mark: rendition.mark },
    });
    await refreshRecordings(rooms, writer, [rendition.recording], caller.user);
  });
  await rooms.vault.destroy(rendition.blob);
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return {};
}

export const anonymiseOperations: Handlers = {
  'anonymise.make': make,
  'anonymise.preview': preview,
  'anonymise.discard': discard,
  'recording.findings': findings,
};
