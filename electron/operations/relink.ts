import type { TrailEntry } from '../../shared/domain/trail/entry.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { AgreementRow, SubjectRow } from '../catalogue/rows.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import { entriesAbout } from './entries-about.ts';
import { agreementNumber, recordingNumber, releaseNumber, subjectNumber } from './names.ts';
import { oweRecall } from './recall.ts';
import { standingSubject, subjectFacts } from './subjects.ts';

/**
 * Putting a wrong patient right. Each act is a compensating event with a reason. Agreements never follow by
 * themselves: a permission that one patient gave covers nothing of another's, so the tie between the moved
 * recordings and the old patient's agreements is listed and has to be made anew by a person. Only what somebody refused
 * follows, where two entries are that one person.
 */

type Relinked = Output<'subject.move'>;

/** How many decisions in the trail rested on a recording; they were given on facts that have turned out wrong. */
async function decisionsAbout(writer: CatalogueWriter, recording: Id): Promise<number> {
  let count = 0;
  for await (const { kind } of entriesAbout(writer, recording)) if (kind === 'decision.made') count += 1;
  return count;
}

/** Voids the sign-offs of a recording: the judgement that nobody can be recognised was made of somebody else. */
async function voidSignOffs(context: Context, writer: CatalogueWriter, recording: Id): Promise<boolean> {
  const { rooms, caller } = context;
  let voided = 0;
  for (const { id } of await writer.renditions.ofRecording(recording)) {
    const count = await writer.renditions.voidSignOffs(id, rooms.clock.now());
    if (count === 0) continue;
    voided += count;
    await rooms.record(writer, {
      kind: 'rendition.signOffVoided',
      by: caller.user,
      about: [
        { noun: 'recording', id: recording },
        { noun: 'rendition', id },
      ],
      facts: {},
    });
  }
  return voided > 0;
}

/** Unties the agreements of a recording that no remaining subject of it gave; answers what was left behind. */
async function untieAgreements(writer: CatalogueWriter, recording: Id): Promise<readonly AgreementRow[]> {
  const subjects = await writer.recordings.subjectsOf(recording);
  const left: AgreementRow[] = [];
  for (const agreement of await writer.agreements.ofRecording(recording)) {
    if (agreement.subjects.some((subject) => subjects.includes(subject))) continue;
    await writer.agreements.unlinkRecording(agreement.id, recording);
    left.push(agreement);
  }
  return left;
}

const hasEnded = ({ afterRecording }: AgreementRow): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

/** What one person refused goes on holding for their recordings under the entry that stays [14e]. */
async function carryRefusals(writer: CatalogueWriter, recording: Id, from: Id, to: Id): Promise<void> {
  for (const agreement of await writer.agreements.ofRecording(recording))
    if (hasEnded(agreement) && agreement.subjects.includes(from))
      await writer.agreements.link(agreement.id, [to], []);
}

/** Moves recordings between subjects and gathers everything that rested on the old tie, to be decided again. */
async function move(
  context: Context,
  writer: CatalogueWriter,
  recordings: readonly Id[],
  from: Id,
  to: Id,
  samePerson: boolean,
): Promise<{ readonly moved: Relinked; readonly ended: boolean }> {
  const moved: Relinked = { recordings: [], decisions: 0, signOffs: [], releases: [], agreementsLeft: [] };
  let ended = false;
  const left = new Map<Id, Relinked['agreementsLeft'][number]>();
  const releases = new Map<Id, Relinked['releases'][number]>();
  const closed = await writer.seals.closedTo(context.caller.user);
  for (const id of recordings) {
    const recording = await writer.recordings.get(id);
    const subjects = await writer.recordings.subjectsOf(id);
    if (!recording || !subjects.includes(from)) {
      throw new CustosError('conflict', 'One of the recordings is not of this patient. Nothing was moved.');
    }
    const reference = { id, number: recordingNumber(recording.number) };
    await writer.recordings.setSubjects(id, [
      ...new Set(subjects.map((subject) => (subject === from ? to : subject))),
    ]);
    if (samePerson) await carryRefusals(writer, id, from, to);
    const untied = await untieAgreements(writer, id);
    ended ||= untied.some(hasEnded);
    const voided = await voidSignOffs(context, writer, id);
    // It moves with the others; that it is there is told to nobody who may not know [11].
    if (closed.has(id)) continue;
    for (const { id: agreement, number } of untied)
      left.set(agreement, { id: agreement, number: agreementNumber(number) });
    if (voided) moved.signOffs.push(reference);
    for (const release of await writer.releases.ofRecording(id)) {
      releases.set(release.id, { id: release.id, number: releaseNumber(release.number) });
    }
    moved.decisions += await decisionsAbout(writer, id);
    moved.recordings.push(reference);
  }
  moved.agreementsLeft.push(...left.values());
  moved.releases.push(...releases.values());
  return { moved, ended };
}

