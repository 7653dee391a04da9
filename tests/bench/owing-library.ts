import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { migrate } from '../../electron/catalogue/sqlite/migrate.ts';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import type { Terms } from '../../shared/domain/agreement/agreement.ts';
import { informedPoints, uses } from '../../shared/domain/policy/words.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import { benchKey, clinicians, largeCatalogue } from './large-library.ts';
import { hexId, pick, seeded, whole } from './seeded.ts';

/** Raised with every change of what is added to the large catalogue here. */
const edition = 1;

/** The day on which the measurement begins. */
export const firstDay = '2026-03-10' as Day;
/** The day on which the contracts of a whole department end: the worst turn of a year. */
export const departmentEnds = '2026-03-31' as Day;

const informed = Object.fromEntries(informedPoints.map((point) => [point, true])) as Terms['informed'];

/** Most agreements have no end; of the others, some end within the months that are measured. */
function termsOf(random: () => number): Terms {
  return {
    toMake: true,
    uses: uses.filter(() => random() < 0.5),
    givenBy: 'patient',
    givenByName: '',
    givenOn: `${2000 + whole(random, 25)}-0${1 + whole(random, 9)}-1${whole(random, 10)}` as Day,
    form: random() < 0.9 ? 'written' : 'oral',
    notedInRecord: true,
    subjectThen: { under16: false, hasCapacity: true, deceased: false },
    capacityNote: false,
    informed,
    viewers: [],
    copiesAllowed: random() < 0.5,
    identifiableAllowed: random() < 0.3,
    keepUntil: random() < 0.3 ? addDays(firstDay, whole(random, 3_650)) : null,
  };
}

function addAgreements(db: Database.Database, subjects: number): void {
  const random = seeded(21);
  const add = db.prepare('INSERT INTO agreement (number, id, terms, after_recording) VALUES (?, ?, ?, ?)');
  const addEvent = db.prepare('INSERT INTO agreement_event VALUES (?, 0, ?, ?, ?)');
  const ofSubject = db.prepare('INSERT INTO agreement_subject VALUES (?, ?)');
  const ofRecordings = db.prepare(
    'INSERT INTO agreement_recording SELECT ?, recording FROM recording_subject WHERE subject = ?',
  );
  let number = 0;
  for (let subject = 1; subject <= subjects; subject += 1) {
    if (random() < 0.4) continue;
    number += 1;
    const terms = termsOf(random);
    const after = pick(random, ['notAsked', 'confirmed', 'confirmed'] as const);
    const event = JSON.stringify({ kind: 'given', on: terms.givenOn, terms });
    add.run(number, hexId(random), JSON.stringify(terms), after);
    addEvent.run(number, `${terms.givenOn}T09:00:00.000Z`, pick(random, clinicians), event);
    ofSubject.run(number, subject);
    ofRecordings.run(number, subject);
  }
}

/** One in twenty patients is treated by people whose contracts end on one day. */
function addCareTeams(db: Database.Database, subjects: number): void {
  const random = seeded(22);
  const add = db.prepare('INSERT OR IGNORE INTO care_team VALUES (?, ?, ?, ?)');
  for (let subject = 1; subject <= subjects; subject += 1) {
    const ends = random() < 0.05 ? departmentEnds : addDays(firstDay, whole(random, 3_000) - 1_000);
    add.run(subject, pick(random, clinicians), '2020-01-01', ends);
  }
}

function addUsers(db: Database.Database): void {
  const add = db.prepare("INSERT OR IGNORE INTO user VALUES (?, ?, 'clinician', ?, NULL, NULL, '')");
  for (const [index, id] of clinicians.entries())
    add.run(id, `Clinician ${index}`, '2010-01-01T09:00:00.000Z');
}

/** The next day on which something turns, as the turn of a day would have set it. */
const setTurns = `UPDATE recording SET refresh_on = (
  SELECT min(day) FROM (
    SELECT date(made_latest, '+8 years', '+1 day') AS day WHERE made_for = 'care'
    UNION ALL SELECT date(to_day, '+1 day') FROM care_team JOIN recording_subject USING (subject)
      WHERE recording_subject.recording = recording.number
    UNION ALL SELECT date(terms ->> 'keepUntil', step) FROM agreement
      JOIN agreement_recording ON agreement_recording.agreement = agreement.number,
      (SELECT '-90 days' AS step UNION SELECT '+1 day')
      WHERE agreement_recording.recording = recording.number
  ) WHERE day > @today
) WHERE state <> 'erased'`;

/** The large catalogue with agreements, care teams and people: what duties rest on. A copy, made once. */
export async function owingCatalogue(rows: number): Promise<string> {
  const large = await largeCatalogue(rows);
  const path = join(large, `../owing-${rows}-${edition}.db`);
  if (!existsSync(path)) {
    const unfinished = join(large, `../making-owing-${process.pid}.db`);
    rmSync(unfinished, { force: true });
    copyFileSync(large, unfinished);
    const db = openEncryptedDatabase(unfinished, benchKey);
    db.pragma('synchronous = OFF');
    migrate(db);
    const subjects = db.prepare<[], number>('SELECT max(number) FROM subject').pluck().get() ?? 0;
    db.transaction(() => {
      addUsers(db);
      addAgreements(db, subjects);
      addCareTeams(db, subjects);
      db.prepare(setTurns).run({ today: firstDay });
    })();
    db.exec('ANALYZE');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    renameSync(unfinished, path);
  }
  return path;
}
