import type { Reply } from '../shared/contract/bridge.ts';
import { isCustosError } from '../shared/kernel/error.ts';

/** Memory, disk and permission faults that a person can do something about, by the system's own code. */
const systemFaults: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Nothing was left half-done; please make room and try again.',
  EACCES: 'This place may not be read or written by your account. Please choose another, or ask for access.',
  EPERM: 'This place may not be read or written by your account. Please choose another, or ask for access.',
  ENOENT: 'A file or folder is not there any more. Please choose it again.',
  EROFS: 'This disk can only be read. Please choose another place.',
};

/**
 * An error as the reply that crosses to a host. Faults of the program itself are told without their text, for a
 * text may hold a path or a name; it goes to standard error, where the administrator reads it.
 */
export function replyOf(error: unknown): Extract<Reply, { ok: false }> {
  if (isCustosError(error)) {
    return { ok: false, error: { code: error.code, message: error.message, details: error.details } };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = systemFaults[code];
  if (known) return { ok: false, error: { code: 'unreadable', message: known, details: {} } };
  process.stderr.write(
    `custos: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  const message =
    'Something went wrong inside Custos. Nothing was left half-done; please try again, and report it if it happens again.';
  return { ok: false, error: { code: 'internal', message, details: {} } };
}
