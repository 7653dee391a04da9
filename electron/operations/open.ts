import { type MediaAddress, type MediaForm, mediaUrl } from '../../shared/contract/media-url.ts';
import { type CustodyPurpose, custodyAllows } from '../../shared/domain/custody/custody.ts';
import type { RequestFacts } from '../../shared/domain/policy/case.ts';
import type { Decision } from '../../shared/domain/policy/decision.ts';
import type { Audience, Use } from '../../shared/domain/policy/words.ts';
import { playsDirectly } from '../../shared/domain/recording/playable.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import { SetAsideError } from '../media/set-aside.ts';
import type { BlobReader } from '../vault/blob-reader.ts';
import type { Context, Handlers, Output, Rooms } from './context.ts';
import { opensOf, type StoredFile, tileOf, tileSide } from './display.ts';
import { decideOn, gatherFacts, inCareTeam, type RecordingFacts } from './gather.ts';
import { tilePictureOf } from './previews.ts';
import type { Grant, Opens } from './tokens.ts';

/**
 * The gate. No byte of a recording leaves the vault for a screen or a file except through this file: a request
 * is decided on facts from the catalogue, the decision is written to the trail, and only then is there a token
 * or a stream. Nothing here takes the asker's word for anything about the asker.
 */

/** A file that is worked on in memory may have at most so many bytes. */
const previewBytes = 512 * 1024 * 1024;

const notFound = (): CustosError =>
  new CustosError('not-found', 'There is no such recording, or it is not open to you.');

export interface Found {
  readonly facts: RecordingFacts;
  readonly rendition: RenditionRow;
}

/** The rendition with its recording's facts, if the caller may know of it at all. */
export async function findRendition({ rooms, caller }: Context, id: Id): Promise<Found> {
  return rooms.catalogue.read(async (reader) => {
    const rendition = await reader.renditions.get(id);
    if (!rendition) throw notFound();
    const level = await reader.recordings.levelFor(
      { user: caller.user, role: caller.role },
      rendition.recording,
    );
    const facts = level > 0 ? await gatherFacts(reader, rendition.recording) : null;
    if (!facts) throw notFound();
    return { facts, rendition };
  });
}

export interface Ask {
  readonly action: 'view' | 'export';
  readonly use: Use;
  readonly audience: Audience;
}

/** Decides a request of the caller. Who asks and whether they are in the care team comes from the catalogue. */
export function judge({ rooms, caller }: Context, facts: RecordingFacts, rendition: Id, ask: Ask): Decision {
  const today = rooms.clock.today();
  const careTeam = caller.role === 'clinician' && inCareTeam(facts, caller.user, today);
  const request: RequestFacts = { ...ask, actor: { name: caller.name, careTeam } };
  return decideOn(facts, rendition, request, rooms.settings, today);
}

/** Writes a decision to the trail: before anything is handed out, and for a refusal as well. */
export const recordDecision = (
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  { facts, rendition }: Found,
  ask: Ask,
  decision: Decision,
): Promise<void> =>
  rooms.record(writer, {
    kind: 'decision.made',
    by: caller.user,
    about: [
      { noun: 'recording', id: facts.recording.id },
      { noun: 'rendition', id: rendition.id },
    ],
    facts: { ...ask, outcome: decision.outcome, cites: decision.cites, edition: rooms.settings.edition },
  });

