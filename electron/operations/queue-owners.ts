import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ObligationRow, UserRow } from '../catalogue/rows.ts';
import type { Context, Output, Parsed } from './context.ts';
import { eachOf } from './many.ts';
import { recordingReference } from './names.ts';

type Refusal = Output<'queue.assign'>['refused'][number];

/** Who sees to a duty; nobody where that person has been removed. */
export async function ownerOf(
  reader: CatalogueReader,
  { owner }: ObligationRow,
): Promise<{ id: UserRow['id']; name: string } | null> {
  const user = owner ? await reader.users.get(owner) : null;
  return user && !user.removedAt ? { id: user.id, name: user.name } : null;
}

/**
 * Does something to each of these duties that is still open; answers how many had been settled meanwhile.
 * @throws CustosError `not-found` where nothing is left to do
 */
export async function eachOpenDuty(
  context: Context,
  reader: CatalogueReader,
  items: readonly ObligationRow['id'][],
  one: (row: ObligationRow) => Promise<void>,
): Promise<number> {
  let settled = 0;
  await eachOf(context, items, async (id) => {
    const row = await reader.obligations.get(id);
    if (row && row.settledAt === null) await one(row);
    else settled += 1;
  });
  if (settled === new Set(items).size)
    throw new CustosError(
      'not-found',
      settled === 1 ? 'This has been settled already.' : 'These have been settled already.',
    );
  return settled;
}

/** Who works through the queues: the keepers, and clinicians for what they are shown there. */
async function nextOwner(reader: CatalogueReader, to: UserRow['id'] | null): Promise<UserRow | null> {
  if (to === null) return null;
  const user = await reader.users.get(to);
  if (!user || user.removedAt) throw new CustosError('not-found', 'There is no such person.');
  if (!['custodian', 'governance', 'clinician'].includes(user.role)) {
    throw new CustosError(
      'invalid-input',
      `${user.name} does not work through the queues. Please choose a custodian, a clinician or information governance.`,
      { field: 'to' },
    );
  }
  return user;
}

/** Why a duty cannot be given to somebody; null where it can. To be named for it opens nothing. */
async function obstacle(
  reader: CatalogueReader,
  { recording }: ObligationRow,
  user: UserRow | null,
): Promise<string | null> {
  if (user?.role !== 'clinician') return null;
  const level = await reader.recordings.levelFor({ user: user.id, role: user.role }, recording);
  if (level > 0) return null;
  return `${user.name} may not know of this recording, so the duty stays with whom it was.`;
}

async function assignOne(
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  row: ObligationRow,
  user: UserRow | null,
): Promise<void> {
  await writer.obligations.assign(row.id, user?.id ?? null);
  await rooms.record(writer, {
    kind: 'obligation.assigned',
    by: caller.user,
    about: [
      { noun: 'recording', id: row.recording },
      { noun: 'obligation', id: row.id },
      ...(user ? [{ noun: 'user' as const, id: user.id }] : []),
    ],
    facts: { queue: row.queue, paragraph: row.paragraph },
  });
}

/** Each duty is decided by itself and stands in the trail by itself; one that cannot be given is said, and the others go on. */
export async function assign(
  context: Context,
  input: Parsed<'queue.assign'>,
): Promise<Output<'queue.assign'>> {
  const { rooms } = context;
  const answer = await rooms.catalogue.write(async (writer) => {
    const user = await nextOwner(writer, input.to);
    const refused: Refusal[] = [];
    let assigned = 0;
    const settled = await eachOpenDuty(context, writer, input.items, async (row) => {
      const message = await obstacle(writer, row, user);
      if (message) refused.push({ recording: await recordingReference(writer, row.recording), message });
      else if ((row.owner ?? null) !== (user?.id ?? null)) {
        await assignOne(context, writer, row, user);
        assigned += 1;
      }
    });
    return { assigned, settled, refused };
  });
  rooms.emit({ kind: 'changed', nouns: ['queue', 'trail'] });
  return answer;
}
