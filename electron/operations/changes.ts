import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ChangeItemRow, ChangeRow } from '../catalogue/rows.ts';
import type { Context } from './context.ts';

/** Keeps what an act did to many recordings, so that it can be taken back; answers it as the contract carries it. */
export async function keepChange(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  kind: ChangeRow['kind'],
  items: readonly ChangeItemRow[],
): Promise<{ changed: number; change: ChangeRow['id'] | null }> {
  if (items.length === 0) return { changed: 0, change: null };
  const id = rooms.clock.newId();
  await writer.changes.add({ id, kind, by: caller.user, at: rooms.clock.now(), undoneAt: null }, items);
  return { changed: items.length, change: id };
}
