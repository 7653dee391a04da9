import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Context, Rooms } from './context.ts';
import type { Copy, Leaving } from './release-files.ts';
import { dropFolder, type ReleasePlace } from './release-folder.ts';

/** One release of a library at a time: the number is settled before the files are written that carry it. */
const queues = new WeakMap<Rooms, Promise<unknown>>();

export function inTurn<T>(rooms: Rooms, work: () => Promise<T>): Promise<T> {
  const before = queues.get(rooms) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(
    rooms,
    mine.catch(() => undefined),
  );
  return mine;
}

/** Numbers follow one another; a release is never removed, so the next is one more than the newest. */
export const nextNumber = (rooms: Rooms): Promise<number> =>
  rooms.catalogue.read(async (reader) => {
    const { releases } = await reader.releases.list(null, 0, 1);
    return (releases[0]?.number ?? 0) + 1;
  });

/** The files never came to their place: what was entered is ended, so that nobody is asked for a copy that is not. */
const undo = (
  { rooms, caller }: Context,
  release: Id,
  copies: readonly Copy[],
  undone: (writer: CatalogueWriter) => Promise<void>,
): Promise<void> =>
  rooms.catalogue.write(async (writer) => {
    for (const { choice } of copies) {
      await writer.releases.setItem(release, choice.facts.recording.id, 'destroyed');
    }
    await rooms.record(writer, {
      kind: 'release.settled',
      by: caller.user,
      about: [{ noun: 'release', id: release }],
      facts: { state: 'destroyed', placed: false },
    });
    await undone(writer);
  });

interface Steps<Left extends Leaving> {
  readonly write: () => Promise<readonly Copy<Left>[]>;
  /** Enters the written copies in the ledger: from here they count as out. */
  readonly enter: (writer: CatalogueWriter, copies: readonly Copy<Left>[]) => Promise<Id>;
  readonly finish: (place: ReleasePlace) => Promise<void>;
  /** What else is taken back where the files never came to their place. */
  readonly undone?: (writer: CatalogueWriter) => Promise<void>;
}

/**
 * Writes, enters and places, in this order: a kill leaves at worst a release whose hidden folder was not renamed,
 * never a copy that nobody knows of.
 */
export async function carryOut<Left extends Leaving>(
  context: Context,
  place: ReleasePlace,
  { write, enter, finish, undone = async () => undefined }: Steps<Left>,
): Promise<Id> {
  let entered: { readonly id: Id; readonly copies: readonly Copy[] } | null = null;
  try {
    const copies = await write();
    const id = await context.rooms.catalogue.write((writer) => enter(writer, copies));
    entered = { id, copies };
    await finish(place);
    return id;
  } catch (error) {
    await dropFolder(place);
    if (entered) await undo(context, entered.id, entered.copies, undone);
    throw error;
  }
}
