import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import type { RecordingQuery } from '../../../shared/domain/recording/query.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter, TileRow } from '../../catalogue/catalogue.ts';
import { keepChange } from '../changes.ts';
import type { Context, Handlers, Output, Parsed } from '../context.ts';
import type { RecordingFacts } from '../gather.ts';
import { isNewer } from '../lecture/replacements.ts';
import { tileOf } from '../recordings.ts';
import { workableRecording } from '../treats.ts';

/**
 * Recordings of collections from before 1997 without permission are replaced by newer ones of the same subject matter as
 * soon as that is possible [16]. What they show is what people have labelled them with, and how they look.
 */

/** So many are offered; so many labels are asked for, and so many recordings of each. */
const most = 6;
const mostLabels = 8;
const mostAsked = 60;

const withLabel = ({ recording }: RecordingFacts, label: string): RecordingQuery => ({
  ...{ text: '', kinds: [recording.kind], standings: ['ready', 'limited'], madeFor: [] },
  categories: recording.category === null ? [] : [recording.category],
  ...{ madeFrom: null, madeTo: null, subject: null, labels: [label], ratingFrom: null, ratingTo: null },
  ...{ collections: [], sort: 'made', descending: true },
});

interface Candidate {
  readonly tile: TileRow;
  readonly shares: readonly string[];
  readonly looksAlike: boolean;
}

/** What may be used now, comes before what may be used with limits; then what has most in common. */
const rank = ({ tile, shares, looksAlike }: Candidate): number =>
  (tile.recording.standing === 'ready' ? 100 : 0) + shares.length * 2 + (looksAlike ? 1 : 0);

async function candidatesFor(
  { caller }: Context,
  reader: CatalogueReader,
  old: RecordingFacts,
  labels: readonly string[],
): Promise<Candidate[]> {
  const found = new Map<Id, { tile: TileRow; shares: string[]; looksAlike: boolean }>();
  for (const label of labels.slice(0, mostLabels)) {
    const { tiles } = await reader.recordings.window(caller, withLabel(old, label), 0, mostAsked);
    for (const tile of tiles) {
      const known = found.get(tile.recording.id);
      if (known) known.shares.push(label);
      else found.set(tile.recording.id, { tile, shares: [label], looksAlike: false });
    }
  }
  const { tiles: alike } = await reader.recordings.similar(caller, old.recording.id, mostAsked);
  for (const tile of alike) {
    const known = found.get(tile.recording.id);
    const usable = tile.recording.standing === 'ready' || tile.recording.standing === 'limited';
    if (known) known.looksAlike = true;
    else if (usable) found.set(tile.recording.id, { tile, shares: [], looksAlike: true });
  }
  found.delete(old.recording.id);
  return [...found.values()]
    .filter(({ tile }) => isNewer(tile, old))
    .sort((a, b) => rank(b) - rank(a) || b.tile.recording.number - a.tile.recording.number)
    .slice(0, most);
}

async function list(
  context: Context,
  input: Parsed<'replacement.list'>,
): Promise<Output<'replacement.list'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.read(async (reader) => {
    const old = await workableRecording(context, reader, input.recording);
    const labels = await reader.labels.ofRecording(old.recording.id);
    const candidates = [];
    for (const { tile, shares, looksAlike } of await candidatesFor(context, reader, old, labels))
      candidates.push({ recording: await tileOf(context, reader, tile), shares: [...shares], looksAlike });
    return { candidates, labelled: labels.length > 0 };
  });
  const seen = answer.candidates.filter(({ recording }) => recording.thumbnail !== null);
  await rooms.browsing.alsoSaw(
    caller.session,
    caller.user,
    seen.map(({ recording }) => recording.id),
  );
  return answer;
}

/** Answers the collections in which it was done, and those of them that held the newer one before. */
async function putInPlace(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  old: Id,
  by: Id,
): Promise<{ readonly done: readonly Id[]; readonly held: readonly Id[] }> {
  const done: Id[] = [];
  const held: Id[] = [];
  for (const { id, madeBy } of await writer.collections.ofRecording(old)) {
    if (madeBy !== caller.user && !keepsCollection(caller.role)) continue;
    if (await writer.collections.holds(id, by)) held.push(id);
    await writer.collections.put(id, by);
    await writer.collections.take(id, old);
    for (const [kind, recording] of [
      ['collection.added', by],
      ['collection.taken', old],
    ] as const)
      await rooms.record(writer, {
        ...{ kind, by: caller.user, facts: {} },
        about: [
          { noun: 'recording', id: recording },
          { noun: 'collection', id },
        ],
      });
    done.push(id);
  }
  return { done, held };
}

async function take(
  context: Context,
  { old, by, reason }: Parsed<'replacement.take'>,
): Promise<Output<'replacement.take'>> {
  const { rooms, caller } = context;
  const answer = await rooms.catalogue.write(async (writer) => {
    const before = await workableRecording(context, writer, old);
    const after = await workableRecording(context, writer, by);
    const fits = old !== by && before.recording.kind === after.recording.kind && isNewer(after, before);
    if (!fits)
      throw new CustosError(
        'conflict',
        'Only a newer recording of the same kind takes the place of an old one.',
      );
    const { done, held } = await putInPlace(context, writer, old, by);
    await rooms.record(writer, {
      kind: 'recording.replaced',
      by: caller.user,
      about: [
        { noun: 'recording', id: old },
        { noun: 'recording', id: by },
      ],
      facts: { collections: done.length, cites: ['16'] },
      text: reason,
    });
    const all = JSON.stringify(done);
    const moved = [
      { recording: old, before: all, after: '[]' },
      { recording: by, before: JSON.stringify(held), after: all },
    ];
    const { change } = await keepChange(context, writer, 'replaced', done.length > 0 ? moved : []);
    return { collections: done.length, change };
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return answer;
}

export const replacementOperations: Handlers = { 'replacement.list': list, 'replacement.take': take };
