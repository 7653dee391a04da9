import { recordingQuery } from '../../../shared/contract/recording.ts';
import { decidedFrom } from '../../../shared/domain/recording/bench-draft.ts';
import { pacePerHour } from '../../../shared/domain/recording/pace.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { instantOf } from '../../../shared/kernel/instant.ts';
import type { CatalogueReader } from '../../catalogue/catalogue.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { gatherFacts, type RecordingFacts } from '../gather.ts';
import { tileOf } from '../recordings.ts';
import { isSearched, originalOf, search, searchedBefore, templatesOf, withTemplates } from './search.ts';
import type { Backlog } from './search-queue.ts';

type Item = Output<'bench.list'>['items'][number];

/** What waits for a copy or its sign-off, those first that came first. */
const waiting = recordingQuery.parse({ standings: ['needsAnonymising'], sort: 'added', descending: false });
/** More than anybody works through in a day. */
const most = 5_000;
/** As many are searched next, before all others that wait. */
export const ahead = 2;
const aDay = 86_400_000;

/** How far a recording is: the newest copy that waits for a sign-off, or for the second reader's. */
export async function stageOf(
  reader: CatalogueReader,
  { renditions }: Pick<RecordingFacts, 'renditions'>,
): Promise<{ readonly stage: Item['stage'] | 'done'; readonly copy: Id | null }> {
  const copies = renditions.filter(({ row }) => row.kind === 'anonymised');
  const newest = copies.at(-1);
  if (!newest) return { stage: 'toMake', copy: null };
  if (copies.some(({ signOff }) => signOff !== null)) return { stage: 'done', copy: newest.row.id };
  const [signOff] = await reader.renditions.signOffs(newest.row.id);
  const read = signOff?.awaitsSecond && signOff.voidedAt === null;
  return { stage: read ? 'toReadAgain' : 'toSign', copy: newest.row.id };
}

async function searchState(
  context: Context,
  reader: CatalogueReader,
  recording: Id,
): Promise<Pick<Item, 'search' | 'regions' | 'critical'>> {
  const nothing = { regions: 0, critical: 0 };
  const original = await originalOf(reader, recording);
  if (!original || !isSearched(original) || context.caller.role !== 'custodian')
    return { search: 'none', ...nothing };
  const found = await searchedBefore(context, reader, original);
  if (!found) return { search: 'waiting', ...nothing };
  if (found.fault !== null) return { search: 'failed', ...nothing };
  const regions = decidedFrom(withTemplates(await templatesOf(reader, found), found));
  return {
    search: 'ready',
    regions: regions.filter(({ state }) => state === 'kept').length,
    critical: regions.filter(({ critical }) => critical).length,
  };
}

/** Those of some recordings that wait for a copy. */
const stillToMake = ({ rooms }: Context, recordings: readonly Id[]): Promise<readonly Id[]> =>
  rooms.catalogue.read(async (reader) => {
    const left: Id[] = [];
    for (const id of recordings) {
      const facts = await gatherFacts(reader, id);
      if (facts && (await stageOf(reader, facts)).stage === 'toMake') left.push(id);
    }
    return left;
  });

/** The recordings after one that wait for a copy, as ids in the order of the list. */
export async function nextToMake(
  context: Context,
  after: Id | null,
  count: number,
): Promise<{ next: Id[]; left: number }> {
  const { rooms, caller } = context;
  return rooms.catalogue.read(async (reader) => {
    const ids = await reader.recordings.ids(caller, waiting, most);
    const at = after === null ? -1 : ids.indexOf(after);
    const next: Id[] = [];
    for (const id of ids.slice(at + 1)) {
      if (next.length === count) break;
      const facts = await gatherFacts(reader, id);
      if (facts && (await stageOf(reader, facts)).stage === 'toMake') next.push(id);
    }
    return { next, left: ids.length };
  });
}

/** Asks for what was not searched yet; answers the searches that then go on. */
async function askedFor(context: Context, recordings: readonly Id[]): Promise<readonly Promise<void>[]> {
  const { rooms, caller } = context;
  if (caller.role !== 'custodian') return [];
  const asked = [];
  for (const id of recordings) {
    const open = await rooms.catalogue.read(async (reader) => {
      const original = await originalOf(reader, id);
      if (!original || !isSearched(original) || original.facts.recording.state !== 'active') return null;
      return (await searchedBefore(context, reader, original)) ? null : original;
    });
    if (open) asked.push(search(context, open, false));
  }
  return asked;
}

/** Searches ahead of whoever works, in the order in which they will come. */
export const searchAhead = async (context: Context, recordings: readonly Id[]): Promise<number> =>
  (await askedFor(context, recordings)).length;

/**
 * The same for whom it is no matter whether that goes well: what is not searched ahead is searched when it is opened.
 * What waits behind these follows.
 */
export function searchQuietly(context: Context, recordings: readonly Id[]): void {
  const { rooms, caller } = context;
  const behind: Backlog = {
    list: () => rooms.catalogue.read((reader) => reader.recordings.ids(caller, waiting, most)),
    search: async (few) => void (await Promise.all(await askedFor(context, await stillToMake(context, few)))),
  };
  void searchAhead(context, recordings)
    .then(() => rooms.searches.goThrough(caller.session, behind))
    .catch(() => undefined);
}

export async function list(context: Context, input: Parsed<'bench.list'>): Promise<Output<'bench.list'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    const found = await reader.recordings.window(caller, waiting, input.offset, input.limit);
    const items: Item[] = [];
    for (const row of found.tiles) {
      const facts = await gatherFacts(reader, row.recording.id);
      if (!facts) continue;
      const { stage, copy } = await stageOf(reader, facts);
      const recording = await tileOf(context, reader, row);
      const state = await searchState(context, reader, row.recording.id);
      items.push({ recording, stage: stage === 'done' ? 'toSign' : stage, copy, ...state });
    }
    const now = rooms.clock.now();
    const signed = await reader.bench.signedSince(caller.user, instantOf(new Date(Date.parse(now) - aDay)));
    return { total: found.total, perHour: pacePerHour(signed, now), items };
  });
  const shown = answer.items.filter(({ recording }) => recording.thumbnail !== null);
  await rooms.browsing.alsoSaw(
    caller.session,
    caller.user,
    shown.map(({ recording }) => recording.id),
  );
  const toMake = answer.items.filter(({ stage }) => stage === 'toMake').map(({ recording }) => recording.id);
  searchQuietly(context, toMake.slice(0, ahead));
  return answer;
}
