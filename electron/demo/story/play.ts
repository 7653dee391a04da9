import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { signedForm } from '../paint/letter.ts';
import { type DemoUser, demoPlace, demoUsers, grouped, type PatientKey, patients } from '../people.ts';
import type { Ask, Stage } from '../stage.ts';
import { film, photograph, soundFile, stamped } from '../studio.ts';
import { agreements, type Given } from './agreements.ts';
import { foundingDay, type Part, parts, patientOf, type StoryDay, storyDays } from './recordings.ts';

/** What of the story is known by its key as it is played. */
interface Cast {
  readonly stage: Stage;
  readonly seed: number;
  readonly files: Map<string, string>;
  readonly recordings: Map<string, Id>;
  readonly numbers: Map<Id, string>;
  readonly subjects: Map<PatientKey, Id>;
  readonly users: Map<DemoUser['key'], Id>;
  readonly agreements: Map<Given, Id>;
}

const lookedAt = ['Face', 'Tattoo', 'Scar', 'Jewellery', 'The room', 'A date', 'Writing'];
const inParallel = 3;

/** The id behind a key. @throws RangeError where the story names what it has not brought in. */
function known<Key>(map: ReadonlyMap<Key, Id>, key: Key): Id {
  const id = map.get(key);
  if (!id) throw new RangeError(`The story names ${String(key)} before it is there`);
  return id;
}

async function makeFile({ stage, seed, files }: Cast, part: Part): Promise<void> {
  const day = stage.dayAgo(part.taken);
  const taken = {
    file: part.file,
    day,
    clock: part.clock,
    patient: part.of[0] ?? null,
    camera: part.camera ?? true,
  };
  const made = part.make(patientOf(part), day, seed * 1_000);
  const path =
    made.kind === 'picture'
      ? await photograph(stage, made.drawing, taken)
      : made.kind === 'sound'
        ? await soundFile(stage, made.bytes, taken)
        : await film(stage, made, taken);
  if (path !== null) files.set(part.key, path);
}

/** Draws everything there will be, a few at a time. */
async function makeFiles(cast: Cast): Promise<void> {
  const waiting = parts.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const part of waiting) {
      await makeFile(cast, part);
      done += 1;
      cast.stage.tell((0.5 * done) / parts.length, 'Drawing the recordings');
    }
  };
  await Promise.all(Array.from({ length: inParallel }, work));
}

async function addUsers(cast: Cast, founder: Ask, passphrase: string): Promise<void> {
  for (const { key, name, role } of demoUsers.slice(1)) {
    cast.users.set(key, (await founder('user.add', { name, role, passphrase })).id);
  }
}

async function addPatients(cast: Cast, ask: Ask): Promise<void> {
  for (const [key, { nhs, ...names }] of Object.entries(patients)) {
    const { id } = await ask('subject.create', {
      ...names,
      bornOn: names.bornOn as Input<'subject.create'>['bornOn'],
      diedOn: null,
      appointedPerson: false,
      identifiers: [{ kind: 'nhs', issuer: '', value: nhs }],
    });
    cast.subjects.set(key as PatientKey, id);
    const user = known(cast.users, 'oluwaseun');
    await ask('subject.careTeam', { subject: id, user, from: cast.stage.dayAgo(foundingDay), to: null });
  }
}

async function takeIn(cast: Cast, ask: Ask, on: StoryDay, more: readonly string[]): Promise<void> {
  const { stage, files, recordings } = cast;
  const today = parts.filter((part) => part.on === on && files.has(part.key));
  const paths = [...today.map(({ key }) => files.get(key) ?? ''), ...more];
  if (paths.length === 0) return;
  const { job } = await ask('import.start', { paths });
  await stage.ended(ask, job);
  const { items } = await ask('job.show', { job, limit: 1_000 });
  for (const [at, part] of today.entries()) {
    const recording = items[at]?.recording;
    if (!recording) throw new RangeError(`${part.file} was not taken in: ${items[at]?.error?.message}`);
    recordings.set(part.key, recording.id);
    cast.numbers.set(recording.id, recording.number);
  }
  for (const { key, class: said, of } of today) {
    if (said === null) continue;
    await ask('recording.classify', {
      recordings: [known(recordings, key)],
      classification: { ...said, subjects: of.map((patient) => known(cast.subjects, patient)) },
    });
  }
}

const informed = {
  purpose: true,
  viewers: true,
  circumstances: true,
  copies: true,
  storage: true,
  retention: true,
  careUnaffected: true,
  timeToConsider: true,
} as const;

const termsOf = ({ stage }: Cast, given: Given): Input<'agreement.create'>['terms'] => ({
  toMake: given.toMake ?? true,
  uses: given.uses,
  givenBy: 'patient',
  givenByName: '',
  ...given.by,
  givenOn: stage.dayAgo(given.givenAgo),
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: given.under16 ?? false, hasCapacity: !given.under16, deceased: false },
  capacityNote: false,
  informed,
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: false,
  keepUntil: given.keepUntilAgo === undefined ? null : stage.dayAgo(given.keepUntilAgo),
});

