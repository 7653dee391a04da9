import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold, type Rig, sample } from './rig.ts';

/** A recording's life up to its withdrawal, with words of its own wherever words can be left. */
export interface Story {
  readonly recording: Id;
  readonly number: string;
  readonly subject: Id;
  readonly agreement: Id;
  readonly scan: Id;
  readonly original: Id;
  readonly anonymised: Id;
  readonly release: string;
  /** The files that were stored of it. */
  readonly contents: readonly Buffer[];
  readonly path: string;
}

/** Every word that tells of the patient, none of which occurs elsewhere in the library. */
export const words = {
  family: 'Quillfeather',
  given: 'Zebediah',
  nhs: '943 476 5919',
  hospital: 'XQ7719433',
  file: 'knee-wound-zq7.jpg',
  giver: 'Zebediah Q senior',
  confirmed: 'gooseberry was said at the clinic',
  withdrawn: 'marmalade is why it was taken back',
  held: 'turnip for the solicitor',
  lifted: 'parsnip says the solicitor',
  lookedAt: 'the tattoo of a cormorant',
  changed: 'rhubarb made me spell it so',
  label: 'samphire at the rim',
  collection: 'Dandelion for the Tuesday round',
  view: 'Sorrel and the Quillfeather knee',
} as const;

/** The same as somebody searching for them would spell them. */
export const spellings: readonly string[] = [
  ...Object.values(words),
  '9434765919',
  'knee-wound-zq7',
  'zebediah quillfeather',
  '1961-05-06',
];

export const terms = (givenByName: string): Input<'agreement.create'>['terms'] => ({
  toMake: true,
  uses: ['teaching'],
  givenBy: 'patient',
  givenByName,
  givenOn: '2026-01-10' as Day,
  form: 'written',
  notedInRecord: true,
  subjectThen: { under16: false, hasCapacity: true, deceased: false },
  capacityNote: true,
  informed: {
    purpose: true,
    viewers: true,
    circumstances: true,
    copies: true,
    storage: true,
    retention: true,
    careUnaffected: true,
    timeToConsider: true,
  },
  viewers: [],
  copiesAllowed: true,
  identifiableAllowed: true,
  keepUntil: null,
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const digests = ({ contents }: Story): readonly string[] => contents.map(sha256);

/** Takes the recording in, ties everything to it that can be tied, and lets a copy out. */
export async function live(rig: Rig, who: string): Promise<Story> {
  const subject = await makePatient(rig, who);
  const content = Buffer.concat([
    readFileSync(sample('metadata-extractor__windowsXpFields.jpg')),
    Buffer.from('the picture of the story'),
  ]);
  const path = join(rig.files({ [words.file]: content }), words.file);
  const recording = await rig.take(who, path, {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
    subjects: [subject],
  });
  const made = await rig.call(who, 'anonymise.make', { recording, regions: [{ x: 8, y: 8, w: 40, h: 24 }] });
  const anonymised = made.rendition.id;
  await rig.call(who, 'anonymise.signOff', {
    rendition: anonymised,
    lookedAt: [words.lookedAt],
    identifiability: 'notIdentifiable',
  });
  const { agreement, scan, form } = await agree(rig, who, subject, recording);
  await rig.call(who, 'recording.hold', {
    recordings: [recording],
    reason: words.held,
    held: true,
    ...agreedHold,
  });
  await rig.call(who, 'recording.hold', { recordings: [recording], reason: words.lifted, held: false });
  const released = await rig.call(who, 'release.make', {
    recordings: [recording],
    use: 'teaching',
    audience: 'medicalSetting',
    recipient: 'Professor Nightjar',
    folder: rig.files({}),
  });
  await putInOrder(rig, who, recording);
  const shown = await rig.call(who, 'recording.show', { recording });
  const copy = await bytesOf(rig, who, anonymised);
  return {
    recording,
    number: shown.number,
    subject,
    agreement,
    scan,
    original: shown.renditions.find(({ kind }) => kind === 'original')?.id as Id,
    anonymised,
    release: released.release?.number ?? 'nothing was released',
    contents: [content, copy, form],
    path,
  };
}

/** Labels it, rates it, collects it and keeps a search for its patient. */
async function putInOrder(rig: Rig, who: string, recording: Id): Promise<void> {
  const recordings = [recording];
  await rig.call(who, 'recording.label', { recordings, add: [words.label] });
  await rig.call(who, 'recording.rate', { recordings, rating: 4 });
  const { id } = await rig.call(who, 'collection.create', { name: words.collection });
  await rig.call(who, 'collection.add', { collection: id, recordings });
  await rig.call(who, 'view.save', { name: words.view, query: { text: `subject:${words.family}` } });
}

async function makePatient(rig: Rig, who: string): Promise<Id> {
  const facts = {
    familyName: 'Quilfeather',
    givenName: words.given,
    bornOn: '1961-05-06' as Day,
    diedOn: null,
    appointedPerson: false,
    capacityRegainedOn: null,
    lastSeenOn: null,
    identifiers: [
      { kind: 'nhs' as const, issuer: '', value: words.nhs },
      { kind: 'hospital' as const, issuer: 'RXQ', value: words.hospital },
    ],
  };
  const { id } = await rig.call(who, 'subject.create', facts);
  await rig.call(who, 'subject.change', {
    subject: id,
    facts: { ...facts, familyName: words.family },
    reason: words.changed,
  });
  return id;
}

async function bytesOf(rig: Rig, who: string, rendition: Id): Promise<Buffer> {
  const { url } = await rig.call(who, 'open.custody', { rendition, purpose: 'cataloguing' });
  const served = await rig.media(who, url);
  if (!served) throw new Error('The rendition is not served');
  return served.bytes;
}

async function agree(rig: Rig, who: string, subject: Id, recording: Id) {
  const { id: agreement } = await rig.call(who, 'agreement.create', {
    terms: terms(words.giver),
    subjects: [subject],
    recordings: [recording],
  });
  const form = Buffer.concat([
    readFileSync(sample('metadata-extractor__dotnet-256x256-alpha-palette.png')),
    Buffer.from('the signed form of the story'),
  ]);
  const { scan } = await rig.call(who, 'agreement.attach', {
    agreement,
    path: join(rig.files({ 'form.png': form }), 'form.png'),
  });
  await rig.call(who, 'agreement.record', {
    agreement,
    event: { kind: 'confirmed', on: '2026-03-01' as Day, note: words.confirmed },
  });
  return { agreement, scan, form };
}

/** The patient takes the permission back; the recording is out of use at once. */
export const withdraw = (rig: Rig, who: string, { agreement }: Story) =>
  rig.call(who, 'agreement.record', {
    agreement,
    event: { kind: 'withdrawn', on: '2026-03-09' as Day, note: words.withdrawn },
  });

/** Proposes and approves by two people, who must be independent. */
export async function erase(rig: Rig, proposer: string, approver: string, recordings: readonly Id[]) {
  await rig.call(proposer, 'erasure.propose', {
    recordings: [...recordings],
    why: 'The permission was withdrawn.',
  });
  return rig.approve(approver, recordings);
}

export const aDay = 25 * 3_600_000;
