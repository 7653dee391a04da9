import { join } from 'node:path';
import { type DeskOperation, deskOperations } from '../../electron/operations/operations.ts';
import type { Input, OperationName } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { sample } from '../operations/rig.ts';
import { type Thing, terms } from './gate-world.ts';

/** What somebody has got hold of: ids of things that they may not know. */
export interface Loot {
  readonly thing: Thing;
  readonly subject: Id;
  readonly scan: Id;
  readonly form: Id;
  readonly formScan: Id;
  readonly release: Id;
  /** One of a hidden recording, in force, that names Grace to look. */
  readonly disclosure: Id;
  readonly job: Id;
  readonly obligation: Id;
  readonly collection: Id;
  readonly view: Id;
  readonly change: Id;
  readonly token: string;
  readonly folder: string;
}

type Probe<Name extends OperationName> = ((loot: Loot) => Input<Name>) | string;

export const day = (text: string): Day => text as Day;
export const facts = {
  familyName: 'Smith',
  givenName: '',
  bornOn: null,
  diedOn: null,
  appointedPerson: false,
  capacityRegainedOn: null,
  lastSeenOn: null,
  identifiers: [],
};
const noId = 'takes no id of a thing; discovery-private.test.ts searches what it answers';
/** They come before the gate: tests/hosts, tests/rooms/library, tests/operations/survey.test.ts. */
const desk = Object.fromEntries(deskOperations.map((name) => [name, 'comes before the gate'])) as Record<
  DeskOperation,
  string
>;
const handed = 'is about what was handed over at that window and takes no id; in-hand.test.ts';
const layout =
  'a device template holds places in a frame and nothing of a patient; tests/operations/bench.test.ts';
const destroys = 'takes the id of a member of staff, whom everybody may know; tokens-revoked.test.ts';
export const onlyKeepers = (thing: Thing) => ({ recordings: [thing.recording] });

/** A form with every box ticked no. */
const ticked: Input<'form.enter'>['entry'] = {
  answers: {
    make: 'no',
    teaching: 'no',
    assessment: 'no',
    copies: 'no',
    identifiable: 'no',
    viewers: 'no',
    until: 'no',
  },
  ...terms(),
  leaflet: { version: '', language: '', interpreter: '', timeGiven: '' },
};

