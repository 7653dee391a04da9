import type Database from 'better-sqlite3';
import { CustosError } from '../../../shared/kernel/error.ts';
import * as first from './migrations/001-first.ts';
import * as order from './migrations/002-order.ts';
import * as likeness from './migrations/003-likeness.ts';
import * as bench from './migrations/004-bench.ts';
import * as owner from './migrations/005-owner.ts';
import * as print from './migrations/006-print.ts';
import * as retention from './migrations/007-retention.ts';
import * as holdEnd from './migrations/008-hold-end.ts';
import * as forms from './migrations/009-forms.ts';
import * as reasons from './migrations/010-reasons.ts';
import * as disclosure from './migrations/011-disclosure.ts';
import * as status from './migrations/012-status.ts';
import * as seal from './migrations/013-seal.ts';
import * as viewCollections from './migrations/014-view-collections.ts';
import * as answered from './migrations/015-answered.ts';
import * as lastSeen from './migrations/016-last-seen.ts';

export interface Migration {
  readonly number: number;
  readonly statements: string;
  /** What SQL alone cannot work out of the rows that are there; part of the same transaction. */
  readonly fill?: (database: Database.Database) => void;
}

/** Every step from an empty file to today's shape, in order. */
export const migrations: readonly Migration[] = [
  first,
  order,
  likeness,
  bench,
  owner,
  print,
  retention,
  holdEnd,
  forms,
  reasons,
  disclosure,
  status,
  seal,
  viewCollections,
  answered,
  lastSeen,
];

/**
 * Brings the file to today's shape in one transaction, so that a kill leaves the old shape or the new.
 * @throws CustosError `unsupported` for a file of a later Custos.
 */
export function migrate(database: Database.Database, steps: readonly Migration[] = migrations): void {
  steps.forEach(({ number }, index) => {
    if (number !== index + 1) throw new Error(`Migration ${number} stands in place ${index + 1}`);
  });
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > steps.length) {
    throw new CustosError(
      'unsupported',
      'This library was last opened by a later version of Custos, and this version cannot read it safely. Please install the current version.',
      { found: version, known: steps.length },
    );
  }
  if (version === steps.length) return;
  database
    .transaction(() => {
      for (const { statements, fill } of steps.slice(version)) {
        database.exec(statements);
        fill?.(database);
      }
      const faults = database.pragma('foreign_key_check') as unknown[];
      if (faults.length > 0)
        throw new CustosError('damaged', 'The catalogue could not be brought up to date.');
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
}
