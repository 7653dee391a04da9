import type { Output } from '../../../shared/contract/contract.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { at, custodian, day, governance, idOf, people, pick, tileOf } from './samples.ts';

type QueueItem = Output<'queue.items'>['items'][number];
const owed: readonly Pick<QueueItem, 'queue' | 'action' | 'reason' | 'paragraph'>[] = [
  {
    queue: 'confirm',
    action: 'askPatient',
    reason: 'The patient has not been asked since the recording was made.',
    paragraph: '14a',
  },
  {
    queue: 'obtainConsent',
    action: 'obtainConsent',
    reason: 'The recording was made in an emergency and nobody has agreed yet.',
    paragraph: '17',
  },
  { queue: 'renew', action: 'renewConsent', reason: 'The agreement ends within 90 days.', paragraph: '13a' },
  {
    queue: 'review',
    action: 'appraise',
    reason: 'A recording from before 1997 without an agreement.',
    paragraph: '16',
  },
  {
    queue: 'erase',
    action: 'proposeErasure',
    reason: 'The patient withdrew the agreement.',
    paragraph: '14e',
  },
  {
    queue: 'erase',
    action: 'approveErasure',
    reason: 'The patient withdrew the agreement.',
    paragraph: '14e',
  },
  {
    queue: 'recall',
    action: 'recallCopies',
    reason: 'Copies are out though the agreement was withdrawn.',
    paragraph: '14e',
  },
  {
    queue: 'replace',
    action: 'replace',
    reason: 'This comes from a collection made before 1997 without recorded permission.',
    paragraph: '16',
  },
  {
    queue: 'assess',
    action: 'assess',
    reason: 'Nobody has judged whether the patient can be identified.',
    paragraph: '10',
  },
  {
    queue: 'putRight',
    action: 'putRight',
    reason: 'The coroner or procurator fiscal has not been consulted.',
    paragraph: '8',
  },
  {
    queue: 'putRight',
    action: 'putRight',
    reason: 'It was filmed by an outside body, and the bodies that must be told were not.',
    paragraph: '25',
  },
  {
    queue: 'putRight',
    action: 'putRight',
    reason: 'There is no record of how callers were informed.',
    paragraph: '21',
  },
];

export const queueItems: readonly QueueItem[] = owed.map((each, index) => ({
  ...each,
  id: idOf(10, index),
  recording: { id: idOf(1, index), number: tileOf(index).number },
  thumbnail: `thumb/${idOf(2, index)}`,
  putOffUntil: index === owed.length - 1 ? day('2026-12-24') : null,
  due: day(index % 2 === 0 ? '2026-11-01' : '2026-12-24'),
  state: each.action === 'approveErasure' ? 'proposed' : 'open',
  takenInBy: custodian,
  overItsPeriod: each.queue === 'review',
  proposedBy: each.action === 'approveErasure' ? governance : null,
  owner: index % 3 === 0 ? pick(people, index / 3) : null,
}));

export const certificateOf = (index: number): Output<'erasure.certificates'>['certificates'][number] => ({
  id: idOf(11, index),
  number: `E-${String(index + 1).padStart(6, '0')}`,
  recording: { id: idOf(1, index), number: tileOf(index).number },
  why: 'The patient withdrew the agreement.',
  paragraph: '14e',
  proposedBy: custodian,
  approvedBy: governance,
  secondPersonMissing: index % 2 === 1,
  erasedAt: at('2024-06-01T10:00:00.000Z'),
  destroyed: ['The original and one anonymised copy', 'Their keys, previews and file names'],
  verifiedHow: ['The keys are in no page of the key file.', 'The names are in no page of the catalogue.'],
  copiesOut: [
    { release: 'L-000001', recipient: 'Dr Szczepańska-Krzyżanowska', releasedOn: day('2024-05-02') },
  ],
  outOfReach: ['The backup on /media/backup, which was not connected.'],
});

export const jobs: Output<'job.list'> = [
  {
    id: idOf(12, 1),
    kind: 'import',
    state: 'running',
    startedAt: at('2026-11-23T09:00:00.000Z'),
    endedAt: null,
    done: 130,
    total: 220,
    bytesDone: 640_000_000,
    bytesTotal: 1_100_000_000,
    outcomes: { stored: 124, setAside: 2, duplicate: 4 },
  },
  {
    id: idOf(12, 3),
    kind: 'import',
    state: 'paused',
    startedAt: at('2026-11-23T08:40:00.000Z'),
    endedAt: null,
    done: 12,
    total: 40,
    bytesDone: 60_000_000,
    bytesTotal: 200_000_000,
    outcomes: { stored: 12 },
  },
  {
    id: idOf(12, 4),
    kind: 'anonymise',
    state: 'failed',
    startedAt: at('2026-11-23T08:10:00.000Z'),
    endedAt: null,
    done: 3,
    total: 9,
    bytesDone: 0,
    bytesTotal: 0,
    outcomes: {},
  },
  {
    id: idOf(12, 2),
    kind: 'backup',
    state: 'done',
    startedAt: at('2026-11-22T18:00:00.000Z'),
    endedAt: at('2026-11-22T18:05:00.000Z'),
    done: 40,
    total: 40,
    bytesDone: 9_000_000,
    bytesTotal: 9_000_000,
    outcomes: {},
  },
];

