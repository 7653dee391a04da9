import type { z } from 'zod';
import { thumbUrl } from '../../shared/contract/media-url.ts';
import { classification, type rendition as renditionForm } from '../../shared/contract/recording.ts';
import { forCalls } from '../../shared/domain/notice/notice.ts';
import { holdFault } from '../../shared/domain/recording/hold.ts';
import type { TrailEntry, TrailKind } from '../../shared/domain/trail/entry.ts';
import { sayEntry } from '../../shared/domain/trail/say.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, TileRow } from '../catalogue/catalogue.ts';
import type { RecordingRow, VisibilityLevel } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { callersToldOf, gatherFacts, holdsFor, type RecordingFacts } from './gather.ts';
import { agreementNumber, personOf, recordingNumber, subjectName, subjectNumber } from './names.ts';
import { sayRetention } from './retention.ts';
import { mayReadNames, workableRecording } from './treats.ts';

/** The rendition whose picture a tile may show: the original at level 3, the signed-off copy at level 2. */
export async function shownRendition(
  reader: CatalogueReader,
  recording: Id,
  level: VisibilityLevel,
): Promise<Id | null> {
  if (level < 2) return null;
  const renditions = await reader.renditions.ofRecording(recording);
  if (level === 3) return renditions.find(({ kind }) => kind === 'original')?.id ?? null;
  for (const rendition of renditions.toReversed()) {
    if (rendition.kind !== 'anonymised') continue;
    const [signOff] = await reader.renditions.signOffs(rendition.id);
    if (signOff && holdsFor(rendition, signOff)) return rendition.id;
  }
  return null;
}

/** The address of a recording's thumbnail for this caller; null where they may not see it. */
export async function thumbnailOf(
  context: Context,
  reader: CatalogueReader,
  { id: recording }: Pick<RecordingRow, 'id'>,
  level: VisibilityLevel,
): Promise<string | null> {
  const rendition = await shownRendition(reader, recording, level);
  if (!rendition) return null;
  const { rooms, caller } = context;
  const again = () =>
    rooms.catalogue.read(async (now) => {
      const present = await now.recordings.levelFor(caller, recording);
      return (await shownRendition(now, recording, present)) === rendition;
    });
  return thumbUrl(rooms.tokens.thumbnail({ session: caller.session, again }, rendition, recording));
}

/** A recording as a tile for this caller. */
export async function tileOf(
  context: Context,
  reader: CatalogueReader,
  { recording, level, named, labels }: TileRow,
): Promise<Output<'recording.window'>['tiles'][number]> {
  return {
    id: recording.id,
    number: recordingNumber(recording.number),
    kind: recording.kind,
    standing: recording.standing,
    made: recording.made,
    category: recording.category,
    madeFor: recording.madeFor,
    width: recording.width,
    height: recording.height,
    durationMs: recording.durationMs,
    thumbnail: await thumbnailOf(context, reader, recording, level),
    fileName: named ? recording.fileName : null,
    rating: recording.rating,
    labels: [...labels],
  };
}

async function window(
  context: Context,
  input: Parsed<'recording.window'>,
): Promise<Output<'recording.window'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    const found = await reader.recordings.window(caller, input.query, input.offset, input.limit);
    const tiles = [];
    for (const tile of found.tiles) tiles.push(await tileOf(context, reader, tile));
    return { total: found.total, offset: input.offset, tiles, notes: [...found.notes] };
  });
  await rooms.browsing.saw(
    caller.session,
    caller.user,
    { ...input.query },
    answer.total,
    answer.tiles.map(({ id }) => id),
  );
  return answer;
}