/** The signed form behind an agreement, as the department's scanner gives it. */
async function scanOf(
  { stage, seed }: Cast,
  { of: [key = 'bronwen'], uses, givenAgo }: Given,
): Promise<string> {
  const patient = patients[key];
  const path = join(stage.folder, `form ${key}.jpg`);
  const drawing = signedForm({
    seed: seed + givenAgo,
    place: demoPlace,
    name: `${patient.givenName} ${patient.familyName}`,
    number: grouped(patient.nhs),
    day: stamped(stage.dayAgo(givenAgo)),
    title: 'Agreement to recordings',
    agreed: ['The recordings may be made', ...uses.map((use) => `They may be used for ${use}`)],
  });
  await writeFile(path, await stage.media.draw(drawing));
  return path;
}

async function agree(cast: Cast, ask: Ask, on: StoryDay): Promise<void> {
  for (const given of agreements.filter((one) => one.on === on)) {
    const there = given.recordings.filter((key) => cast.recordings.has(key));
    const { id } = await ask('agreement.create', {
      terms: termsOf(cast, given),
      subjects: given.of.map((key) => known(cast.subjects, key)),
      recordings: there.map((key) => known(cast.recordings, key)),
    });
    cast.agreements.set(given, id);
    if (given.scan) await ask('agreement.attach', { agreement: id, path: await scanOf(cast, given) });
  }
}

async function laterEvents(cast: Cast, ask: Ask, on: StoryDay): Promise<void> {
  for (const given of agreements) {
    for (const { kind, note } of given.later?.filter((event) => event.on === on) ?? []) {
      const event = { kind, note, on: cast.stage.dayAgo(on) };
      await ask('agreement.record', { agreement: known(cast.agreements, given), event });
    }
  }
}

async function anonymise(cast: Cast, ask: Ask, on: StoryDay): Promise<void> {
  const today = parts.flatMap(({ key, copy, on: day }) => (day === on && copy ? [{ key, copy }] : []));
  for (const { key, copy } of today) {
    if (!cast.recordings.has(key)) continue;
    const regions = copy.regions.map((region) => ({ ...region }));
    const { rendition } = await ask('anonymise.make', { recording: known(cast.recordings, key), regions });
    if (copy.judged === null) continue;
    // Its painter knows what is left: scales, sides and settings, none of which names anybody.
    const judged = { lookedAt, identifiability: copy.judged, residueSeen: true };
    await ask('anonymise.signOff', { rendition: rendition.id, ...judged });
  }
}

interface Lending {
  readonly recordings: readonly string[];
  readonly use: 'teaching' | 'research';
  readonly recipient: string;
  readonly organisation: string;
  readonly purpose: string;
}

/** Releases go into a folder of the story, which goes with it; the library remembers who has them. */
async function release(cast: Cast, ask: Ask, lending: Lending): Promise<Id> {
  const { recordings, ...asked } = lending;
  const { release: made, items } = await ask('release.make', {
    ...asked,
    recordings: recordings.map((key) => known(cast.recordings, key)),
    audience: 'medicalSetting',
    folder: join(cast.stage.folder, `release ${recordings.join(' ')}`),
  });
  if (made) return made.id;
  throw new RangeError(`A release of the story was refused: ${items[0]?.decision.reasons.join(' ')}`);
}

async function firstDay(cast: Cast, ask: Ask): Promise<void> {
  await release(cast, ask, {
    recordings: ['nia'],
    use: 'research',
    recipient: 'Dr Katarzyna Wiśniewska-Dąbrowska',
    organisation: 'Dermatology research group',
    purpose: 'Study of contact allergy',
  });
  await release(cast, ask, {
    recordings: ['wound1', 'endoscopy'],
    use: 'teaching',
    recipient: 'Dr Siân Featherstonehaugh',
    organisation: 'Medical school',
    purpose: 'Lectures for third-year students',
  });
}

async function settleCopies(
  cast: Cast,
  ask: Ask,
  key: string,
  state: 'returned' | 'destroyed',
  note: string,
) {
  const recording = known(cast.recordings, key);
  const { releases } = await ask('release.list', { recording });
  for (const { id } of releases) await ask('release.settle', { release: id, recording, state, note });
}

/** An order of a court: proposed by the custodian, confirmed by governance, and open until the copies have left. */
async function disclose(cast: Cast, ask: Ask, key: string, patient: PatientKey): Promise<void> {
  const recording = known(cast.recordings, key);
  const { renditions } = await ask('recording.show', { recording });
  const original = renditions.find(({ kind }) => kind === 'original');
  if (!original) throw new RangeError(`${key} has no original`);
  const { id } = await ask('disclosure.propose', {
    ...{ kind: 'requiredByLaw', means: 'copies', about: known(cast.subjects, patient), viewer: null },
    ...{ recipient: 'Her Honour Judge Mair Gethin', organisation: 'County Court', senior: '' },
    reason: 'The court asks for the pictures of the examination.',
    basis: 'The order C 1182, which lies with the legal services',
    hours: 14 * 24,
    items: [{ recording, rendition: original.id, checks: [{ subject: null, answer: 'notShown' }] }],
  });
  const governance = await cast.stage.as('przemyslaw');
  await governance('disclosure.confirm', { disclosure: id });
}

