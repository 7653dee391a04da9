import { secondPersonAnswer } from '../../shared/domain/erasure/second-person.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { permitted } from './agreement-effect.ts';
import type { Context } from './context.ts';
import { lastEntry } from './entries-about.ts';
import { gatherFacts, inCareTeam, isClassified, makingFaultsOf, type RecordingFacts } from './gather.ts';

/**
 * To say what a recording is, is one person's fast work as long as nothing speaks against its use. Where something does, a
 * class by which it might be used after all is never one person's word: what was done before the making is entered with
 * its own form, and everything else takes a second person.
 */

const faultsOf = ({ rooms }: Context, facts: RecordingFacts): readonly string[] =>
  makingFaultsOf(facts, rooms.settings, rooms.clock.today()).map(({ reason }) => reason);

/** What speaks against its use and is no mere lack: its quarantine, what somebody refused, how it was made. */
const isRefused = (context: Context, facts: RecordingFacts): boolean =>
  facts.recording.state === 'quarantined' ||
  facts.subjects.some(({ agreements }) =>
    agreements.some((row) => row.afterRecording === 'withdrawn' || row.afterRecording === 'notConfirmed'),
  ) ||
  faultsOf(context, facts).length > 0;

/** A recording of which not everybody may say everything, as it stands before somebody does. */
export interface Refused {
  readonly before: RecordingFacts;
  /** Who said last what it is. */
  readonly first: Id;
}

/** Null where its class is anybody's word who may classify it, as with all that was newly taken in. */
export async function refused(
  context: Context,
  reader: CatalogueReader,
  before: RecordingFacts,
): Promise<Refused | null> {
  const { recording } = before;
  if (!isClassified(recording) || !isRefused(context, before)) return null;
  const last = await lastEntry(reader, recording.id, ({ kind }) => kind === 'recording.classified');
  return { before, first: last?.by ?? recording.addedBy };
}

/** Whether a fault goes, or somebody may do what they might not before; with no class at all anything might follow. */
function isLooser(context: Context, before: RecordingFacts, after: RecordingFacts): boolean {
  if (!isClassified(after.recording)) return true;
  // Set aside by what was said: nothing is allowed of it any more.
  if (after.recording.state !== before.recording.state) return false;
  const left = faultsOf(context, after);
  if (faultsOf(context, before).some((fault) => !left.includes(fault))) return true;
  const named = after.subjects.flatMap(({ agreements }) => agreements.flatMap(({ terms }) => terms.viewers));
  return ['', ...new Set(named)].some((name) => {
    const known = permitted(context, before, { action: 'view', name });
    return [...permitted(context, after, { action: 'view', name })].some((cell) => !known.has(cell));
  });
}

/** Why the caller alone may not say so, as a sentence; null where they may. */
export async function aloneFault(
  context: Context,
  reader: CatalogueReader,
  { before, first }: Refused,
  after: RecordingFacts,
): Promise<string | null> {
  if (!isLooser(context, before, after)) return null;
  const { rooms, caller } = context;
  const today = rooms.clock.today();
  // Whoever may say what this one is: who treats somebody else cannot be asked.
  const approvers = (await reader.users.list()).filter(
    ({ id, role }) =>
      id === caller.user || role === 'custodian' || (role === 'clinician' && inCareTeam(before, id, today)),
  );
  const at = rooms.clock.now();
  return secondPersonAnswer({ first, second: caller.user, approvers, at }).fault && needsAnother;
}

/** The same once it is written, which is then not kept. @throws CustosError `needs-second-person` */
export async function assertNotAlone(
  context: Context,
  reader: CatalogueReader,
  all: readonly Refused[],
): Promise<void> {
  for (const one of all) {
    const recording = one.before.recording.id;
    const after = await gatherFacts(reader, recording);
    const fault = after && (await aloneFault(context, reader, one, after));
    if (fault) throw new CustosError('needs-second-person', fault, { recording });
  }
}

const needsAnother =
  'Something speaks against the use of this recording: how it was made, or what a patient refused. With this class it might be used after all, which takes a second person: please ask a colleague who did not say what it is. What was done before the making is entered with its own form, under Put right or with the sealed recording.';
