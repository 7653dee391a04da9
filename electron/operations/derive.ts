import { statusDays } from '../../shared/domain/agreement/status-change.ts';
import { makingDuties } from '../../shared/domain/obligation/making-duties.ts';
import type { Obligation } from '../../shared/domain/obligation/obligation.ts';
import { obligationsOwed, recallOwed, returnOwed } from '../../shared/domain/obligation/owed.ts';
import { statusDuties } from '../../shared/domain/obligation/status-duties.ts';
import type { RequestFacts } from '../../shared/domain/policy/case.ts';
import type { FollowUp } from '../../shared/domain/policy/decision.ts';
import { editions } from '../../shared/domain/policy/index.ts';
import type { Use } from '../../shared/domain/policy/words.ts';
import { discoveryUses, keepsCollection } from '../../shared/domain/recording/discovery.ts';
import { standingOf } from '../../shared/domain/recording/standing.ts';
import type { Standing } from '../../shared/domain/recording/state.ts';
import { forGood } from '../../shared/domain/retention/schedule.ts';
import { isOpenTo, isSealed } from '../../shared/domain/seal/seal.ts';
import { type Role, roles } from '../../shared/domain/user/role.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { DerivedRow, ObligationRow, UserRow, VisibilityLevel } from '../catalogue/rows.ts';
import type { Rooms } from './context.ts';
import { keepInQueue } from './erasure-duty.ts';
import {
  decideOn,
  disposeOf,
  disposeUnheld,
  endsAtOnce,
  gatherAll,
  inCareTeam,
  isClassified,
  makingFaultsOf,
  type RecordingFacts,
} from './gather.ts';
import { appraisalOwed, holdReviewOwed, keptTo } from './retention.ts';
import { keepSeal } from './seal-keeping.ts';

/** On what every answer rests beside the facts. */
type Settled = Pick<Rooms, 'settings' | 'clock'>;

/** The parts of the rooms that deriving needs. */
export type Deriving = Pick<Rooms, 'settings' | 'clock' | 'record' | 'tokens'>;

const viewFor = (use: Use, name: string, careTeam: boolean): RequestFacts => ({
  action: 'view',
  use,
  audience: use === 'care' ? 'careTeam' : 'medicalSetting',
  actor: { name, careTeam },
});

const newestAnonymised = (facts: RecordingFacts) =>
  facts.renditions.findLast(({ row, signOff }) => row.kind === 'anonymised' && signOff !== null) ??
  facts.renditions.findLast(({ row }) => row.kind === 'anonymised');

/** Several roles look for the same uses: what was decided of these facts is decided once. */
const decided = new WeakMap<RecordingFacts, Map<string, boolean>>();

function permitsView(rooms: Deriving, facts: RecordingFacts, rendition: Id, view: RequestFacts): boolean {
  const today = rooms.clock.today();
  const key = `${today} ${rooms.settings.edition} ${rendition} ${view.use} ${view.actor.careTeam} ${view.actor.name}`;
  const answers = decided.get(facts) ?? new Map<string, boolean>();
  decided.set(facts, answers);
  const permitted =
    answers.get(key) ?? decideOn(facts, rendition, view, rooms.settings, today).outcome === 'permit';
  answers.set(key, permitted);
  return permitted;
}

/** What somebody may see of a recording for some uses: the original's picture, the anonymised one's, or nothing. */
function levelFor(
  rooms: Deriving,
  facts: RecordingFacts,
  uses: readonly Use[],
  name: string,
  careTeam: boolean,
): VisibilityLevel {
  const permits = (rendition: Id): boolean =>
    uses.some((use) => permitsView(rooms, facts, rendition, viewFor(use, name, careTeam)));
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  if (original && permits(original.row.id)) return 3;
  const anonymised = newestAnonymised(facts);
  return anonymised && permits(anonymised.row.id) ? 2 : 0;
}

