import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { assertNever } from '../../../shared/kernel/assert-never.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { openEncryptedDatabase, rekeyDatabase } from '../../files/encrypted-database.ts';
import { checkCatalogue } from './check.ts';
import type { MaintenanceReply, MaintenanceTask } from './maintenance.ts';
import { readAhead } from './read-ahead.ts';

/** Works one task over the whole file in a thread of its own, so that nobody at a window waits for it. */

/** FTS5 may keep a word as a signpost in its tree after the last entry went, so its tree is made anew as well. */
function rewrite(database: Database.Database): void {
  database.exec("INSERT INTO recording_words (recording_words) VALUES ('rebuild')");
  database.exec('VACUUM');
  // As much as goes beside those who read; the rest, and the emptying of the log, comes when nobody does.
  database.pragma('wal_checkpoint(PASSIVE)');
}

function work(task: MaintenanceTask, database: Database.Database): readonly string[] {
  switch (task.kind) {
    case 'check':
      return checkCatalogue(database);
    case 'rewrite':
      rewrite(database);
      return [];
    case 'snapshot':
      database.prepare('VACUUM INTO ?').run(task.to);
      return [];
    case 'rekey':
      rekeyDatabase(database, task.next);
      return [];
    case 'readAhead':
      readAhead(database, task.told);
      return [];
    default:
      return assertNever(task);
  }
}

function reply(task: MaintenanceTask): MaintenanceReply {
  let database: Database.Database | null = null;
  try {
    database = openEncryptedDatabase(task.path, task.key);
    return { ok: true, sentences: work(task, database) };
  } catch (error) {
    if (isCustosError(error)) return { ok: false, code: error.code, message: error.message };
    return { ok: false, code: null, message: error instanceof Error ? error.message : String(error) };
  } finally {
    database?.close();
  }
}

const task = workerData as MaintenanceTask;
const answer = reply(task);
task.key.fill(0);
if (task.kind === 'rekey') task.next.fill(0);
parentPort?.postMessage(answer);