export const jobItems: Output<'job.show'>['items'] = [
  {
    id: idOf(13, 1),
    file: 'DSC_00001.JPG',
    state: 'stored',
    recording: { id: idOf(1, 0), number: 'R-000001' },
    sourceRemoved: false,
    error: null,
  },
  {
    id: idOf(13, 2),
    file: 'DSC_00002.JPG',
    state: 'duplicate',
    recording: { id: idOf(1, 3), number: 'R-000004' },
    sourceRemoved: false,
    error: null,
  },
  {
    id: idOf(13, 3),
    file: 'Wyniki badania Brzęczyszczykiewicz (kopia).JPG',
    state: 'setAside',
    recording: null,
    sourceRemoved: false,
    error: {
      code: 'unreadable',
      message: 'The file ends in the middle of the picture.',
      wayForward: 'Please copy it from the card again.',
    },
  },
  {
    id: idOf(13, 4),
    file: 'DSC_00004.JPG',
    state: 'waiting',
    recording: null,
    sourceRemoved: false,
    error: null,
  },
];

const says = [
  'Opened the recording for cataloguing.',
  'Refused teaching before a medical setting.',
  'Signed off the anonymised copy.',
];
export const trailEntryOf = (sequence: number): Output<'trail.window'>['entries'][number] => ({
  sequence,
  at: at('2024-06-01T10:00:00.000Z'),
  by: sequence % 5 === 0 ? null : pick(people, sequence),
  kind: 'custody.opened',
  says: pick(says, sequence),
  about: [{ noun: 'recording', id: idOf(1, sequence), number: tileOf(sequence).number }],
  text: sequence % 4 === 0 ? 'The patient telephoned and asked for it.' : null,
  hash: 'c'.repeat(64),
});

export const recoveryKit: Output<'library.create'>['recoveryKit'] = {
  title: 'Recovery kit of Medical Illustration',
  sections: [
    {
      heading: 'What this is',
      lines: ['With this page the library can be opened without Custos.'],
      commands: [],
    },
    { heading: 'Library identity', lines: [`AGE-SECRET-KEY-1${'Q'.repeat(58)}`], commands: [] },
    {
      heading: 'To open the catalogue',
      lines: ['On any machine with age:'],
      commands: ['age --decrypt --identity kit.txt keys/catalogue.age'],
    },
  ],
};

/** A morning's card: a visit of many pictures, a later one, and a film without a clock. */
export const visits: Output<'job.visits'> = [
  { from: '2026-03-02T10:32:00', to: '2026-03-02T10:47:10', first: 0, count: 12 },
  { from: '2026-03-02T11:40:00', to: '2026-03-02T11:40:00', first: 12, count: 1 },
  { from: null, to: null, first: 13, count: 3 },
].map(({ from, to, first, count }) => ({
  from,
  to,
  recordings: Array.from({ length: count }, (_, step) => {
    const { id, number, kind, standing, thumbnail } = tileOf(first + step);
    return { id, number, kind, standing, thumbnail };
  }),
}));

/** Where a middling collection stands; `some` makes a figure nothing in an empty one. */
export const overviewOf = (some: (count: number) => number): Output<'queue.overview'> => ({
  standings: {
    ready: some(18_204),
    limited: some(2_310),
    needsClass: some(412),
    needsAgreement: some(96),
    needsAnonymising: some(1_288),
    quarantined: some(37),
  },
  owed: owed
    .map(({ queue, paragraph, action, reason }, index) => ({
      queue,
      paragraph,
      action,
      reason,
      count: some(640 - index * 63),
      late: some(index * 2),
      putOff: some(index % 3),
    }))
    .filter(({ count }) => count > 0),
  behind: some(1) > 0,
});

export const dutyHistory: Output<'queue.history'>['entries'] = [
  {
    at: at('2026-09-02T02:00:00.000Z'),
    by: null,
    kind: 'obligation.raised',
    says: 'A duty arose: renew consent [13a].',
    until: null,
    note: '',
  },
  {
    at: at('2026-09-14T10:20:00.000Z'),
    by: custodian,
    kind: 'obligation.snoozed',
    says: 'Put a duty off: renew consent [13a].',
    until: '2026-12-20' as Day,
    note: 'The patient is abroad until December.',
  },
];