function roleLevel(rooms: Deriving, facts: RecordingFacts, role: Role): VisibilityLevel {
  if (facts.recording.state === 'erasing' || facts.recording.state === 'erased') return 0;
  if (isSealed(facts.recording)) return 0;
  if (keepsCollection(role)) return 3;
  return levelFor(rooms, facts, discoveryUses[role], '', false);
}

/**
 * A sealed recording is open to the two who opened it and to nobody else: as their role and their patients let them see
 * it, and to be found at least, or it could not be closed again.
 */
function openedLevel(rooms: Deriving, facts: RecordingFacts, user: UserRow): VisibilityLevel {
  const { recording, seal } = facts;
  const ended = recording.state === 'erasing' || recording.state === 'erased';
  if (ended || !isOpenTo(seal.openings, user.id, rooms.clock.today())) return 0;
  if (keepsCollection(user.role)) return 3;
  const careTeam = treats(rooms, facts, user);
  const uses: readonly Use[] = careTeam ? ['care', ...discoveryUses[user.role]] : discoveryUses[user.role];
  return Math.max(1, levelFor(rooms, facts, uses, user.name, careTeam)) as VisibilityLevel;
}

/** Somebody of the care team, whoever took the recording in, and anybody an agreement names may find more than their role. */
function personLevel(rooms: Deriving, facts: RecordingFacts, user: UserRow): VisibilityLevel {
  if (isSealed(facts.recording)) return openedLevel(rooms, facts, user);
  if (facts.recording.state !== 'active' || keepsCollection(user.role) || user.role === 'administrator')
    return 0;
  const careTeam = treats(rooms, facts, user);
  const uses: readonly Use[] = careTeam ? ['care', ...discoveryUses[user.role]] : discoveryUses[user.role];
  const level = levelFor(rooms, facts, uses, user.name, careTeam);
  const knows = careTeam || facts.recording.addedBy === user.id;
  return level === 0 && knows ? 1 : level;
}

const treats = (rooms: Deriving, facts: RecordingFacts, user: UserRow): boolean =>
  user.role === 'clinician' && inCareTeam(facts, user.id, rooms.clock.today());

function followUpsOf(rooms: Settled, facts: RecordingFacts): readonly FollowUp[] {
  const today = rooms.clock.today();
  const asked = [facts.renditions.find(({ row }) => row.kind === 'original'), newestAnonymised(facts)];
  const names = new Set<FollowUp>();
  for (const rendition of asked) {
    if (!rendition) continue;
    const { followUps } = decideOn(
      facts,
      rendition.row.id,
      viewFor('care', '', false),
      rooms.settings,
      today,
    );
    for (const name of followUps) names.add(name);
  }
  // An exempt picture whose anonymised copy is signed off owes nothing more, though its original is not anonymised [5].
  if (
    facts.renditions.some(
      ({ row, signOff }) =>
        row.kind === 'anonymised' && signOff?.identifiability !== 'identifiable' && signOff,
    )
  ) {
    names.delete('anonymise');
  }
  return [...names];
}

/** The next day after today on which time alone may change an answer. */
export function nextTurn(rooms: Settled, facts: RecordingFacts): Day | null {
  const today = rooms.clock.today();
  const kept = keptTo(rooms, facts);
  const turns: Day[] = kept === null || kept === forGood ? [] : [addDays(kept, 1)];
  const { hold } = facts.recording;
  if (hold?.until) turns.push(addDays(hold.until, 1));
  for (const until of facts.copiesUntil) turns.push(addDays(until, 1));
  for (const { until } of facts.seal.openings) turns.push(addDays(until, 1));
  for (const { row, agreements, careTeam } of facts.subjects) {
    turns.push(...statusDays(row));
    for (const { terms } of agreements) {
      turns.push(terms.givenOn);
      if (terms.keepUntil) turns.push(addDays(terms.keepUntil, -90), addDays(terms.keepUntil, 1));
    }
    for (const { from, to } of careTeam) turns.push(from, ...(to ? [addDays(to, 1)] : []));
  }
  return turns.filter((day) => day > today).sort()[0] ?? null;
}

