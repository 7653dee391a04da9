import type Database from 'better-sqlite3';
import { CustosError } from '../../../shared/kernel/error.ts';
import * as first from './migrations/001-first.ts';

export interface Migration {
  readonly number: number;
  readonly statements: string;
}

/** Every step from an empty file to today's shape, in order. */
export const migrations: readonly Migration[] = [first];

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
      for (const { statements } of steps.slice(version)) database.exec(statements);
      const faults = database.pragma('foreign_key_check') as unknown[];
      if (faults.length > 0)
        throw new CustosError('damaged', 'The catalogue could not be brought up to date.');
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
}