/** What happens beside the tables on each day. */
const happenings: Readonly<Record<StoryDay, (cast: Cast, ask: Ask) => Promise<void>>> = {
  400: firstDay,
  330: async (cast, ask) => {
    await release(cast, ask, {
      recordings: ['tadeusz'],
      use: 'teaching',
      recipient: 'Professor Catrin Haf',
      organisation: 'School of Nursing',
      purpose: 'A course on pressure ulcers',
    });
    await settleCopies(cast, ask, 'nia', 'destroyed', 'The recipient has confirmed it in writing.');
    const recordings = [known(cast.recordings, 'nia')];
    await ask('erasure.propose', {
      recordings,
      why: 'The patient has withdrawn; nothing else allows it to be kept.',
    });
  },
  328: async (cast) => {
    const governance = await cast.stage.as('przemyslaw');
    const recording = known(cast.recordings, 'nia');
    const { renditions } = await governance('recording.show', { recording });
    for (const { id } of renditions.filter(({ kind }) => kind === 'original'))
      await governance('open.custody', { rendition: id, purpose: 'approvingErasure' });
    const { refused } = await governance('erasure.approve', { recordings: [recording] });
    if (refused[0]) throw new RangeError(`The erasure of the story was refused: ${refused[0].message}`);
  },
  150: async (cast, ask) => {
    await settleCopies(cast, ask, 'tadeusz', 'returned', 'The disc came back by internal post.');
    await release(cast, ask, {
      recordings: ['rhodri'],
      use: 'teaching',
      recipient: 'Małgorzata Brzezińska-Kowalczyk',
      organisation: 'Welsh Wound Network',
      purpose: 'A conference poster',
    });
  },
  20: async (cast, ask) => {
    await ask('recording.hold', {
      recordings: [known(cast.recordings, 'rhodri')],
      reason: 'Legal proceedings: the claim has been notified.',
      held: true,
      senior: 'Mererid Pryce, head of legal services',
      until: cast.stage.dayAgo(-160),
    });
  },
  0: async (cast, ask) => {
    await disclose(cast, ask, 'ultrasound', 'myfanwy');
    if (!cast.recordings.has('consultation')) return;
    const recordings = [known(cast.recordings, 'consultation')];
    await ask('erasure.propose', { recordings, why: 'The patient has withdrawn; no other use remains.' });
  },
};

/** What else lies on a camera card: a file twice, one that was erased, a note with the wrong ending, an empty file. */
async function oddities({ stage, files }: Cast): Promise<string[]> {
  const note = join(stage.folder, 'shopping list.jpg');
  const empty = join(stage.folder, 'DSC_0999.JPG');
  await writeFile(note, 'Gauze, tape, batteries for the flash.\n');
  await writeFile(empty, '');
  return [...['wound1', 'nia'].flatMap((key) => files.get(key) ?? []), note, empty];
}

async function playDay(cast: Cast, on: StoryDay): Promise<void> {
  await cast.stage.turnTo(on);
  if (on === 328) return happenings[on](cast, await cast.stage.as('przemyslaw'));
  const ask = await cast.stage.as('angharad');
  if (on === 400) await addPatients(cast, ask);
  await takeIn(cast, ask, on, on === 0 ? await oddities(cast) : []);
  await agree(cast, ask, on);
  await laterEvents(cast, ask, on);
  await anonymise(cast, ask, on);
  await happenings[on](cast, ask);
}

/** A recording of the finished story and what it shows. */
export interface Shown {
  readonly id: Id;
  readonly number: string;
  readonly shows: string;
}

/** Plays the story through the ordinary operations; the library has been made, on its first day, by the first user. */
export async function play(stage: Stage, founder: Ask, passphrase: string, seed: number): Promise<Shown[]> {
  const cast: Cast = {
    stage,
    seed,
    files: new Map(),
    recordings: new Map(),
    numbers: new Map(),
    subjects: new Map(),
    users: new Map(),
    agreements: new Map(),
  };
  const drawing = makeFiles(cast);
  await Promise.all([drawing, addUsers(cast, founder, passphrase)]);
  for (const [at, on] of storyDays.entries()) {
    stage.tell(0.5 + (0.5 * at) / storyDays.length, 'Living through its first year');
    await playDay(cast, on);
  }
  return parts.flatMap(({ key, shows }) => {
    const id = cast.recordings.get(key);
    return id ? [{ id, number: cast.numbers.get(id) ?? '', shows }] : [];
  });
}