function standingFrom(rooms: Settled, facts: RecordingFacts, followUps: readonly FollowUp[]): Standing {
  const anonymised = facts.renditions.findLast(
    ({ row, signOff }) => row.kind === 'anonymised' && signOff !== null,
  );
  const today = rooms.clock.today();
  return standingOf({
    state: facts.recording.state,
    classified: isClassified(facts.recording),
    subjectKnown: facts.subjects.length > 0,
    followUps,
    anonymised: anonymised !== undefined,
    teachable:
      anonymised !== undefined &&
      decideOn(facts, anonymised.row.id, viewFor('teaching', '', false), rooms.settings, today).outcome ===
        'permit',
  });
}

/** Where a recording with these facts stands once it is refreshed; nothing is written. */
export function standingAfter(rooms: Settled, facts: RecordingFacts): Standing {
  const { recording } = facts;
  const disposal = disposeUnheld(facts, rooms.settings, rooms.clock.today());
  const ends = recording.state === 'active' && endsAtOnce(disposal);
  const settled: RecordingFacts = ends
    ? { ...facts, recording: { ...recording, state: 'quarantined' } }
    : facts;
  return standingFrom(rooms, settled, followUpsOf(rooms, settled));
}

function derivedRow(
  rooms: Deriving,
  facts: RecordingFacts,
  followUps: readonly FollowUp[],
  users: readonly UserRow[],
): DerivedRow {
  const levels = roles.map((role) => [role, roleLevel(rooms, facts, role)] as const);
  const persons = users
    .map((user) => ({
      user: user.id,
      level: personLevel(rooms, facts, user),
      treats: treats(rooms, facts, user),
    }))
    .filter(({ level }) => level > 0);
  return {
    standing: standingFrom(rooms, facts, followUps),
    roles: Object.fromEntries(levels) as DerivedRow['roles'],
    users: persons,
    refreshOn: nextTurn(rooms, facts),
  };
}

/** Those who may see more than their role does; everybody else's visibility is their role's. */
function personsConcerned(users: readonly UserRow[], facts: RecordingFacts): readonly UserRow[] {
  const named = new Set(
    facts.subjects.flatMap(({ agreements }) => agreements.flatMap(({ terms }) => terms.viewers)),
  );
  const ids = new Set([
    facts.recording.addedBy,
    ...facts.subjects.flatMap(({ careTeam }) => careTeam.map(({ user }) => user)),
    ...facts.seal.openings.flatMap(({ by }) => by),
  ]);
  return users.filter((user) => ids.has(user.id) || named.has(user.name));
}

/** Quarantines at once what a withdrawal or a last day has ended [14e], and answers the facts as they are then. */
async function quarantineEnded(
  rooms: Deriving,
  writer: CatalogueWriter,
  facts: RecordingFacts,
  by: Id | null,
): Promise<RecordingFacts> {
  const { recording } = facts;
  const disposal = disposeUnheld(facts, rooms.settings, rooms.clock.today());
  if (recording.state !== 'active' || !endsAtOnce(disposal)) return facts;
  await writer.recordings.change(recording.id, { state: 'quarantined' });
  await rooms.record(writer, {
    kind: 'recording.quarantined',
    by,
    about: [{ noun: 'recording', id: recording.id }],
    facts: { action: disposal.action, cites: disposal.cites },
  });
  return { ...facts, recording: { ...recording, state: 'quarantined' } };
}

