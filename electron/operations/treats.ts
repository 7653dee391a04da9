import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Context } from './context.ts';
import { gatherFacts, inCareTeam, type RecordingFacts } from './gather.ts';

/**
 * Whose patients somebody may work with. To find a recording (a lecturer's copy, say) is no reason to learn whom it
 * shows or to change what is said of it: that takes the keeping of the collection, or the patient's care team.
 */

const notFound = (): CustosError =>
  new CustosError('not-found', 'There is no such recording, or it is not open to you.');

const keeps = ({ caller }: Context): boolean => caller.role === 'custodian' || caller.role === 'governance';

/** Whether the caller is a clinician who treats this patient today. */
async function treats({ rooms, caller }: Context, reader: CatalogueReader, subject: Id): Promise<boolean> {
  if (caller.role !== 'clinician') return false;
  const today = rooms.clock.today();
  const team = await reader.subjects.careTeam(subject);
  return team.some(
    ({ user, from, to }) => user === caller.user && from <= today && (to === null || to >= today),
  );
}

/** A clinician reads the patients they treat; custodian and governance look after all; others read none. */
export const mayReadSubject = async (
  context: Context,
  reader: CatalogueReader,
  subject: Id,
): Promise<boolean> => keeps(context) || treats(context, reader, subject);

/** Whether the caller may learn whom a recording shows, and how its file was named. */
export const mayReadNames = (context: Context, facts: RecordingFacts): boolean => {
  const { rooms, caller } = context;
  if (keeps(context)) return true;
  return caller.role === 'clinician' && inCareTeam(facts, caller.user, rooms.clock.today());
};

/** Whoever took a recording in goes on with it until somebody has said whom it shows. */
const tookIn = ({ caller }: Context, { recording, subjects }: RecordingFacts): boolean =>
  caller.role === 'clinician' && recording.addedBy === caller.user && subjects.length === 0;

/**
 * The facts of a recording that the caller may work on, and not only find: classify it, hold it, tie an agreement
 * to it, judge its copies, propose its erasure. @throws CustosError `not-found`
 */
export async function workableRecording(
  context: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<RecordingFacts> {
  const level = await reader.recordings.levelFor(context.caller, id);
  const facts = level > 0 ? await gatherFacts(reader, id) : null;
  if (!facts || !(mayReadNames(context, facts) || tookIn(context, facts))) throw notFound();
  return facts;
}