/** For every operation how it is tried with stolen ids, or why it is not. A new operation has to be entered here. */
export const probes: { readonly [Name in OperationName]: Probe<Name> } = {
  ...desk,
  'library.size': noId,
  'library.verify': noId,
  'session.changePassphrase': noId,
  'user.list': noId,
  'user.preferences': noId,
  'user.prefer': noId,
  'library.chooseEdition': noId,
  'notice.list': noId,
  'notice.enter': noId,
  'notice.end': noId,
  'retention.schedule': noId,
  'retention.setSchedule': noId,
  'user.add': noId,
  'user.setRole': destroys,
  'user.remove': destroys,
  'backup.make': noId,
  'backup.list': noId,
  'backup.plan': noId,
  'backup.setPlan': noId,
  'import.start': ({ subject, folder }) => ({ paths: [folder], classify: { subjects: [subject] } }),
  'job.list': noId,
  'job.show': ({ job }) => ({ job }),
  'job.visits': ({ job }) => ({ job }),
  'job.pause': ({ job }) => ({ job }),
  'job.resume': ({ job }) => ({ job }),
  'job.cancel': ({ job }) => ({ job }),
  'job.clear': ({ job }) => ({ job }),
  'recording.window': ({ subject }) => ({ query: { subject }, offset: 0, limit: 100 }),
  'recording.ids': ({ subject }) => ({ query: { subject }, limit: 100 }),
  'recording.byNumber': ({ thing }) => ({ numbers: [thing.number] }),
  'recording.counts': ({ subject }) => ({ query: { subject } }),
  'recording.suggest': () => ({ text: 'Feathers' }),
  'recording.show': ({ thing }) => ({ recording: thing.recording }),
  'recording.classify': ({ thing }) => ({ ...onlyKeepers(thing), classification: { madeFor: 'teaching' } }),
  'recording.hold': ({ thing }) => ({ ...onlyKeepers(thing), reason: 'because', held: false }),
  'recording.answers': ({ thing }) => ({ recording: thing.recording }),
  'recording.history': ({ thing }) => ({ recording: thing.recording }),
  'recording.findings': ({ thing }) => ({ rendition: thing.original }),
  'recording.together': ({ thing }) => ({ recordings: [thing.recording] }),
  'recording.previewClassify': ({ thing }) => ({
    ...onlyKeepers(thing),
    classification: { madeFor: 'teaching' },
  }),
  'recording.rate': ({ thing }) => ({ ...onlyKeepers(thing), rating: 5 }),
  'recording.label': ({ thing }) => ({ ...onlyKeepers(thing), add: ['seen'] }),
  'label.list': noId,
  'collection.list': noId,
  'collection.create': noId,
  'collection.rename': ({ collection }) => ({ collection, name: 'Mine' }),
  'collection.remove': ({ collection }) => ({ collection }),
  'collection.add': ({ collection, thing }) => ({ collection, ...onlyKeepers(thing) }),
  'collection.take': ({ collection, thing }) => ({ collection, ...onlyKeepers(thing) }),
  'view.list': noId,
  'view.save': ({ view }) => ({ view, name: 'Mine', query: {} }),
  'view.remove': ({ view }) => ({ view }),
  'recording.timeline': ({ subject }) => ({ query: { subject } }),
  'recording.similar': ({ thing }) => ({ recording: thing.recording }),
  'recording.twins': noId,
  'change.undo': ({ change }) => ({ change }),
  'open.use': ({ thing }) => ({ rendition: thing.original, use: 'teaching', audience: 'medicalSetting' }),
  'open.custody': ({ thing }) => ({ rendition: thing.original, purpose: 'cataloguing' }),
  'open.export': ({ thing, folder }) => ({
    rendition: thing.original,
    use: 'teaching',
    audience: 'medicalSetting',
    file: join(folder, 'out.jpg'),
  }),
  'open.renew': ({ token }) => ({ url: token }),
  'subject.find': () => ({ text: 'Featherstone' }),
  'subject.show': ({ subject }) => ({ subject }),
  'subject.create': () => ({ ...facts, identifiers: [{ kind: 'nhs', issuer: '', value: '4505577104' }] }),
  'subject.change': ({ subject }) => ({ subject, facts, reason: 'because' }),
  'subject.noteStatus': ({ subject }) => ({ subject, note: 'because' }),
  'subject.careTeam': ({ subject }) => ({ subject, user: subject, from: day('2026-01-01'), to: null }),
  'subject.move': ({ subject, thing }) => ({
    ...onlyKeepers(thing),
    from: subject,
    to: subject,
    reason: 'because',
  }),
  'subject.merge': ({ subject }) => ({ keep: subject, merge: subject, reason: 'because' }),
  'subject.separate': ({ subject }) => ({ subject, reason: 'because' }),
  'subject.discard': ({ subject }) => ({ subject }),
  'subject.split': ({ subject, thing }) => ({ ...onlyKeepers(thing), subject, facts, reason: 'because' }),
  'agreement.create': ({ subject, thing }) => ({
    terms: terms(),
    subjects: [subject],
    recordings: [thing.recording],
  }),
  'agreement.discard': ({ thing }) => ({ agreement: thing.agreement as Id }),
  'agreement.show': ({ thing }) => ({ agreement: thing.agreement as Id }),
  'agreement.list': ({ subject }) => ({ subject }),
  'agreement.link': ({ thing, subject }) => ({
    agreement: thing.agreement as Id,
    subjects: [subject],
    recordings: [thing.recording],
  }),
  'agreement.unlink': ({ thing }) => ({
    agreement: thing.agreement as Id,
    recordings: [thing.recording],
    reason: 'because',
  }),
  'agreement.effect': ({ thing }) => ({
    agreement: thing.agreement as Id,
    event: { kind: 'withdrawn', on: day('2026-03-01') },
  }),
  'agreement.record': ({ thing }) => ({
    agreement: thing.agreement as Id,
    event: { kind: 'withdrawn', on: day('2026-03-01') },
  }),
  'agreement.attach': ({ thing, folder }) => ({
    agreement: thing.agreement as Id,
    path: join(folder, 'scan.png'),
  }),
  'agreement.openScan': ({ scan }) => ({ scan }),
  'form.templates': noId,
  'form.template': noId,
  'form.setTemplate': noId,
  'form.issue': ({ subject, thing }) => ({
    purpose: 'teaching',
    subjects: [subject],
    recordings: [thing.recording],
  }),
  'form.list': ({ subject }) => ({ subject }),
  'form.show': ({ form }) => ({ form }),
  'form.print': ({ form }) => ({ forms: [form] }),
  'form.receive': ({ folder }) => ({ path: join(folder, 'scan.png'), number: 'F-000001' }),
  'form.openScan': ({ formScan }) => ({ scan: formScan }),
  'form.enter': ({ form }) => ({ form, entry: ticked }),
  'session.handOver': ({ form }) => ({
    view: 'signing',
    form,
    signer: { ...terms(), leaflet: ticked.leaflet },
  }),
  'signing.show': handed,
  'signing.complete': handed,
  'form.void': ({ form }) => ({ form, reason: 'because' }),
  'anonymise.make': ({ thing }) => ({ recording: thing.recording, regions: [] }),
  'anonymise.start': ({ thing }) => ({ recording: thing.recording, regions: [] }),
  'anonymise.signOff': ({ thing }) => ({
    rendition: thing.copy as Id,
    lookedAt: ['face'],
    identifiability: 'notIdentifiable',
  }),
  'anonymise.discard': ({ thing }) => ({ rendition: thing.copy as Id }),
  'anonymise.propose': ({ thing }) => onlyKeepers(thing),
  'anonymise.preview': ({ thing }) => ({ recording: thing.recording, regions: [] }),
  'anonymise.residue': ({ thing }) => ({ rendition: thing.copy as Id }),
  'anonymise.rules': noId,
  'anonymise.setRules': noId,
  'bench.list': () => ({ offset: 0, limit: 100 }),
  'bench.open': ({ thing }) => ({ recording: thing.recording }),
  'bench.decide': ({ thing }) => ({ rendition: thing.original, draft: { regions: [], spans: [] } }),
  'template.list': layout,
  'template.learn': ({ thing }) => ({
    rendition: thing.original,
    name: 'Mine',
    regions: [{ x: 0, y: 0, w: 9, h: 9 }],
  }),
  'template.rename': layout,
  'template.remove': layout,
  'template.export': layout,
  'template.import': layout,
  'release.preview': ({ thing }) => ({
    ...onlyKeepers(thing),
    use: 'teaching',
    audience: 'medicalSetting',
    recipient: 'X',
  }),
  'release.make': ({ thing }) => ({
    ...onlyKeepers(thing),
    use: 'teaching',
    audience: 'medicalSetting',
    recipient: 'X',
  }),
  'release.list': ({ thing }) => ({ recording: thing.recording }),
  // Every hidden recording holds this very picture.
  'copies.find': () => ({
    path: sample('metadata-extractor__windowsXpFields.jpg'),
    use: 'teaching',
    audience: 'medicalSetting',
  }),
  // A check is known by an id of its own to the session that began it: tests/operations/lecture.test.ts.
  'lecture.begin': 'answers with a new id and nothing else',
  'lecture.progress': ({ thing }) => ({ check: thing.recording }),
  'lecture.verdict': ({ thing }) => ({
    check: thing.recording,
    use: 'teaching',
    audience: 'medicalSetting',
  }),
  'lecture.report': ({ thing }) => ({ check: thing.recording, use: 'teaching', audience: 'medicalSetting' }),
  'lecture.clean': ({ thing }) => ({
    check: thing.recording,
    use: 'teaching',
    audience: 'medicalSetting',
    file: 0,
  }),
  'lecture.forget': ({ thing }) => ({ check: thing.recording }),
  'release.recallLetter': ({ release }) => ({ release, by: day('2026-04-01') }),
  'release.settle': ({ release, thing }) => ({
    release,
    recording: thing.recording,
    state: 'returned',
    note: '',
  }),
  'disclosure.propose': ({ thing, subject }) => ({
    ...({ kind: 'preventHarm', means: 'copies', about: subject, hours: 1, reason: 'because' } as const),
    ...{ recipient: 'X', organisation: 'Y', senior: 'Z' },
    items: [
      {
        ...{ recording: thing.recording, rendition: thing.original },
        checks: [{ subject: null, answer: 'notShown' }],
      },
    ],
  }),
  'disclosure.confirm': ({ disclosure }) => ({ disclosure }),
  'disclosure.end': ({ disclosure }) => ({ disclosure, reason: 'because' }),
  'disclosure.look': ({ disclosure, thing }) => ({ disclosure, recording: thing.recording }),
  'disclosure.give': ({ disclosure, folder }) => ({ disclosure, folder: join(folder, 'given') }),
  'disclosure.review': ({ disclosure }) => ({ disclosure, outcome: 'inOrder', note: 'because' }),
  'disclosure.list': ({ thing }) => ({ recording: thing.recording }),
  'disclosure.show': ({ disclosure }) => ({ disclosure }),
  'disclosure.print': ({ disclosure }) => ({ disclosure }),
  'replacement.list': ({ thing }) => ({ recording: thing.recording }),
  'replacement.take': ({ thing }) => ({ old: thing.recording, by: thing.recording, reason: 'because' }),
  'circumstance.enter': ({ thing }) => ({
    ...onlyKeepers(thing),
    entry: {
      ...{ form: 'attempt', on: day('2026-03-01'), whom: 'patient' },
      ...{ means: 'call', outcome: 'notReached', note: '' },
    },
  }),
  'circumstance.list': ({ thing }) => ({ recording: thing.recording }),
  'seal.list': () => ({}),
  'seal.waiting': noId,
  'seal.name': ({ thing, subject }) => ({ recording: thing.recording, user: subject, reason: 'because' }),
  'seal.ask': ({ thing, subject }) => ({
    ...{ recording: thing.recording, second: subject, until: day('2026-03-12'), reason: 'because' },
  }),
  'seal.decide': ({ thing }) => ({ opening: thing.recording, opens: true }),
  'seal.close': ({ thing }) => ({ recording: thing.recording }),
  'seal.consulted': ({ thing }) => ({
    ...{ recording: thing.recording, colleague: 'Dr X', on: day('2026-03-01'), advice: '', why: 'because' },
  }),
  'queue.counts': noId,
  'queue.items': () => ({}),
  'round.list': () => ({}),
  'round.approach': ({ thing }) => ({
    agreements: [thing.agreement as Id],
    approach: { on: day('2026-03-01'), means: 'letter', outcome: 'sent' },
  }),
  'round.viewing': ({ thing }) => ({ agreement: thing.agreement as Id }),
  'round.shown': ({ thing }) => ({
    agreement: thing.agreement as Id,
    on: day('2026-03-01'),
    renditions: [thing.original],
  }),
  'queue.overview': noId,
  'queue.calendar': () => ({ from: day('2026-03-01'), to: day('2026-03-31') }),
  'queue.history': ({ obligation }) => ({ item: obligation }),
  'queue.worklist': ({ obligation }) => ({ items: [obligation] }),
  'queue.draft': ({ obligation }) => ({ items: [obligation] }),
  'queue.assign': ({ obligation }) => ({ items: [obligation], to: null }),
  'queue.whole': () => ({}),
  'queue.putOff': ({ obligation }) => ({ items: [obligation], until: day('2026-03-31'), reason: 'because' }),
  'queue.settle': ({ obligation }) => ({ item: obligation, outcome: 'keep', reason: 'because' }),
  'erasure.propose': ({ thing }) => ({ ...onlyKeepers(thing), why: 'because' }),
  'erasure.withdraw': ({ thing }) => ({ ...onlyKeepers(thing), reason: 'because' }),
  'erasure.approve': ({ thing }) => onlyKeepers(thing),
  'erasure.certificates': noId,
  'erasure.certificate': ({ thing }) => ({ certificate: thing.recording }),
  'erasure.certificatePdf': ({ thing }) => ({ certificate: thing.recording }),
  'trail.window': ({ thing }) => ({ about: thing.recording, offset: 0, limit: 100 }),
  'trail.verify': noId,
  'trail.checkpoint': () => ({}),
};
