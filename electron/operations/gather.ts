import { strictThen } from '../../shared/domain/agreement/age-then.ts';
import { callersWereTold } from '../../shared/domain/notice/notice.ts';
import type {
  AgreementFacts,
  RenditionFacts,
  RequestFacts,
  SubjectFacts,
} from '../../shared/domain/policy/case.ts';
import type { Decision, Disposal } from '../../shared/domain/policy/decision.ts';
import type { MakingFaultSaid } from '../../shared/domain/policy/edition.ts';
import {
  decideOverDates,
  disposeOverDates,
  editions,
  type UndatedCase,
} from '../../shared/domain/policy/index.ts';
import { copiesUntil } from '../../shared/domain/release/until.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type {
  AgreementRow,
  CareTeamRow,
  FactRows,
  RecordingRow,
  RenditionRow,
  SignOffRow,
  SubjectRow,
} from '../catalogue/rows.ts';
import type { SealFacts } from '../catalogue/sealing.ts';
import type { LibrarySettings } from './context.ts';

/** Everything the policy may read of one recording, gathered once and decided on as often as needed. */
export interface RecordingFacts {
  readonly recording: RecordingRow;
  readonly renditions: readonly { readonly row: RenditionRow; readonly signOff: SignOffRow | null }[];
  readonly subjects: readonly {
    readonly row: SubjectRow;
    readonly agreements: readonly AgreementRow[];
    readonly careTeam: readonly CareTeamRow[];
  }[];
  /** The last days on which copies may be out; those without one have none here. */
  readonly copiesUntil: readonly Day[];
  readonly seal: SealFacts;
}

/**
 * A sign-off holds for the very bytes it was given for; any other content voids it. Where two readers are asked for,
 * the first one's holds nothing alone.
 */
export const holdsFor = ({ mark }: Pick<RenditionRow, 'mark'>, signOff: SignOffRow): boolean =>
  signOff.voidedAt === null && !signOff.awaitsSecond && signOff.mark === mark;

function toFacts({ renditions, subjects, agreements, copiesOut, ...rest }: FactRows): RecordingFacts {
  const given = subjects.map(({ row }) => agreements.filter(({ subjects: by }) => by.includes(row.id)));
  return {
    ...rest,
    copiesUntil: copiesOut.map((copy) => copiesUntil(copy, given)).filter((day) => day !== null),
    renditions: renditions.map(({ row, newest }) => ({
      row,
      signOff: newest && holdsFor(row, newest) ? newest : null,
    })),
    subjects: subjects.map((subject, at) => ({ ...subject, agreements: given[at] ?? [] })),
  };
}

/** The facts of several recordings, in the order in which they are named; nothing for one that does not exist. */
export const gatherAll = async (
  reader: CatalogueReader,
  ids: readonly Id[],
): Promise<readonly RecordingFacts[]> => (await reader.recordings.facts(ids)).map(toFacts);

/** Gathers the facts of a recording from the catalogue; null where there is no such recording. */
export const gatherFacts = async (reader: CatalogueReader, id: Id): Promise<RecordingFacts | null> =>
  (await gatherAll(reader, [id]))[0] ?? null;

/** The facts of a recording if these were the subjects that it shows. */
export async function withSubjects(
  reader: CatalogueReader,
  facts: Omit<RecordingFacts, 'subjects'>,
  ids: readonly Id[],
): Promise<RecordingFacts> {
  const agreements = await reader.agreements.ofRecording(facts.recording.id);
  const subjects = [];
  for (const row of await reader.subjects.getMany(ids)) {
    subjects.push({
      row,
      agreements: agreements.filter((agreement) => agreement.subjects.includes(row.id)),
      careTeam: await reader.subjects.careTeam(row.id),
    });
  }
  return { ...facts, subjects };
}

/** Whether somebody is in the care team of every subject on a day; nobody is, where no subject is known. */
export const inCareTeam = (facts: RecordingFacts, user: Id, today: Day): boolean =>
  facts.subjects.length > 0 &&
  facts.subjects.every(({ careTeam }) =>
    careTeam.some(
      (member) => member.user === user && member.from <= today && (member.to === null || member.to >= today),
    ),
  );

/** By this day a recording was made: what is not known of its making ends with the day on which it was taken in. */
const madeBy = ({ made, addedAt }: Pick<RecordingRow, 'made' | 'addedAt'>): string =>
  made.latest ?? addedAt.slice(0, 10);

/** What was answered before a recording was made answers nothing of that one, which may be tied to it later [14a]. */
const afterThis = (recording: RecordingRow, { afterRecording, answeredOn }: AgreementRow) => {
  const answered = afterRecording === 'confirmed' || afterRecording === 'varied';
  const before = answeredOn === null || answeredOn < madeBy(recording);
  return answered && before ? 'notAsked' : afterRecording;
};

const agreementFacts = (
  recording: RecordingRow,
  { bornOn }: SubjectRow,
  row: AgreementRow,
): AgreementFacts => {
  const { givenByName: _name, capacityWords: _words, authority: _authority, ...terms } = row.terms;
  const subjectThen = strictThen(terms, bornOn);
  return { id: row.id, ...terms, subjectThen, afterRecording: afterThis(recording, row) };
};

const renditionFacts = (facts: RecordingFacts, rendition: Id): RenditionFacts => {
  const found = facts.renditions.find(({ row }) => row.id === rendition);
  if (!found) throw new RangeError('The rendition is not of this recording');
  const signedOff = found.row.kind === 'anonymised' && found.signOff !== null;
  return { kind: found.row.kind, signedOff, identifiability: found.signOff?.identifiability ?? 'unassessed' };
};

