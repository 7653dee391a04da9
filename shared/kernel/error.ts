/** Every way in which Custos says no. Closed: a new code is added here or nowhere. */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'not-allowed',
  'refused',
  'needs-second-person',
  'locked',
  'wrong-passphrase',
  'in-use',
  'damaged',
  'conflict',
  'unreadable',
  'unsupported',
  'too-large',
  'already-erased',
  'cancelled',
  'missing-tool',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * An error that a person is meant to read: what happened, what it means, what to do next.
 * `details` carries facts for programs (a decision, a field name); never a secret.
 */
export class CustosError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CustosError';
    this.code = code;
    this.details = details;
  }
}

/** Recognises the error across realms and processes, where `instanceof` does not reach. */
export const isCustosError = (error: unknown): error is CustosError =>
  error instanceof Error && error.name === 'CustosError' && 'code' in error;
