import { type InSeries, seriesOf } from '../../../shared/domain/recording/series.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { PictureSearchRow } from '../../catalogue/benching.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { gatherFacts, type RecordingFacts } from '../gather.ts';
import { personOf, recordingNumber } from '../names.ts';
import { type Found, findRendition } from '../open.ts';
import { findRecording, thumbnailOf } from '../recordings.ts';
import { sayProposal } from './residue.ts';
import { isSearched, search, searchedBefore, templatesOf, withTemplates } from './search.ts';
import { ahead, nextToMake, searchQuietly, stageOf } from './worklist.ts';

type Opened = Output<'bench.open'>;

/** A strip holds no more. */
const mostInSeries = 200;

const noOriginal = (): CustosError =>
  new CustosError('not-found', 'The original of this recording is not here any more.');

async function foundOriginal(context: Context, recording: Id): Promise<Found> {
  const { facts } = await context.rooms.catalogue.read((reader) => findRecording(context, reader, recording));
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  if (!original) throw noOriginal();
  return { facts, rendition: original.row };
}

/** The pictures that were made with this one of the same subjects, as far as the caller may find them. */
async function series(context: Context, reader: CatalogueReader, { recording, subjects }: RecordingFacts) {
  const [first] = subjects;
  const ids = first ? await reader.recordings.ofSubject(first.row.id) : [recording.id];
  const rows: (InSeries & typeof recording)[] = [];
  for (const row of await reader.recordings.getMany(ids))
    if (row.kind === 'photo' && row.state === 'active') rows.push(row);
  const members = seriesOf(recording, rows).slice(0, mostInSeries);
  const said: Opened['series'] = [];
  for (const { id, number } of members) {
    const level = await reader.recordings.levelFor(context.caller, id);
    const facts = level > 0 ? await gatherFacts(reader, id) : null;
    if (!facts) continue;
    said.push({
      id,
      number: recordingNumber(number),
      thumbnail: await thumbnailOf(context, reader, { id }, level),
      stage: (await stageOf(reader, facts)).stage,
    });
  }
  return said;
}

async function draftOf(reader: CatalogueReader, rendition: Id): Promise<Opened['draft']> {
  const kept = await reader.bench.draft(rendition);
  if (!kept) return null;
  // It was kept as the contract has it.
  return {
    ...(kept.draft as NonNullable<Opened['draft']>),
    by: await personOf(reader, kept.by),
    at: kept.at,
  };
}

const nothingFound: Pick<Opened, 'fault' | 'proposals' | 'device' | 'templates'> = {
  fault: null,
  proposals: [],
  device: null,
  templates: [],
};

async function foundIn(
  reader: CatalogueReader,
  row: PictureSearchRow | null,
): Promise<Pick<Opened, 'fault' | 'proposals' | 'device' | 'templates'>> {
  if (!row) return nothingFound;
  const templates = await templatesOf(reader, row);
  return {
    fault: row.fault,
    proposals: withTemplates(templates, row).map(sayProposal),
    device: row.device.width > 0 && row.device.height > 0 ? { ...row.device } : null,
    templates: templates.map(({ id, name }) => ({ id, name })),
  };
}

/** Opens the bench for a recording; where nothing was found yet, that is begun before all that is searched ahead. */
export async function open(context: Context, input: Parsed<'bench.open'>): Promise<Opened> {
  const { rooms, caller } = context;
  const found = await foundOriginal(context, input.recording);
  const { next, left } = await nextToMake(context, input.recording, ahead);
  const answer = await rooms.catalogue.read(async (reader) => {
    const row = isSearched(found) ? await searchedBefore(context, reader, found) : null;
    const state = row ? (row.fault === null ? 'ready' : 'failed') : isSearched(found) ? 'waiting' : 'none';
    return {
      rendition: found.rendition.id,
      search: state,
      ...(await foundIn(reader, row)),
      draft: await draftOf(reader, found.rendition.id),
      series: await series(context, reader, found.facts),
      next: next[0] ?? null,
      left,
    } satisfies Opened;
  });
  await rooms.browsing.alsoSaw(
    caller.session,
    caller.user,
    answer.series.flatMap(({ id, thumbnail }) => (thumbnail ? [id] : [])),
  );
  if (answer.search === 'waiting') void search(context, found, true);
  searchQuietly(context, next);
  return answer;
}

/** Keeps decisions. A draft is no fact about anybody, so the trail does not hear of it. */
export async function decide(
  context: Context,
  input: Parsed<'bench.decide'>,
): Promise<Output<'bench.decide'>> {
  const { rooms, caller } = context;
  const { facts, rendition } = await findRendition(context, input.rendition);
  if (facts.recording.state !== 'active' || rendition.kind !== 'original')
    throw new CustosError('conflict', 'This recording is set aside, so nothing is decided on it.');
  await rooms.catalogue.write((writer) =>
    writer.bench.setDraft({
      rendition: rendition.id,
      by: caller.user,
      at: rooms.clock.now(),
      draft: input.draft,
    }),
  );
  return {};
}