async function withReader<T>(rooms: Rooms, blob: Id, work: (reader: BlobReader) => Promise<T>): Promise<T> {
  const reader = await rooms.vault.open(blob);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

/** Reads a stored file whole; bounded. */
const readWhole = (rooms: Rooms, blob: Id): Promise<Uint8Array> =>
  withReader(rooms, blob, async (reader) => {
    if (reader.size <= previewBytes) return reader.read(0, reader.size);
    throw new CustosError(
      'too-large',
      'This file has more than 512 MB, which is too large to be worked on in memory. It can still be released.',
    );
  });

const storedFile = (rooms: Rooms, blob: Id): StoredFile => ({
  whole: () => readWhole(rooms, blob),
  opened: (work) => withReader(rooms, blob, work),
});

/** The full size, as it is seen; a picture that was decoded for the screen says it more surely than its file did. */
const sizeOf = (
  { width, height }: RenditionRow,
  opens: Opens,
): Pick<Output<'open.custody'>, 'width' | 'height' | 'tiles'> =>
  opens.what === 'picture'
    ? { ...opens.full, tiles: opens.tiles && { side: tileSide, levels: opens.levels } }
    : { width, height, tiles: null };

const opened = (facts: RecordingFacts, rendition: RenditionRow, grant: Grant): Output<'open.custody'> => ({
  url: mediaUrl(grant.token),
  expiresAt: grant.expiresAt,
  type: grant.opens.what === 'thumbnail' ? 'image/webp' : grant.opens.type,
  kind: facts.recording.kind,
  ...sizeOf(rendition, grant.opens),
  durationMs: facts.recording.durationMs,
  plays: playsDirectly(facts.recording.kind, rendition.container, facts.recording.codecs),
});

/** Whether the gate would let through now what it has let through before. */
async function isStillGood({ again }: Pick<Grant, 'again'>): Promise<boolean> {
  try {
    return again === undefined || (await again());
  } catch (error) {
    if (isCustosError(error)) return false;
    throw error;
  }
}

/**
 * The address of a rendition that was let through, good until `notAfter` at most. Making a preview takes time, so the
 * gate is asked once more.
 */
export async function grantOn(
  { rooms, caller }: Context,
  { facts, rendition }: Found,
  again: () => Promise<boolean>,
  notAfter: Instant | null = null,
): Promise<Output<'open.custody'>> {
  const grant = rooms.tokens.issue({
    session: caller.session,
    opens: await opensOf(rooms, facts.recording, rendition, storedFile(rooms, rendition.blob)),
    recordings: [facts.recording.id],
    again,
    notAfter,
  });
  if (await isStillGood(grant)) return opened(facts, rendition, grant);
  rooms.tokens.revoke(grant.token);
  throw notFound();
}

/** Facts, decision and entry are of one transaction: nothing comes between what was known and what was said. */
async function openUse(context: Context, input: { rendition: Id; use: Use; audience: Audience }) {
  const ask: Ask = { action: 'view', use: input.use, audience: input.audience };
  const { found, decision } = await context.rooms.catalogue.write(async (writer) => {
    const found = await findRendition(context, input.rendition);
    const decision = judge(context, found.facts, found.rendition.id, ask);
    await recordDecision(context, writer, found, ask, decision);
    return { found, decision };
  });
  const said = sayDecision(decision);
  if (decision.outcome === 'refuse') return { decision: said, opened: null };
  const again = async (): Promise<boolean> => {
    const { facts, rendition } = await findRendition(context, input.rendition);
    return judge(context, facts, rendition.id, ask).outcome === 'permit';
  };
  return { decision: said, opened: await grantOn(context, found, again) };
}

/**
 * Judges an act of custody on the facts of the moment and writes the answer to the trail, in one transaction.
 * @throws CustosError `not-found`, `refused`
 */
async function allowCustody(context: Context, id: Id, purpose: CustodyPurpose): Promise<Found> {
  const { rooms, caller } = context;
  const { found, allowed } = await rooms.catalogue.write(async (writer) => {
    const found = await findRendition(context, id);
    const { recording } = found.facts;
    const allowed = custodyAllows(purpose, caller.role, recording.state);
    await rooms.record(writer, {
      kind: allowed ? 'custody.opened' : 'custody.refused',
      by: caller.user,
      about: [
        { noun: 'recording', id: recording.id },
        { noun: 'rendition', id },
      ],
      facts: { purpose, state: recording.state },
    });
    return { found, allowed };
  });
  if (allowed) return found;
  throw new CustosError(
    'refused',
    'Your role may not open this recording for that purpose in its present state.',
  );
}

/**
 * The bytes of a rendition for work that custody allows: cleaning it, reading what identifies. They stay in the
 * engine. @throws CustosError `refused`, `too-large`
 */
export async function readInCustody(
  context: Context,
  rendition: Id,
  purpose: CustodyPurpose,
): Promise<Uint8Array> {
  const found = await allowCustody(context, rendition, purpose);
  return readWhole(context.rooms, found.rendition.blob);
}

/** The same for a recording of any size, read at any place; it is closed when the work is done. */
export async function readingInCustody<Result>(
  context: Context,
  rendition: Id,
  purpose: CustodyPurpose,
  read: (reader: BlobReader) => Promise<Result>,
): Promise<Result> {
  const found = await allowCustody(context, rendition, purpose);
  const reader = await context.rooms.vault.open(found.rendition.blob);
  try {
    return await read(reader);
  } finally {
    await reader.close();
  }
}

async function openCustody(context: Context, input: { rendition: Id; purpose: CustodyPurpose }) {
  const found = await allowCustody(context, input.rendition, input.purpose);
  return grantOn(context, found, async () => {
    const { facts } = await findRendition(context, input.rendition);
    return custodyAllows(input.purpose, context.caller.role, facts.recording.state);
  });
}

/** Prolongs a token while something plays; the gate is asked again, and a changed answer ends it. */
async function renew({ rooms, caller }: Context, input: { url: string }) {
  const token = input.url.slice(input.url.lastIndexOf('/') + 1) as Id;
  const grant = rooms.tokens.find(caller.session, token);
  const good = grant !== null && (await isStillGood(grant));
  if (grant && !good) rooms.tokens.revoke(token);
  const longer = good ? rooms.tokens.prolong(caller.session, token) : null;
  if (!longer)
    throw new CustosError('not-found', 'This address is no longer good. Please open the recording again.');
  return { expiresAt: longer.expiresAt };
}

/** The decision without its case id, as the contract carries it. */
export const sayDecision = (decision: Decision): Output<'open.use'>['decision'] => ({
  outcome: decision.outcome,
  cites: [...decision.cites],
  reasons: [...decision.reasons],
  remedies: [...decision.remedies],
  followUps: [...decision.followUps],
});

/** What one of the gate's tables said of a rendition that is to leave. */
export type Permit = Pick<Decision, 'outcome'>;

/** Opens a rendition that a decision of this very call has permitted to leave as a file; the caller closes it. */
export function openForExport(rooms: Rooms, decision: Permit, rendition: RenditionRow): Promise<BlobReader> {
  if (decision.outcome !== 'permit') throw new CustosError('refused', 'The decision does not permit this.');
  return rooms.vault.open(rendition.blob);
}

/** The same as bytes, for work on them before they leave. @throws CustosError `refused`, `too-large` */
export function readForExport(rooms: Rooms, decision: Permit, rendition: RenditionRow): Promise<Uint8Array> {
  if (decision.outcome !== 'permit') throw new CustosError('refused', 'The decision does not permit this.');
  return readWhole(rooms, rendition.blob);
}

/** Bytes on their way to a host: whole or a range, closed by the host. */
export interface Served {
  readonly type: string;
  readonly size: number;
  readonly fileName: string | null;
  readonly stream: (start: number, end: number) => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

const servedBytes = (bytes: Uint8Array, type: string, fileName: string | null): Served => ({
  type,
  size: bytes.length,
  fileName,
  async *stream(start, end) {
    yield bytes.subarray(start, end);
  },
  close: async () => undefined,
});

/** Cuts a stream off with its token: at the next chunk after a revocation, whatever the host does meanwhile. */
async function* whileGood(
  chunks: AsyncIterable<Uint8Array>,
  isGood: () => boolean,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (!isGood()) throw new CustosError('not-allowed', 'This recording may not be shown any longer.');
    yield chunk;
  }
}

/**
 * What lies behind an address, if its token is good for this session and the gate would still let it through; null
 * otherwise. `end` of a stream is exclusive.
 */
export async function serve(rooms: Rooms, session: Id, address: MediaAddress): Promise<Served | null> {
  const { token, route, form } = address;
  const grant = rooms.tokens.find(session, token);
  if (!grant || (route === 'thumb') !== (grant.opens.what === 'thumbnail')) return null;
  if (!(await isStillGood(grant))) {
    rooms.tokens.revoke(token);
    return null;
  }
  const isGood = (): boolean => rooms.tokens.find(session, token) !== null;
  const serving = servedOf(rooms, grant.opens, form);
  const served = await (form === 'main' ? serving : serving.catch(notServed));
  if (!served) return null;
  if (!isGood()) {
    await served.close();
    return null;
  }
  return { ...served, stream: (start, end) => whileGood(served.stream(start, end), isGood) };
}

/** A form that cannot be made of this file is not there; anything else that goes wrong is a fault. */
function notServed(error: unknown): null {
  if (error instanceof SetAsideError || isCustosError(error)) return null;
  throw error;
}

async function servedOf(rooms: Rooms, opens: Opens, form: MediaForm): Promise<Served | null> {
  if (typeof form === 'object') {
    const tile = opens.what === 'picture' ? await tileOf(opens, form) : null;
    return tile && servedBytes(tile.bytes, tile.type, null);
  }
  if (form === 'playable') {
    const made = opens.what === 'blob' && opens.playable ? await opens.playable.get() : null;
    return made && servedBytes(made.bytes, made.type, null);
  }
  if (form === 'waveform') {
    const drawn = opens.what === 'blob' && opens.waveform ? await opens.waveform() : null;
    return drawn && servedBytes(drawn.bytes, drawn.type, null);
  }
  if (opens.what === 'picture') return servedBytes(opens.bytes, opens.type, null);
  if (opens.what === 'bytes') return servedBytes(opens.bytes, opens.type, opens.fileName);
  if (opens.what === 'thumbnail') {
    const picture = await tilePictureOf(rooms, opens.rendition);
    return picture && servedBytes(picture.bytes, picture.type, null);
  }
  const reader = await rooms.vault.open(opens.blob);
  return {
    type: opens.type,
    size: reader.size,
    fileName: null,
    stream: (start, end) => reader.stream(start, end),
    close: () => reader.close(),
  };
}

export const openOperations: Handlers = {
  'open.use': openUse,
  'open.custody': openCustody,
  'open.renew': renew,
};