/** The facts and the level at which the caller may know of a recording. */
export async function findRecording(
  { caller }: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<{ facts: RecordingFacts; level: VisibilityLevel }> {
  const level = await reader.recordings.levelFor(caller, id);
  const facts = level > 0 ? await gatherFacts(reader, id) : null;
  if (!facts) throw new CustosError('not-found', 'There is no such recording, or it is not open to you.');
  return { facts, level };
}

type RenditionForm = z.output<typeof renditionForm>;

/** A rendition as the contract carries it. */
export async function renditionOf(
  reader: CatalogueReader,
  facts: RecordingFacts,
  id: Id,
): Promise<RenditionForm> {
  const found = facts.renditions.find(({ row }) => row.id === id);
  if (!found) throw new CustosError('not-found', 'There is no such rendition.');
  const { row } = found;
  const [newest] = await reader.renditions.signOffs(row.id);
  return {
    id: row.id,
    kind: row.kind,
    parent: row.parent,
    container: row.container,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    madeAt: row.madeAt,
    madeBy: await personOf(reader, row.madeBy),
    recipe: row.recipe === null ? null : (JSON.parse(row.recipe) as RenditionForm['recipe']),
    verification:
      row.verification === null ? null : (JSON.parse(row.verification) as RenditionForm['verification']),
    signOff: newest
      ? {
          by: await personOf(reader, newest.by),
          at: newest.at,
          lookedAt: [...newest.lookedAt],
          valid: found.signOff !== null,
          awaitsSecond: newest.awaitsSecond && newest.voidedAt === null,
        }
      : null,
    identifiability: found.signOff?.identifiability ?? 'unassessed',
  };
}

/**
 * What people typed and what was found in the file may be a name: the verification's finds, the fields that were
 * taken out, what was looked at. Whoever may not read names learns that it was done, and whether it held.
 */
const withoutValues = ({ recipe, verification, signOff, ...rest }: RenditionForm): RenditionForm => ({
  ...rest,
  recipe: recipe && {
    clean: { ...recipe.clean, removed: [] },
    regions: recipe.regions.map((region) => ({ ...region, source: '' })),
    notes: [],
  },
  verification: verification && { ...verification, residual: [], toLookAt: [] },
  signOff: signOff && { ...signOff, lookedAt: [] },
});

const classificationOf = (
  recording: RecordingRow,
  mayRead: boolean,
): Output<'recording.show'>['classification'] => ({
  category: recording.category,
  madeFor: recording.madeFor,
  circumstances: recording.circumstances,
  callerNotice: recording.callerNotice,
  colleagueConsulted: recording.colleagueConsulted,
  medicoLegalInvestigation: recording.medicoLegalInvestigation,
  coronerDiscussed: recording.coronerDiscussed,
  externalFilming: recording.externalFilming,
  bodiesInformed: recording.bodiesInformed,
  records: mayRead ? recording.records : null,
});

const sayCallers = (
  { rooms: { settings } }: Context,
  recording: RecordingRow,
): Output<'recording.show'>['callersTold'] =>
  recording.circumstances === 'telephoneCall'
    ? { told: callersToldOf(recording, settings), byRegister: forCalls(settings.notices).length > 0 }
    : null;

/** What hangs together with a recording and is shown only to those who may read names. */
async function named({ rooms, caller }: Context, reader: CatalogueReader, facts: RecordingFacts) {
  const { recording, subjects } = facts;
  const agreements = await reader.agreements.ofRecording(recording.id);
  const twins = [];
  for (const twin of await reader.recordings.byMark(recording.mark)) {
    if (twin.id !== recording.id && (await reader.recordings.levelFor(caller, twin.id)) > 0) twins.push(twin);
  }
  return {
    fileName: recording.fileName,
    subjects: subjects.map(({ row }) => ({
      id: row.id,
      number: subjectNumber(row.number),
      name: subjectName(row),
    })),
    agreements: agreements.map(({ id, number }) => ({ id, number: agreementNumber(number) })),
    duplicates: twins.map(({ id, number }) => ({ id, number: recordingNumber(number) })),
    retention: sayRetention(rooms, facts),
    hold: recording.hold && { ...recording.hold, by: await personOf(reader, recording.hold.by) },
    addedBy: await personOf(reader, recording.addedBy),
  };
}

async function show(context: Context, input: Parsed<'recording.show'>): Promise<Output<'recording.show'>> {
  const { rooms, caller } = context;
  const shown = await detail(context, input);
  if (shown.thumbnail) await rooms.browsing.alsoSaw(caller.session, caller.user, [shown.id]);
  return shown;
}

function detail(context: Context, input: Parsed<'recording.show'>): Promise<Output<'recording.show'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const { facts, level } = await findRecording(context, reader, input.recording);
    const { recording } = facts;
    const anonymous = {
      fileName: null,
      subjects: [],
      agreements: [],
      duplicates: [],
      retention: null,
      hold: null,
      addedBy: null,
    };
    const mayRead = mayReadNames(context, facts);
    const names = mayRead ? await named(context, reader, facts) : anonymous;
    const shown = level === 3 ? null : await shownRendition(reader, recording.id, level);
    const renditions = [];
    for (const { row } of facts.renditions) {
      if (level < 3 && row.id !== shown) continue;
      const rendition = await renditionOf(reader, facts, row.id);
      renditions.push(mayRead ? rendition : withoutValues(rendition));
    }
    return {
      id: recording.id,
      number: recordingNumber(recording.number),
      kind: recording.kind,
      state: recording.state,
      standing: recording.standing,
      container: recording.container,
      codecs: [...recording.codecs],
      width: recording.width,
      height: recording.height,
      durationMs: recording.durationMs,
      bytes: recording.bytes,
      made: recording.made,
      addedAt: recording.addedAt,
      classification: classificationOf(recording, mayRead),
      callersTold: sayCallers(context, recording),
      renditions,
      rating: recording.rating,
      labels: [...(await reader.labels.ofRecording(recording.id))],
      collections: (await reader.collections.ofRecording(recording.id)).map(({ id, name }) => ({ id, name })),
      thumbnail: await thumbnailOf(context, reader, recording, level),
      ...names,
    };
  });
}

