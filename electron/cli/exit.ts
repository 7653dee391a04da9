import type { ErrorCode } from '../../shared/kernel/error.ts';

/** What the exit status of the command says to a script. */
export const exit = {
  done: 0,
  /** Some item was refused or failed; the report names each. */
  someFailed: 1,
  wrongUsage: 2,
  notAllowed: 3,
  /** The library is damaged, locked, or held by an engine that does not answer. */
  libraryUnusable: 4,
} as const;

export type ExitStatus = (typeof exit)[keyof typeof exit];

const statuses: Partial<Record<ErrorCode, ExitStatus>> = {
  'invalid-input': exit.wrongUsage,
  'not-allowed': exit.notAllowed,
  refused: exit.notAllowed,
  'needs-second-person': exit.notAllowed,
  locked: exit.libraryUnusable,
  'wrong-passphrase': exit.libraryUnusable,
  'in-use': exit.libraryUnusable,
  damaged: exit.libraryUnusable,
};

/** The status with which an error ends the whole command. */
export const statusOfError = (code: ErrorCode): ExitStatus => statuses[code] ?? exit.someFailed;
