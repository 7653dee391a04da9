import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Narrowed } from '../catalogue/owing.ts';
import type { Context, Parsed, Rooms } from './context.ts';

type Asked = Pick<Parsed<'queue.items'>, 'mine'> &
  Partial<Pick<Parsed<'queue.items'>, 'queue' | 'paragraph' | 'action' | 'from' | 'to'>>;

/** A clinician sees what is owed for their own patients and what they took in; the others see all. */
export const narrowedTo = (
  { caller }: Context,
  { queue, paragraph, action, mine, from, to }: Asked,
): Narrowed => ({
  queue,
  paragraph,
  action,
  from,
  to,
  concerning: caller.role === 'clinician' ? caller.user : null,
  owner: mine ? caller.user : null,
  closedTo: caller.user,
});

/** Whether lists and counts may lag, because a day, an edition or a schedule has turned. */
export const isBehind = async ({ catalogue }: Rooms, { recordings }: CatalogueReader): Promise<boolean> =>
  catalogue.isBehind() || (await recordings.recomputation()).to > 0;