/** How a recording came to be as it is; who asked for it and what its patient decided is not everybody's to read. */
const publicKinds: ReadonlySet<TrailKind> = new Set([
  'recording.stored',
  'rendition.made',
  'rendition.signedOff',
  'rendition.signOffVoided',
]);

/** The facts of the classification that an entry brought; one that was taken back may be any of them. */
function enteredBy({ kind, facts }: Pick<TrailEntry, 'kind' | 'facts'>): string[] {
  if (kind === 'recording.classified') return Object.keys(facts);
  return kind === 'change.undone' && facts.kind === 'classified' ? Object.keys(classification.shape) : [];
}

async function history(
  context: Context,
  input: Parsed<'recording.history'>,
): Promise<Output<'recording.history'>> {
  return context.rooms.catalogue.read(async (reader) => {
    const { facts } = await findRecording(context, reader, input.recording);
    const { entries } = await reader.trail.window({ since: null, about: facts.recording.id }, 0, 500);
    const all = mayReadNames(context, facts);
    const lines = [];
    for (const entry of entries) {
      if (!all && !publicKinds.has(entry.kind)) continue;
      const by = entry.by && (await personOf(reader, entry.by));
      lines.push({ at: entry.at, by, what: sayEntry(entry), entered: enteredBy(entry) });
    }
    return lines;
  });
}

/** Holds a recording against any disposal, or lifts the hold [19]. */
async function hold(context: Context, input: Parsed<'recording.hold'>): Promise<Output<'recording.hold'>> {
  const { rooms, caller } = context;
  const lacking = input.held ? holdFault(input, rooms.clock.today()) : null;
  if (lacking) throw new CustosError('invalid-input', lacking.fault, { field: lacking.field });
  await rooms.catalogue.write(async (writer) => {
    for (const id of input.recordings) {
      const { recording } = await workableRecording(context, writer, id);
      const another = recording.hold !== null && recording.hold.by !== caller.user;
      if (caller.role === 'clinician' && another) {
        throw new CustosError(
          'not-allowed',
          'Somebody else put this recording on hold. They, the custodian or governance may change that.',
        );
      }
      const { reason, senior, until } = input;
      const held = { reason, by: caller.user, at: rooms.clock.now(), senior, until };
      await writer.recordings.change(id, { hold: input.held ? held : null });
      await rooms.record(writer, {
        kind: input.held ? 'recording.held' : 'recording.holdLifted',
        by: caller.user,
        about: [{ noun: 'recording', id }],
        facts: input.held && input.until ? { until: input.until } : {},
        text: input.reason,
      });
    }
    await refreshRecordings(rooms, writer, input.recordings, caller.user);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return {};
}

async function byNumber({ rooms, caller }: Context, { numbers }: Parsed<'recording.byNumber'>) {
  return rooms.catalogue.read(async (reader) => {
    const found: Output<'recording.byNumber'> = [];
    for (const number of numbers) {
      const recording = await reader.recordings.byNumber(Number(number.slice('R-'.length)));
      if (recording && (await reader.recordings.levelFor(caller, recording.id)) > 0)
        found.push({ id: recording.id, number });
    }
    return found;
  });
}

export const recordingOperations: Handlers = {
  'recording.window': window,
  'recording.ids': ({ rooms, caller }, { query, limit }) =>
    rooms.catalogue.read(async (reader) => [...(await reader.recordings.ids(caller, query, limit))]),
  'recording.counts': ({ rooms, caller }, { query }) =>
    rooms.catalogue.read(async (reader) => {
      const { notes, ...counts } = await reader.recordings.counts(caller, query);
      return { ...counts, notes: [...notes] };
    }),
  'recording.timeline': ({ rooms, caller }, { query }) =>
    rooms.catalogue.read(async (reader) => [...(await reader.recordings.timeline(caller, query))]),
  'recording.suggest': ({ rooms, caller }, { text }) =>
    rooms.catalogue.read(async (reader) => [...(await reader.recordings.suggest(caller, text))]),
  'recording.byNumber': byNumber,
  'recording.show': show,
  'recording.history': history,
  'recording.hold': hold,
};
