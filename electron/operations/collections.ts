import { keepsCollection } from '../../shared/domain/recording/discovery.ts';
import { sameWords } from '../../shared/domain/search/words.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ChangeItemRow, CollectionRow } from '../catalogue/rows.ts';
import { keepChange } from './changes.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { assertName } from './labels.ts';

/**
 * Collections: recordings that somebody has put side by side. To be in one opens nothing: what is in it, and that
 * it is there at all, is known only through recordings that the asker finds anyway.
 */

const isMine = ({ caller }: Context, { madeBy }: CollectionRow): boolean =>
  madeBy === caller.user || keepsCollection(caller.role);

/** The collections that the caller may know of. */
export async function knownCollections(
  context: Context,
  reader: CatalogueReader,
): Promise<Output<'collection.list'>> {
  const all = await reader.collections.list(context.caller);
  return all
    .filter((row) => row.found > 0 || isMine(context, row))
    .map((row) => ({ id: row.id, name: row.name, count: row.found, mine: isMine(context, row) }));
}

/** A collection that the caller may change. @throws CustosError `not-found` */
export async function ownCollection(
  context: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<CollectionRow> {
  const row = await reader.collections.get(id);
  if (row && isMine(context, row)) return row;
  throw new CustosError('not-found', 'There is no such collection, or it is not yours to change.');
}

/** Nobody has two collections of one name; of another's they may not know. */
async function assertNew(
  { caller }: Context,
  writer: CatalogueWriter,
  name: string,
  self: Id | null,
): Promise<void> {
  assertName(name);
  const all = await writer.collections.list(caller);
  const same = all.find(
    (row) => row.madeBy === caller.user && row.id !== self && sameWords(row.name) === sameWords(name),
  );
  if (same) throw new CustosError('conflict', `You have a collection called “${same.name}” already.`);
}

type Kind = 'collection.made' | 'collection.renamed' | 'collection.removed';

/** Writes one act on a collection itself with its entry; the entry holds no name, for nothing would erase it there. */
async function act<T>(
  { rooms, caller }: Context,
  kind: Kind,
  work: (writer: CatalogueWriter) => Promise<{ id: Id; answer: T }>,
): Promise<T> {
  const answer = await rooms.catalogue.write(async (writer) => {
    const done = await work(writer);
    await rooms.record(writer, {
      kind,
      by: caller.user,
      about: [{ noun: 'collection', id: done.id }],
      facts: {},
    });
    return done.answer;
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'trail'] });
  return answer;
}

const create = (context: Context, { name }: Parsed<'collection.create'>) =>
  act(context, 'collection.made', async (writer) => {
    await assertNew(context, writer, name, null);
    const { clock } = context.rooms;
    const id = clock.newId();
    await writer.collections.add({ id, name, madeBy: context.caller.user, madeAt: clock.now() });
    return { id, answer: { id } };
  });

const rename = (context: Context, { collection: id, name }: Parsed<'collection.rename'>) =>
  act(context, 'collection.renamed', async (writer) => {
    await ownCollection(context, writer, id);
    await assertNew(context, writer, name, id);
    await writer.collections.rename(id, name);
    return { id, answer: {} };
  });

const remove = (context: Context, { collection: id }: Parsed<'collection.remove'>) =>
  act(context, 'collection.removed', async (writer) => {
    await ownCollection(context, writer, id);
    await writer.collections.remove(id);
    return { id, answer: {} };
  });

/** Puts recordings into a collection, or takes them out. Those that are there, or not there, already stay as they are. */
async function move(
  context: Context,
  { collection, recordings }: Parsed<'collection.add'>,
  into: boolean,
): Promise<Output<'collection.add'>> {
  const { rooms, caller } = context;
  const done = await rooms.catalogue.write(async (writer) => {
    await ownCollection(context, writer, collection);
    const items: ChangeItemRow[] = [];
    for (const id of new Set(recordings)) {
      if ((await writer.recordings.levelFor(caller, id)) === 0)
        throw new CustosError('not-found', 'There is no such recording, or it is not open to you.');
      if ((await writer.collections.holds(collection, id)) === into) continue;
      await writer.collections[into ? 'put' : 'take'](collection, id);
      await rooms.record(writer, {
        kind: into ? 'collection.added' : 'collection.taken',
        by: caller.user,
        about: [
          { noun: 'recording', id },
          { noun: 'collection', id: collection },
        ],
        facts: {},
      });
      const [present, absent] = [JSON.stringify([collection]), '[]'];
      items.push({ recording: id, before: into ? absent : present, after: into ? present : absent });
    }
    return keepChange(context, writer, into ? 'collected' : 'taken', items);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'trail'] });
  return done;
}

export const collectionOperations: Handlers = {
  'collection.list': (context) => context.rooms.catalogue.read((reader) => knownCollections(context, reader)),
  'collection.create': create,
  'collection.rename': rename,
  'collection.remove': remove,
  'collection.add': (context, input) => move(context, input, true),
  'collection.take': (context, input) => move(context, input, false),
};
