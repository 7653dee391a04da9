import { custodyAllows } from '../../shared/domain/custody/custody.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Anonymised, anonymise, inspectFile } from '../anonymise/anonymise.ts';
import { cleanableContainers } from '../anonymise/metadata/cleaners.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { Looked } from '../media/look-result.ts';
import type { StoredBlob } from '../vault/vault.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { gatherFacts, type RecordingFacts } from './gather.ts';
import { subjectName } from './names.ts';
import { type Found, findRendition, readInCustody } from './open.ts';
import { keepPreview } from './previews.ts';
import { findRecording, renditionOf } from './recordings.ts';

function assertCleanable({ facts, rendition }: Found): void {
  if (facts.recording.kind === 'photo' && cleanableContainers.includes(rendition.container)) return;
  throw new CustosError(
    'unsupported',
    'Custos cannot anonymise this kind of file yet. Save a copy as JPEG or PNG and take that in, or keep this recording to the uses of the original.',
    { container: rendition.container },
  );
}

/** What the catalogue knows that may stand in the file: names, numbers and days of the subjects, and the file's name. */
function knownIdentifiers({ recording, subjects }: RecordingFacts): readonly string[] {
  const known = subjects.flatMap(({ row }) => [
    subjectName(row),
    row.familyName,
    row.givenName,
    ...row.identifiers.map(({ value }) => value),
    row.bornOn ?? '',
    row.diedOn ?? '',
  ]);
  const fileName = recording.fileName.replace(/\.[^.]*$/, '');
  return [...new Set([...known, fileName])].filter((text) => text !== '');
}

type Recipe = NonNullable<Output<'anonymise.make'>['rendition']['recipe']>;
type Verification = NonNullable<Output<'anonymise.make'>['rendition']['verification']>;

const recipeOf = (done: Anonymised, asked: Parsed<'anonymise.make'>['regions']): Recipe => ({
  clean: { removed: done.removed.map(({ where, name }) => ({ where, name })), lossless: done.lossless },
  regions: done.recipe.regions.map((region, index) => ({
    ...region,
    source: asked[index]?.source ?? 'drawn by hand',
  })),
  notes: [...done.notes],
});

const verificationOf = ({ verification }: Anonymised): Verification => ({
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
  readonly done: Anonymised;
}

function rowOf(
  { rooms, caller }: Context,
  { facts, rendition }: Found,
  done: Anonymised,
  looked: Looked,
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
      lossless: done.lossless,
      removed: done.removed.length,
      regions: done.recipe.regions.length,
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

async function store(context: Context, made: Made, looked: Looked): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const rendition = await enterOrDrop(context, made);
  // After the row: a picture of which the catalogue knows nothing would outlive an erasure.
  if (looked.thumbnail) {
    const { bytes, type } = looked.thumbnail;
    await keepPreview(rooms, made.row.id, 'thumbnail', { bytes, type });
  }
  rooms.emit({ kind: 'changed', nouns: ['recording', 'rendition', 'queue', 'trail'] });
  return {
    rendition,
    findingsBefore: made.done.findingsBefore.map((finding) => ({ ...finding })),
    findingsAfter: made.done.findingsAfter.map((finding) => ({ ...finding })),
  };
}

/** Makes an anonymised copy of a photograph: cleaned, regions filled, verified by other code, then stored [5, 10]. */
async function make(context: Context, input: Parsed<'anonymise.make'>): Promise<Output<'anonymise.make'>> {
  const { rooms } = context;
  const { facts } = await rooms.catalogue.read((reader) => findRecording(context, reader, input.recording));
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  if (!original) throw new CustosError('not-found', 'The original of this recording is not here any more.');
  const found: Found = { facts, rendition: original.row };
  assertCleanable(found);
  const bytes = await readInCustody(context, found.rendition.id, 'anonymising');
  const done = await anonymise(bytes, {
    regions: input.regions.map(({ x, y, w, h }) => ({ x, y, w, h })),
    knownIdentifiers: knownIdentifiers(facts),
    decoder: rooms.media,
  });
  const looked = await lookAgain(context, done.bytes);
  const stored = await rooms.vault.put(once(done.bytes));
  const row = rowOf(context, found, done, looked, stored, input.regions);
  return store(context, { row, done }, looked);
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
  const read = inspectFile(await readInCustody(context, found.rendition.id, purpose));
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
  return read.map((finding) => ({ ...finding }));
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
  'anonymise.discard': discard,
  'recording.findings': findings,
};
