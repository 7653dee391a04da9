import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { cellOf } from '../../electron/catalogue/sqlite/cell.ts';
import { chunkSize, Grid } from '../../electron/catalogue/sqlite/grid.ts';
import { migrate } from '../../electron/catalogue/sqlite/migrate.ts';
import { fill } from '../../electron/catalogue/sqlite/migrations/002-order.ts';
import { createCatalogue } from '../../electron/catalogue/sqlite/open.ts';
import { fileWords, subjectWords } from '../../electron/catalogue/sqlite/words.ts';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import { queueNames } from '../../shared/domain/obligation/obligation.ts';
import { categories, circumstances, uses } from '../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../shared/domain/recording/state.ts';
import { sameWords } from '../../shared/domain/search/words.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { givenName, nhsNumber, surname } from './made-up-people.ts';
import { hexId, pick, seeded, whole } from './seeded.ts';

/** Raised with every change of what is generated or of the schema, so that an old cache is not measured. */
const edition = 6;

export const benchKey = new Uint8Array(32).fill(0x42);
/** Clinicians who each see some thousands of recordings by care team. */
export const clinicians = Array.from({ length: 40 }, (_, index) => hexId(seeded(1_000 + index)));

export const labels = ['lecture', 'follow-up', 'left hand', 'right hand', 'before', 'after'];
const collections = 20;
const departments = ['derm', 'ophth', 'theatre', 'ward', 'clinic', 'plastics', 'vascular', 'wound'];

interface Words {
  readonly subject: string;
  readonly surname: string;
}

function addSubjects(db: Database.Database, count: number): Words[] {
  const random = seeded(11);
  const add = db.prepare(
    'INSERT INTO subject (number, id, family_name, given_name, born_on, appointed_person) VALUES (?, ?, ?, ?, ?, 0)',
  );
  const addNumber = db.prepare("INSERT INTO subject_identifier VALUES (?, 0, 'nhs', '', ?, ?)");
  const addWord = db.prepare('INSERT INTO subject_word VALUES (?, ?)');
  const subjects: Words[] = [{ subject: '', surname: '' }];
  db.transaction(() => {
    for (let number = 1; number <= count; number += 1) {
      const family = surname(random);
      const given = givenName(random);
      const nhs = nhsNumber(random);
      const born = `${1930 + whole(random, 90)}-0${1 + whole(random, 9)}-1${whole(random, 10)}`;
      add.run(number, hexId(random), family, given, born);
      addNumber.run(number, nhs, nhs);
      const words = subjectWords({ family_name: family, given_name: given }, [{ value: nhs }]);
      for (const word of words) addWord.run(word, number);
      subjects.push({ subject: words.join(' '), surname: family });
    }
  })();
  return subjects;
}

function fileName(random: () => number, family: string, number: number): string {
  const chance = random();
  if (chance < 0.4) return `IMG_${1_000 + whole(random, 9_000)}.JPG`;
  if (chance < 0.7) return `${family}_${2005 + whole(random, 20)}-0${1 + whole(random, 9)}.jpg`;
  return `${pick(random, departments)}_${whole(random, 40)}_case${number % 50_000}.jpg`;
}

const day = (random: () => number): Day =>
  new Date(Date.UTC(1998, 0, 1) + whole(random, 10_000) * 86_400_000).toISOString().slice(0, 10) as Day;

function recordingOf(random: () => number, number: number) {
  const state = random() < 0.005 ? 'erased' : random() < 0.01 ? 'quarantined' : 'active';
  const made = random() < 0.9 ? day(random) : null;
  const open = random() < 0.3 ? 2 : 0;
  const sees = { custodian: 3, clinician: open, educator: open, researcher: random() < 0.2 ? 2 : 0 };
  const visibility =
    sees.custodian | (sees.clinician << 2) | (sees.educator << 4) | (sees.researcher << 6) | (3 << 8);
  return {
    number,
    id: hexId(random),
    kind: pick(random, [...kinds, 'photo', 'photo', 'photo', 'photo'] as const),
    state,
    standing: state === 'quarantined' ? ('quarantined' as const) : pick(random, standings),
    category: random() < 0.8 ? pick(random, categories) : null,
    made_for: random() < 0.8 ? pick(random, uses) : null,
    circumstances: random() < 0.8 ? pick(random, circumstances) : null,
    made_earliest: made,
    made_latest: made,
    rating: random() < 0.3 ? whole(random, 6) : null,
    visibility: state === 'erased' ? 0 : visibility,
  } as const;
}

const insertion = `INSERT INTO recording (number, id, kind, state, standing, container, codecs, width, height, bytes,
  made_earliest, made_latest, made_source, added_at, added_by, file_name, mark, category, made_for, circumstances,
  caller_notice, colleague_consulted, medico_legal_investigation, coroner_discussed, external_filming,
  bodies_informed, visibility, rating) VALUES (@number, @id, @kind, @state, @standing, 'jpeg', '["jpeg"]', 4000, 3000,
  3500000, @made_earliest, @made_latest, 'camera', @added_at, @added_by, @file_name, @mark, @category, @made_for,
  @circumstances, 0, 0, 0, 0, 0, 0, @visibility, @rating)`;

