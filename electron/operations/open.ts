import { mediaUrl } from '../../shared/contract/media-url.ts';
import { type CustodyPurpose, custodyAllows } from '../../shared/domain/custody/custody.ts';
import type { RequestFacts } from '../../shared/domain/policy/case.ts';
import type { Decision } from '../../shared/domain/policy/decision.ts';
import type { Audience, Use } from '../../shared/domain/policy/words.ts';
import { contentTypeOf, shownDirectly } from '../../shared/domain/recording/content-type.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { RenditionRow } from '../catalogue/rows.ts';
import type { BlobReader } from '../vault/blob-reader.ts';
import type { Context, Handlers, Output, Rooms } from './context.ts';
import { decideOn, gatherFacts, inCareTeam, type RecordingFacts } from './gather.ts';
import { thumbnailOf } from './previews.ts';
import type { Grant, Opens } from './tokens.ts';

/**
 * The gate. No byte of a recording leaves the vault for a screen or a file except through this file: a request
 * is decided on facts from the catalogue, the decision is written to the trail, and only then is there a token
 * or a stream. Nothing here takes the asker's word for anything about the asker.
 */

const previewSide = 2048;
/** A picture whose preview is made in memory may have at most so many bytes. */
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
export async function recordDecision(
  { rooms, caller }: Context,
  facts: RecordingFacts,
  rendition: Id,
  ask: Ask,
  decision: Decision,
): Promise<void> {
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: 'decision.made',
      by: caller.user,
      about: [
        { noun: 'recording', id: facts.recording.id },
        { noun: 'rendition', id: rendition },
      ],
      facts: { ...ask, outcome: decision.outcome, cites: decision.cites, edition: rooms.settings.edition },
    }),
  );
}

/** Reads a stored file whole; bounded. */
async function readWhole(rooms: Rooms, blob: Id): Promise<Uint8Array> {
  const reader = await rooms.vault.open(blob);
  try {
    if (reader.size > previewBytes) {
      throw new CustosError(
        'too-large',
        'This file has more than 512 MB, which is too large to be worked on in memory. It can still be released.',
      );
    }
    return await reader.read(0, reader.size);
  } finally {
    await reader.close();
  }
}

/** What a token will open: the file itself, or for a picture that no screen shows directly a preview of it. */
async function opensOf(rooms: Rooms, facts: RecordingFacts, rendition: RenditionRow): Promise<Opens> {
  const kind = facts.recording.kind;
  if (kind === 'photo' && !shownDirectly(rendition.container)) {
    const preview = await rooms.media.preview({ bytes: await readWhole(rooms, rendition.blob) }, previewSide);
    if (!('bytes' in preview)) throw new CustosError('unreadable', preview.message);
    return { what: 'bytes', bytes: preview.bytes, type: preview.type, fileName: 'preview' };
  }
  return { what: 'blob', blob: rendition.blob, type: contentTypeOf(rendition.container), kind };
}

const opened = (facts: RecordingFacts, rendition: RenditionRow, grant: Grant): Output<'open.custody'> => ({
  url: mediaUrl(grant.token),
  expiresAt: grant.expiresAt,
  type: grant.opens.what === 'thumbnail' ? 'image/webp' : grant.opens.type,
  kind: facts.recording.kind,
  width: rendition.width,
  height: rendition.height,
  durationMs: facts.recording.durationMs,
});

async function openUse(context: Context, input: { rendition: Id; use: Use; audience: Audience }) {
  const { facts, rendition } = await findRendition(context, input.rendition);
  const ask: Ask = { action: 'view', use: input.use, audience: input.audience };
  const decision = judge(context, facts, rendition.id, ask);
  await recordDecision(context, facts, rendition.id, ask, decision);
  const said = sayDecision(decision);
  if (decision.outcome === 'refuse') return { decision: said, opened: null };
  const again = async (): Promise<boolean> => {
    const now = await findRendition(context, rendition.id);
    return judge(context, now.facts, rendition.id, ask).outcome === 'permit';
  };
  const grant = context.rooms.tokens.issue({
    connection: context.caller.connection,
    opens: await opensOf(context.rooms, facts, rendition),
    recordings: [facts.recording.id],
    again,
  });
  return { decision: said, opened: opened(facts, rendition, grant) };
}

/** Judges an act of custody and writes the answer to the trail. @throws CustosError `refused` */
async function allowCustody(
  { rooms, caller }: Context,
  { facts, rendition }: Found,
  purpose: CustodyPurpose,
): Promise<void> {
  const allowed = custodyAllows(purpose, caller.role, facts.recording.state);
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, {
      kind: allowed ? 'custody.opened' : 'custody.refused',
      by: caller.user,
      about: [
        { noun: 'recording', id: facts.recording.id },
        { noun: 'rendition', id: rendition.id },
      ],
      facts: { purpose, state: facts.recording.state },
    }),
  );
  if (!allowed) {
    throw new CustosError(
      'refused',
      'Your role may not open this recording for that purpose in its present state.',
    );
  }
}

/**
 * The bytes of a rendition for work that custody allows: cleaning it, reading what identifies. They stay in the
 * engine. @throws CustosError `refused`, `too-large`
 */
export async function readInCustody(
  context: Context,
  found: Found,
  purpose: CustodyPurpose,
): Promise<Uint8Array> {
  await allowCustody(context, found, purpose);
  return readWhole(context.rooms, found.rendition.blob);
}

async function openCustody(context: Context, input: { rendition: Id; purpose: CustodyPurpose }) {
  const { rooms, caller } = context;
  const { facts, rendition } = await findRendition(context, input.rendition);
  await allowCustody(context, { facts, rendition }, input.purpose);
  const grant = rooms.tokens.issue({
    connection: caller.connection,
    opens: await opensOf(rooms, facts, rendition),
    recordings: [facts.recording.id],
    again: async () => {
      const now = await findRendition(context, rendition.id);
      return custodyAllows(input.purpose, caller.role, now.facts.recording.state);
    },
  });
  return opened(facts, rendition, grant);
}

/** Prolongs a token while something plays; the gate is asked again, and a changed answer ends it. */
async function renew({ rooms, caller }: Context, input: { url: string }) {
  const token = input.url.slice(input.url.lastIndexOf('/') + 1) as Id;
  const grant = rooms.tokens.find(caller.connection, token);
  const good = grant !== null && (grant.again === undefined || (await grant.again()));
  const longer = good ? rooms.tokens.prolong(caller.connection, token) : null;
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

/** Opens a rendition that a decision of this very call has permitted to leave as a file; the caller closes it. */
export function openForExport(
  rooms: Rooms,
  decision: Decision,
  rendition: RenditionRow,
): Promise<BlobReader> {
  if (decision.outcome !== 'permit') throw new CustosError('refused', 'The decision does not permit this.');
  return rooms.vault.open(rendition.blob);
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

/** What lies behind a token, if it is good for this connection; null otherwise. `end` of a stream is exclusive. */
export async function serve(rooms: Rooms, connection: Id, token: Id): Promise<Served | null> {
  const grant = rooms.tokens.find(connection, token);
  if (!grant) return null;
  const { opens } = grant;
  if (opens.what === 'bytes') return servedBytes(opens.bytes, opens.type, opens.fileName);
  if (opens.what === 'thumbnail') {
    const thumbnail = await thumbnailOf(rooms, opens.rendition);
    return thumbnail && servedBytes(thumbnail.bytes, thumbnail.type, null);
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