/** All that is owed on a recording today by its facts. */
export function dutiesOn(rooms: Settled, facts: RecordingFacts): readonly Obligation[] {
  const { recording } = facts;
  if (recording.state === 'erasing') return [];
  const today = rooms.clock.today();
  const edition = editions[rooms.settings.edition];
  const disposal = disposeOf(facts, rooms.settings, today);
  const ended = endsAtOnce(disposeUnheld(facts, rooms.settings, today));
  const followUps = followUpsOf(rooms, facts);
  return [
    ...obligationsOwed(edition, followUps, disposal, today),
    ...makingDuties(makingFaultsOf(facts, rooms.settings, today), today),
    ...statusDuties(edition, followUps, facts.subjects, today),
    ...recallOwed(edition, facts.copiesUntil, today),
    ...appraisalOwed(rooms, facts),
    ...holdReviewOwed(rooms, facts, disposal),
    ...(recording.state === 'quarantined' && !ended ? [returnOwed(edition, today)] : []),
  ];
}

async function setObligations(
  rooms: Deriving,
  writer: CatalogueWriter,
  facts: RecordingFacts,
  open: readonly ObligationRow[],
  by: Id | null,
): Promise<void> {
  const { id } = facts.recording;
  const owed = dutiesOn(rooms, facts);
  const { raised, ended } = await writer.obligations.setFromFacts(id, owed, rooms.clock.now(), open);
  await keepProposal(rooms, writer, id, ended);
  for (const [kind, rows] of [
    ['obligation.raised', raised],
    ['obligation.settled', ended],
  ] as const) {
    for (const row of rows) {
      await rooms.record(writer, {
        kind,
        by,
        about: [
          { noun: 'recording', id },
          { noun: 'obligation', id: row.id },
        ],
        facts: { queue: row.queue, paragraph: row.paragraph },
      });
    }
  }
}

/** A proposal whose ground has gone still waits for somebody to take it back. */
async function keepProposal(
  rooms: Deriving,
  writer: CatalogueWriter,
  recording: Id,
  ended: readonly ObligationRow[],
): Promise<void> {
  const last = ended.find(({ queue }) => queue === 'erase');
  if (!last || (await writer.erasures.open(recording))?.state !== 'proposed') return;
  await keepInQueue(rooms.clock, writer, recording, last.paragraph);
}

/** So many recordings are read at once: enough that asking costs little, few enough to hold in memory. */
const readAtOnce = 200;

async function refreshPortion(
  rooms: Deriving,
  writer: CatalogueWriter,
  portion: readonly Id[],
  users: readonly UserRow[],
  by: Id | null,
): Promise<void> {
  const open = await writer.obligations.openOnFacts(portion);
  const derived = new Map<Id, DerivedRow>();
  for (const read of await gatherAll(writer, portion)) {
    if (read.recording.state === 'erased') continue;
    const facts = await keepSeal(rooms, writer, await quarantineEnded(rooms, writer, read, by), by);
    const { id } = facts.recording;
    const persons = personsConcerned(users, facts);
    derived.set(id, derivedRow(rooms, facts, followUpsOf(rooms, facts), persons));
    await setObligations(rooms, writer, facts, open.get(id) ?? [], by);
  }
  await writer.recordings.setAllDerived(derived);
}

/**
 * Recomputes what is stored beside recordings after a fact of them changed or a day turned: standing, visibility,
 * obligations, and the quarantine that a withdrawal brings at once [14e]. Part of the transaction of the change.
 */
export async function refreshRecordings(
  rooms: Deriving,
  writer: CatalogueWriter,
  ids: Iterable<Id>,
  by: Id | null,
): Promise<void> {
  const all = [...new Set(ids)];
  if (all.length === 0) return;
  const users = (await writer.users.list()).filter(({ removedAt }) => removedAt === null);
  for (let from = 0; from < all.length; from += readAtOnce)
    await refreshPortion(rooms, writer, all.slice(from, from + readAtOnce), users, by);
  rooms.tokens.revokeRecordings(all);
}

/** The same for one recording. */
export const refreshRecording = (
  rooms: Deriving,
  writer: CatalogueWriter,
  id: Id,
  by: Id | null,
): Promise<void> => refreshRecordings(rooms, writer, [id], by);