function addRecordings(db: Database.Database, rows: number, subjects: readonly Words[], grid: Grid): void {
  const random = seeded(12);
  const add = db.prepare(insertion);
  const addLink = db.prepare('INSERT INTO recording_subject VALUES (?, ?, 0)');
  const addText = db.prepare('INSERT INTO recording_text VALUES (?, ?)');
  const addViewer = db.prepare('INSERT INTO recording_viewer VALUES (?, ?, ?, ?)');
  const addLikeness = db.prepare('INSERT INTO likeness VALUES (?, ?, ?, ?, ?)');
  const addLabel = db.prepare('INSERT INTO recording_label VALUES (?, ?)');
  const addRendition = db.prepare(
    "INSERT INTO rendition VALUES (?, ?, 'original', NULL, ?, 'jpeg', 4000, 3000, 3500000, ?, ?, ?, NULL, NULL)",
  );
  const name = db.prepare('INSERT INTO label VALUES (?, ?, ?)');
  for (const [index, label] of labels.entries()) name.run(index + 1, label, sameWords(label));
  const started = Date.UTC(2010, 0, 1);
  const portion = 50_000;
  for (let from = 1; from <= rows; from += portion) {
    db.transaction(() => {
      for (let number = from; number < from + portion && number <= rows; number += 1) {
        const row = recordingOf(random, number);
        const subject = 1 + whole(random, subjects.length - 1);
        const words = subjects[subject] as Words;
        const file_name = fileName(random, words.surname, number);
        const added_at = new Date(started + number * 400_000).toISOString();
        const added_by = pick(random, clinicians);
        add.run({ ...row, file_name, added_at, added_by, mark: hexId(random) + hexId(random) });
        grid.set(number, cellOf(row));
        if (row.state === 'erased') continue;
        addLink.run(number, subject);
        addText.run(number, [...new Set([...fileWords(file_name), ...words.subject.split(' ')])].join(' '));
        addRendition.run(hexId(random), number, hexId(random), hexId(random), added_at, added_by);
        addLikeness.run(number, ...[0, 0, 0, 0].map(() => whole(random, 65_536)));
        if (random() < 0.05) addLabel.run(1 + whole(random, labels.length), number);
        const treats = random() < 0.8 ? 1 : 0;
        if (random() < 0.2) addViewer.run(pick(random, clinicians), number, treats ? 3 : 1, treats);
      }
    })();
  }
}

/** Collections of a few thousand each, and duties that are open for one recording in ten. */
function addWork(db: Database.Database, rows: number): void {
  const random = seeded(13);
  const addCollection = db.prepare('INSERT INTO collection VALUES (?, ?, ?, ?, ?, ?)');
  const put = db.prepare('INSERT OR IGNORE INTO collection_recording VALUES (?, ?)');
  const owe =
    db.prepare(`INSERT INTO obligation (id, recording, queue, paragraph, reason, due, action, raised_at, source)
    VALUES (?, ?, ?, '[16]', 'It is to be looked at.', ?, 'appraise', ?, 'facts')`);
  const found = db
    .prepare<[number], number>("SELECT number FROM recording WHERE number = ? AND state <> 'erased'")
    .pluck();
  const some = (): number | undefined => found.get(1 + whole(random, rows));
  db.transaction(() => {
    for (let collection = 1; collection <= collections; collection += 1) {
      const name = `Lecture ${collection}`;
      addCollection.run(
        collection,
        hexId(random),
        name,
        sameWords(name),
        pick(random, clinicians),
        '2020-01-01',
      );
      for (let count = Math.ceil(rows / 400); count > 0; count -= 1) put.run(collection, some() ?? 1);
    }
    for (let count = Math.ceil(rows / 10); count > 0; count -= 1) {
      const recording = some();
      const on = day(random);
      if (recording) owe.run(hexId(random), recording, pick(random, queueNames), on, `${on}T09:00:00.000Z`);
    }
  })();
}

function make(path: string, rows: number): void {
  const db = openEncryptedDatabase(path, benchKey);
  // The cache is thrown away where it is not finished, so nothing needs to survive a power cut.
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -262144');
  db.pragma('wal_autocheckpoint = 20000');
  const grid = new Grid();
  addRecordings(db, rows, addSubjects(db, Math.max(10, Math.floor(rows / 5))), grid);
  const addChunk = db.prepare('INSERT INTO grid VALUES (?, ?)');
  db.transaction(() => {
    for (let chunk = 0; chunk * chunkSize < grid.size; chunk += 1)
      addChunk.run(chunk, Buffer.from(grid.chunk(chunk)));
  })();
  addWork(db, rows);
  fill(db);
  db.exec('ANALYZE');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** A catalogue of so many made-up recordings, made once and kept under `.cache/bench/`. */
export async function largeCatalogue(rows: number): Promise<string> {
  const folder = join(import.meta.dirname, '../../.cache/bench');
  const path = join(folder, `catalogue-${rows}-${edition}.db`);
  if (existsSync(path)) {
    // One of an earlier schema is brought up to date before anything is measured, as a library is once.
    const known = openEncryptedDatabase(path, benchKey);
    migrate(known);
    known.close();
    return path;
  }
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `making-${process.pid}.db`);
  rmSync(unfinished, { force: true });
  await createCatalogue({ path: unfinished, key: benchKey, create: true }).close();
  make(unfinished, rows);
  renameSync(unfinished, path);
  return path;
}