const subjectFacts = (
  recording: RecordingRow,
  subject: RecordingFacts['subjects'][number],
): SubjectFacts => ({
  id: subject.row.id,
  appointedPerson: subject.row.appointedPerson,
  agreements: subject.agreements.map((row) => agreementFacts(recording, subject.row, row)),
});

/** A recording is classified once somebody has said what it was made for and how; only then is anything decided. */
export const isClassified = (recording: RecordingRow): boolean =>
  recording.madeFor !== null && recording.circumstances !== null && recording.category !== null;

/** Whether callers were told of this recording [21], as the library has it. */
export const callersToldOf = (
  { callerNotice, made: { earliest, latest } }: Pick<RecordingRow, 'callerNotice' | 'made'>,
  { notices }: Pick<LibrarySettings, 'notices'>,
): boolean => callersWereTold(notices, { ticked: callerNotice, earliest, latest });

function undatedCase(
  facts: RecordingFacts,
  rendition: Id,
  request: RequestFacts,
  settings: LibrarySettings,
  today: Day,
): UndatedCase | null {
  const { recording } = facts;
  if (recording.madeFor === null || recording.circumstances === null) return null;
  return {
    id: recording.id,
    edition: settings.edition,
    today,
    jurisdiction: settings.jurisdiction,
    recording: {
      category: recording.category ?? 'other',
      madeFor: recording.madeFor,
      circumstances: recording.circumstances,
      state: recording.state === 'erasing' ? 'erased' : recording.state,
      onHold: recording.hold !== null,
      callerNotice: callersToldOf(recording, settings),
      colleagueConsulted: recording.colleagueConsulted,
      medicoLegalInvestigation: recording.medicoLegalInvestigation,
      coronerDiscussed: recording.coronerDiscussed,
      externalFilming: recording.externalFilming,
      bodiesInformed: recording.bodiesInformed,
    },
    rendition: renditionFacts(facts, rendition),
    subjects: facts.subjects.map((subject) => subjectFacts(recording, subject)),
    request,
  };
}

/** Nothing may be used whose purpose and circumstances nobody has stated: no paragraph could be applied to it. */
const unclassified = (id: Id): Decision => ({
  id,
  outcome: 'refuse',
  cites: [],
  reasons: ['Nobody has said yet what this recording was made for and in what circumstances.'],
  remedies: ['Classify the recording.'],
  followUps: [],
});

/**
 * Disposal says erase, or review because an agreement to an exempt recording ended; a legacy review changes nothing
 * yet [16].
 */
export const endsAtOnce = (disposal: Disposal): boolean =>
  disposal.action === 'erase' || (disposal.action === 'review' && disposal.cites.includes('5'));

/** What would become of the recording without its hold: a hold keeps from being erased, and gives no use back [14e, 19]. */
export const disposeUnheld = (facts: RecordingFacts, settings: LibrarySettings, today: Day): Disposal =>
  disposeOf({ ...facts, recording: { ...facts.recording, hold: null } }, settings, today);

interface AsOf {
  readonly settings: LibrarySettings;
  readonly today: Day;
  readonly facts: RecordingFacts;
}

/** Of the same facts many questions are asked; what they have come to is found once. */
const asOf = new WeakMap<RecordingFacts, AsOf>();

/** The facts as they are once what has ended is set aside: what is stored may be of the day before. */
function asOfToday(facts: RecordingFacts, settings: LibrarySettings, today: Day): RecordingFacts {
  if (facts.recording.state !== 'active') return facts;
  const known = asOf.get(facts);
  if (known?.settings === settings && known.today === today) return known.facts;
  const ended = endsAtOnce(disposeUnheld(facts, settings, today));
  const { recording } = facts;
  const now: RecordingFacts = ended ? { ...facts, recording: { ...recording, state: 'quarantined' } } : facts;
  asOf.set(facts, { settings, today, facts: now });
  return now;
}

/** Decides a request on one rendition from gathered facts. Default is refusal. */
export function decideOn(
  facts: RecordingFacts,
  rendition: Id,
  request: RequestFacts,
  settings: LibrarySettings,
  today: Day,
): Decision {
  const asked = undatedCase(asOfToday(facts, settings, today), rendition, request, settings, today);
  if (!asked) return unclassified(facts.recording.id);
  return decideOverDates(asked, facts.recording.made.earliest, facts.recording.made.latest);
}

/** Every fault of how the recording was made; on which of its possible days is no matter to any. */
export function makingFaultsOf(
  facts: RecordingFacts,
  settings: LibrarySettings,
  today: Day,
): readonly MakingFaultSaid[] {
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  const asked = original && undatedCase(facts, original.row.id, anybody, settings, today);
  if (asked?.recording.state !== 'active') return [];
  const { earliest, latest } = facts.recording.made;
  const recording = { ...asked.recording, madeOn: latest ?? earliest ?? today };
  return editions[settings.edition].makingFaults({ ...asked, recording });
}

const anybody: RequestFacts = {
  action: 'view',
  use: 'care',
  audience: 'careTeam',
  actor: { name: '', careTeam: false },
};

/** What should become of the recording; an unclassified one is kept until somebody has looked at it. */
export function disposeOf(facts: RecordingFacts, settings: LibrarySettings, today: Day): Disposal {
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  const asked = original && undatedCase(facts, original.row.id, anybody, settings, today);
  if (!asked) return { action: 'keep', cites: [] };
  return disposeOverDates(asked, facts.recording.made.earliest, facts.recording.made.latest);
}
