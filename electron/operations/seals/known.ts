import { isOpenTo, isSealed, knowingRoles, mayKnow } from '../../../shared/domain/seal/seal.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../../catalogue/catalogue.ts';
import type { UserRow } from '../../catalogue/rows.ts';
import type { OpeningRow } from '../../catalogue/sealing.ts';
import type { TrailDraft } from '../../trail/append.ts';
import type { Context } from '../context.ts';
import { gatherFacts, type RecordingFacts } from '../gather.ts';

/** Everybody who is here and may be let know of a sealed recording. */
export const knowingPeople = async (reader: CatalogueReader): Promise<readonly UserRow[]> =>
  (await reader.users.list()).filter(
    ({ role, removedAt }) => removedAt === null && knowingRoles.includes(role),
  );

/**
 * The facts of a sealed recording that the caller may know of.
 * @throws CustosError `not-found`, also where there is such a recording
 */
export async function knownSealed(
  { caller }: Context,
  reader: CatalogueReader,
  id: Id,
): Promise<RecordingFacts> {
  const facts = await gatherFacts(reader, id);
  const sealed = facts !== null && isSealed(facts.recording);
  if (sealed && mayKnow(facts.seal.named, await knowingPeople(reader), caller)) return facts;
  throw new CustosError('not-found', 'There is no such recording, or it is not open to you.');
}

/** The opening of the moment: one that waits for its second person, or one whose days are not over. */
export async function presentOpening(
  { rooms }: Context,
  reader: CatalogueReader,
  recording: Id,
): Promise<OpeningRow | null> {
  const today = rooms.clock.today();
  const openings = await reader.seals.openings(recording);
  return (
    openings.find(({ state, until }) => (state === 'asked' || state === 'open') && today <= until) ?? null
  );
}

export const isOpenToCaller = ({ rooms, caller }: Context, { seal }: RecordingFacts): boolean =>
  isOpenTo(seal.openings, caller.user, rooms.clock.today());

/** Writes an entry about a sealed recording, and about a person where one is named. */
export const recordSeal = (
  { rooms, caller }: Context,
  writer: CatalogueWriter,
  kind: TrailDraft['kind'],
  recording: Id,
  more: {
    readonly user?: Id;
    readonly facts?: TrailDraft['facts'];
    readonly text?: string;
  } = {},
): Promise<void> =>
  rooms.record(writer, {
    kind,
    by: caller.user,
    about: [
      { noun: 'recording', id: recording },
      ...(more.user ? [{ noun: 'user' as const, id: more.user }] : []),
    ],
    facts: { cites: ['11'], ...more.facts },
    ...(more.text ? { text: more.text } : {}),
  });
