import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import { bech32Decode } from '../../electron/vault/bech32.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { pick, whole } from '../bench/seeded.ts';
import { terms } from '../operations/erasure-story.ts';
import { noise, sha256 } from './files.ts';
import type { DatabaseKeys } from './inspect.ts';
import type { OpenedLibrary } from './library.ts';

const samples = join(import.meta.dirname, '..', 'samples');
const picture = readFileSync(join(samples, 'metadata-extractor__windowsXpFields.jpg'));
const paper = readFileSync(join(samples, 'metadata-extractor__dotnet-256x256-alpha-palette.png'));

/** A recording with everything that can be tied to it, and all by which something left of it would be known. */
export interface Planted {
  readonly recording: Id;
  readonly content: Buffer;
  readonly sha256: string;
  /** Every word entered of it, the ids of its files and their keys as text. */
  readonly words: readonly string[];
  /** The keys as raw bytes. */
  readonly rawKeys: readonly Buffer[];
  /** The files stored of it. */
  readonly contents: readonly Buffer[];
  /** Their ids stay in the trail, but no preview may be left under them. */
  readonly renditions: readonly Id[];
}

/** Where a library lies and with which keys its databases open. */
export interface Ground {
  readonly place: string;
  readonly folder: string;
  readonly keys: DatabaseKeys;
  readonly random: () => number;
}

/** A word that no dictionary and no other recording has. */
function word(random: () => number): string {
  let text = '';
  for (let at = 0; at < 6; at += 1)
    text += `${pick(random, [...'bdfgklmnprstvz'])}${pick(random, [...'aeiou'])}`;
  return text;
}

interface Words {
  readonly family: string;
  readonly given: string;
  readonly hospital: string;
  readonly file: string;
  readonly giver: string;
  readonly confirmed: string;
  readonly held: string;
  readonly label: string;
}

function wordsOf(random: () => number): Words {
  const own = (): string => word(random);
  return {
    family: `${own()}ova`,
    given: own(),
    hospital: `XQ${1_000_000 + whole(random, 8_999_999)}${1_000 + whole(random, 8_999)}`,
    file: `${own()}-wound`,
    giver: `${own()} the elder`,
    confirmed: `${own()} was said at the clinic`,
    held: `${own()} for the solicitor`,
    label: `${own()} at the rim`,
  };
}

const subjectOf = (words: Words) => ({
  familyName: words.family,
  givenName: words.given,
  bornOn: '1961-05-06' as Day,
  diedOn: null,
  appointedPerson: false,
  identifiers: [{ kind: 'hospital' as const, issuer: 'RXQ', value: words.hospital }],
});

async function takeIn(library: OpenedLibrary, path: string, subject: Id): Promise<Id> {
  const made = { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day };
  const classify = { category: 'other', madeFor: 'teaching', circumstances: 'planned', made } as const;
  const [item] = await library.takeIn(path, { ...classify, subjects: [subject] });
  if (!item?.recording) throw new Error(`${path} was not stored: ${item?.error?.message ?? item?.state}`);
  return item.recording.id;
}

/** Takes a recording in, with its patient, agreement, signed form, hold, label and now and then a copy. */
export async function plant(library: OpenedLibrary, ground: Ground): Promise<Planted> {
  const { folder, random } = ground;
  const words = wordsOf(random);
  const content = Buffer.concat([picture, noise(random, whole(random, 4) === 0 ? 400_000 : 2_000)]);
  const form = Buffer.concat([paper, noise(random, 600)]);
  const path = join(folder, `${words.file}.jpg`);
  const formPath = join(folder, `form-${words.file}.png`);
  writeFileSync(path, content);
  writeFileSync(formPath, form);
  const { id: subject } = await library.call('subject.create', subjectOf(words));
  const recording = await takeIn(library, path, subject);
  const { id: agreement } = await library.call('agreement.create', {
    terms: terms(words.giver),
    subjects: [subject],
    recordings: [recording],
  });
  await library.call('agreement.attach', { agreement, path: formPath });
  const event = { kind: 'confirmed', on: '2026-03-01' as Day, note: words.confirmed } as const;
  await library.call('agreement.record', { agreement, event });
  for (const held of [true, false])
    await library.call('recording.hold', {
      recordings: [recording],
      reason: words.held,
      held,
      senior: 'Dr Bell',
      until: '2099-12-31' as Day,
    });
  await library.call('recording.label', { recordings: [recording], add: [words.label] });
  const copy = whole(random, 4) === 0 ? await anonymised(library, recording) : null;
  for (const source of [path, formPath]) rmSync(source);
  const stored = storedOf(ground, recording, agreement);
  return {
    recording,
    content,
    sha256: sha256(content),
    renditions: stored.renditions,
    words: [...Object.values(words), ...stored.blobs, ...stored.identities],
    rawKeys: stored.identities.map(rawKey),
    contents: copy ? [content, form, copy] : [content, form],
  };
}

async function anonymised(library: OpenedLibrary, recording: Id): Promise<Buffer> {
  const { rendition } = await library.call('anonymise.make', {
    recording,
    regions: [{ x: 8, y: 8, w: 40, h: 24 }],
  });
  return library.bytesOf(rendition.id, 'cataloguing');
}

const rawKey = (text: string): Buffer => Buffer.from(bech32Decode('age-secret-key-', text.toLowerCase()));

/** What is stored of a recording and its agreement: files, their keys and renditions. */
function storedOf({ place, keys }: Ground, recording: Id, agreement: Id) {
  const db = openEncryptedDatabase(join(place, 'catalogue.db'), keys.catalogue);
  const column = (question: string, ...values: string[]) =>
    db
      .prepare<string[], Id>(question)
      .pluck()
      .all(...values);
  const ofIt = 'FROM rendition JOIN recording ON recording.number = rendition.recording';
  const blobs = column(
    `SELECT blob ${ofIt} WHERE recording.id = ? UNION
       SELECT blob FROM scan JOIN agreement ON agreement.number = scan.agreement WHERE agreement.id = ?`,
    recording,
    agreement,
  );
  const renditions = column(`SELECT rendition.id ${ofIt} WHERE recording.id = ?`, recording);
  db.close();
  const stored = openEncryptedDatabase(join(place, 'blobkeys.db'), keys.catalogue);
  const identities = blobs.map((blob) =>
    String(stored.prepare('SELECT identity FROM blob_key WHERE blob = ?').pluck().get(blob)),
  );
  stored.close();
  return { blobs, renditions, identities };
}
