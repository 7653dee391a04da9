import { keepsCollection } from '../../shared/domain/recording/discovery.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ChangeItemRow, ChangeRow } from '../catalogue/rows.ts';
import { assertNotAlone, refused } from './classify-alone.ts';
import { fieldsOf, putBack, snapshotOf } from './classify-snapshot.ts';
import { ownCollection } from './collections.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { gatherFacts } from './gather.ts';
import { recordingNumber } from './names.ts';
import { workableRecording } from './treats.ts';

/** Taking back what was done to many recordings at once: all of it, or nothing. */

interface Undoing {
  /** How what the change touched stands now, in the form in which the change kept it. */
  readonly now: (context: Context, writer: CatalogueWriter, item: ChangeItemRow) => Promise<string>;
  readonly restore: (writer: CatalogueWriter, item: ChangeItemRow) => Promise<void>;
}

const rated: Undoing = {
  async now(context, writer, { recording }) {
    const facts = await workableRecording(context, writer, recording);
    return JSON.stringify(facts.recording.rating);
  },
  restore: (writer, { recording, before }) =>
    writer.recordings.change(recording, { rating: JSON.parse(before) as number | null }),
};

const labelled: Undoing = {
  async now(context, writer, { recording }) {
    await workableRecording(context, writer, recording);
    return JSON.stringify(await writer.labels.ofRecording(recording));
  },
  restore: (writer, { recording, before }) =>
    writer.labels.set(recording, JSON.parse(before) as readonly string[]),
};

const classified: Undoing = {
  async now(context, writer, { recording, after }) {
    await workableRecording(context, writer, recording);
    return snapshotOf(writer, recording, fieldsOf(after));
  },
  restore: (writer, { recording, before }) => putBack(writer, recording, before),
};

/** Of the two states of a collected recording one names the collection, the other is empty. */
const collectionOf = ({ before, after }: ChangeItemRow): Id =>
  [...(JSON.parse(before) as Id[]), ...(JSON.parse(after) as Id[])][0] as Id;

const collected: Undoing = {
  async now(context, writer, item) {
    const { id } = await ownCollection(context, writer, collectionOf(item));
    return (await writer.collections.holds(id, item.recording)) ? JSON.stringify([id]) : '[]';
  },
  restore: (writer, item) =>
    writer.collections[item.before === '[]' ? 'take' : 'put'](collectionOf(item), item.recording),
};

/** Of the collections in which one took another's place, those that hold this one now, in the order of the change. */
const replaced: Undoing = {
  async now(context, writer, { recording, before, after }) {
    await workableRecording(context, writer, recording);
    const held: Id[] = [];
    for (const id of collectionsOf({ before, after })) {
      await ownCollection(context, writer, id);
      if (await writer.collections.holds(id, recording)) held.push(id);
    }
    return JSON.stringify(held);
  },
  async restore(writer, { recording, before, after }) {
    const held = JSON.parse(before) as Id[];
    for (const id of collectionsOf({ before, after }))
      await writer.collections[held.includes(id) ? 'put' : 'take'](id, recording);
  },
};

const collectionsOf = ({ before, after }: Pick<ChangeItemRow, 'before' | 'after'>): ReadonlySet<Id> =>
  new Set([...(JSON.parse(after) as Id[]), ...(JSON.parse(before) as Id[])]);

const undoings: Readonly<Record<ChangeRow['kind'], Undoing>> = {
  rated,
  labelled,
  classified,
  collected,
  taken: collected,
  replaced,
};

/** A change that the caller may take back. @throws CustosError `not-found`, `conflict` */
async function ownChange({ caller }: Context, reader: CatalogueReader, id: Id): Promise<ChangeRow> {
  const row = await reader.changes.get(id);
  if (!row || (row.by !== caller.user && !keepsCollection(caller.role)))
    throw new CustosError('not-found', 'There is no such change, or somebody else made it.');
  if (row.undoneAt !== null) throw new CustosError('conflict', 'This was taken back already.');
  return row;
}

async function takeBack(
  context: Context,
  writer: CatalogueWriter,
  { id, kind }: ChangeRow,
  item: ChangeItemRow,
): Promise<void> {
  const { now, restore } = undoings[kind];
  if ((await now(context, writer, item)) !== item.after) {
    const recording = await writer.recordings.get(item.recording);
    throw new CustosError(
      'conflict',
      `${recordingNumber(recording?.number ?? 0)} was changed again since then. Nothing was taken back; please change what is wrong by hand.`,
    );
  }
  const facts = kind === 'classified' ? await gatherFacts(writer, item.recording) : null;
  const ruled = facts && (await refused(context, writer, facts));
  await restore(writer, item);
  if (ruled) await assertNotAlone(context, writer, [ruled]);
  await context.rooms.record(writer, {
    kind: 'change.undone',
    by: context.caller.user,
    about: [{ noun: 'recording', id: item.recording }],
    facts: { change: id, kind },
  });
}

async function undo(context: Context, input: Parsed<'change.undo'>): Promise<Output<'change.undo'>> {
  const { rooms, caller } = context;
  const undone = await rooms.catalogue.write(async (writer) => {
    const change = await ownChange(context, writer, input.change);
    const items = await writer.changes.items(change.id);
    for (const item of items) await takeBack(context, writer, change, item);
    await writer.changes.setUndone(change.id, rooms.clock.now());
    if (change.kind === 'classified')
      await refreshRecordings(
        rooms,
        writer,
        items.map(({ recording }) => recording),
        caller.user,
      );
    return items.length;
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return { undone };
}

export const undoOperations: Handlers = { 'change.undo': undo };