/** Releases that rested on the old tie are to be looked at: an obligation each, due at once. */
async function raiseRecalls(context: Context, writer: CatalogueWriter, moved: readonly Id[]): Promise<void> {
  for (const id of moved) {
    const out = await writer.releases.ofRecording(id);
    if (out.length > 0) await oweRecall(context, writer, id, releasedAsAnother, null);
  }
}

const releasedAsAnother =
  'Copies were released while this recording was entered for another patient. Please decide whether they must come back.';

type Kind = 'subject.moved' | 'subject.merged' | 'subject.separated' | 'subject.split';

interface Relinking {
  readonly from: Id;
  readonly to: Id;
  readonly recordings: readonly Id[];
  readonly reason: string;
  /** What has to be known to take it back. */
  readonly facts?: TrailEntry['facts'];
  /** Recordings that stay where they are, of a patient of whom other things are known now. */
  readonly alsoDecided?: readonly Id[];
}

async function relink(
  context: Context,
  kind: Kind,
  work: (writer: CatalogueWriter) => Promise<Relinking>,
): Promise<Relinked> {
  const { rooms, caller } = context;
  const moved = await rooms.catalogue.write(async (writer) => {
    const { from, to, recordings, reason, facts, alsoDecided = [] } = await work(writer);
    const samePerson = kind === 'subject.merged';
    const { moved: answer, ended } = await move(context, writer, recordings, from, to, samePerson);
    await rooms.record(writer, {
      kind,
      by: caller.user,
      about: [
        { noun: 'subject', id: from },
        { noun: 'subject', id: to },
        ...recordings.map((id) => ({ noun: 'recording' as const, id })),
      ],
      facts: { recordings: recordings.length, ...(ended ? { ended } : {}), ...facts },
      text: reason,
    });
    await raiseRecalls(context, writer, recordings);
    await refreshRecordings(rooms, writer, [...recordings, ...alsoDecided], caller.user);
    return answer;
  });
  rooms.emit({ kind: 'changed', nouns: ['subject', 'recording', 'agreement', 'queue', 'trail'] });
  return moved;
}

const moveRecordings = (context: Context, input: Parsed<'subject.move'>): Promise<Relinked> =>
  relink(context, 'subject.moved', async (writer) => {
    await standingSubject(writer, input.from);
    await standingSubject(writer, input.to);
    if (input.from === input.to) throw new CustosError('conflict', 'Both entries are the same patient.');
    return { ...input };
  });

/** What one entry says of a patient and the other does not; where both say something, the one that stays is right. */
const unsaid = { bornOn: null, diedOn: null, capacityRegainedOn: null, appointedPerson: false } as const;
type Known = Pick<SubjectRow, keyof typeof unsaid>;
const knowable = Object.keys(unsaid) as readonly (keyof Known)[];

const addedBy = (gone: SubjectRow, keep: SubjectRow): readonly (keyof Known)[] =>
  knowable.filter((name) => keep[name] === unsaid[name] && gone[name] !== unsaid[name]);

const valuesOf = (names: readonly (keyof Known)[], known: Known): Partial<Known> =>
  Object.fromEntries(names.map((name) => [name, known[name]]));

/** The patient was last seen on the later day of two; parted again, neither entry loses by the longer keeping. */
const lastSeenOf = (one: SubjectRow, other: SubjectRow) =>
  (one.lastSeenOn ?? '') > (other.lastSeenOn ?? '') ? one.lastSeenOn : other.lastSeenOn;

/** Joins two entries of one patient. The entry that goes keeps its number and points at the other. */
const merge = (context: Context, input: Parsed<'subject.merge'>): Promise<Relinked> =>
  relink(context, 'subject.merged', async (writer) => {
    const keep = await standingSubject(writer, input.keep);
    const gone = await standingSubject(writer, input.merge);
    if (keep.id === gone.id) throw new CustosError('conflict', 'Both entries are the same patient.');
    const known = new Set(keep.identifiers.map(({ kind, issuer, value }) => `${kind}/${issuer}/${value}`));
    const added = gone.identifiers.filter(
      ({ kind, issuer, value }) => !known.has(`${kind}/${issuer}/${value}`),
    );
    await writer.subjects.change(gone.id, { identifiers: [], mergedInto: keep.id });
    const taken = addedBy(gone, keep);
    await writer.subjects.change(keep.id, {
      ...valuesOf(taken, gone),
      lastSeenOn: lastSeenOf(keep, gone),
      identifiers: [...keep.identifiers, ...added],
    });
    const recordings = await writer.recordings.ofSubject(gone.id);
    const alsoDecided = await writer.recordings.ofSubject(keep.id);
    const both = recordings.filter((id) => alsoDecided.includes(id)).length;
    const facts = { identifiers: added.length, both, taken: [...taken] };
    return { from: gone.id, to: keep.id, recordings, reason: input.reason, facts, alsoDecided };
  });

/** How an entry was joined to another; nothing was done with that one since. @throws CustosError `conflict` */
async function joining(writer: CatalogueWriter, gone: SubjectRow, keep: SubjectRow): Promise<TrailEntry> {
  const about = async (id: Id) => (await writer.trail.window({ since: null, about: id }, 0, 1)).entries[0];
  const [joined, last] = [await about(gone.id), await about(keep.id)];
  if (joined?.kind !== 'subject.merged' || last?.sequence !== joined.sequence)
    throw new CustosError(
      'conflict',
      `More was done with ${subjectNumber(keep.number)} since the two were joined. Please separate the recordings of the other person by a split.`,
    );
  if (joined.facts.both !== 0)
    throw new CustosError(
      'conflict',
      'Some recordings showed both entries before they were joined, so they cannot be told apart. Please say of each whom it shows.',
    );
  return joined;
}

/** Takes back that two entries were joined: the one that went stands again, with its numbers and recordings. */
const separate = (context: Context, input: Parsed<'subject.separate'>): Promise<Relinked> =>
  relink(context, 'subject.separated', async (writer) => {
    const gone = await writer.subjects.get(input.subject);
    const keep = gone?.mergedInto ? await writer.subjects.get(gone.mergedInto) : null;
    if (!gone || !keep) throw new CustosError('conflict', 'This entry is joined to no other.');
    const { about, facts } = await joining(writer, gone, keep);
    const first = keep.identifiers.length - Number(facts.identifiers);
    const taken = knowable.filter((name) => Array.isArray(facts.taken) && facts.taken.includes(name));
    await writer.subjects.change(keep.id, {
      ...valuesOf(taken, unsaid),
      identifiers: keep.identifiers.slice(0, first),
    });
    await writer.subjects.change(gone.id, { identifiers: keep.identifiers.slice(first), mergedInto: null });
    const recordings = about.filter(({ noun }) => noun === 'recording').map(({ id }) => id);
    const alsoDecided = await writer.recordings.ofSubject(keep.id);
    return { from: keep.id, to: gone.id, recordings, reason: input.reason, alsoDecided };
  });

/** Gives some recordings of an entry a patient of their own. */
async function split(context: Context, input: Parsed<'subject.split'>): Promise<Output<'subject.split'>> {
  let created = { id: input.subject, number: '' };
  const moved = await relink(context, 'subject.split', async (writer) => {
    await standingSubject(writer, input.subject);
    const facts = await subjectFacts(context, writer, input.facts, null);
    const row = await writer.subjects.add({
      id: context.rooms.clock.newId(),
      mergedInto: null,
      statusNotedOn: null,
      ...facts,
    });
    created = { id: row.id, number: subjectNumber(row.number) };
    return { from: input.subject, to: row.id, recordings: input.recordings, reason: input.reason };
  });
  return { ...moved, created };
}

export const relinkOperations: Handlers = {
  'subject.move': moveRecordings,
  'subject.merge': merge,
  'subject.separate': separate,
  'subject.split': split,
};
