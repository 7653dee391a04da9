import type { z } from 'zod';
import type { Role } from '../domain/user/role.ts';
import type { ErrorCode } from '../kernel/error.ts';

/**
 * Who may call: `anyone` before a library is unlocked, `session` any unlocked person, else the listed roles.
 * Being allowed to call says nothing about a recording: the gate decides on that.
 */
export type Access = 'anyone' | 'session' | readonly Role[];

/** One row of the contract: what goes in, what comes out, who may call, how it may fail. */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  readonly access: Access;
  /** Beside `invalid-input`, `locked`, `not-allowed` and `internal`, which any operation may answer. */
  readonly errors: readonly ErrorCode[];
}

/** Declares an operation with its types kept. */
export const operation = <Input extends z.ZodType, Output extends z.ZodType>(
  access: Access,
  input: Input,
  output: Output,
  errors: readonly ErrorCode[] = [],
): Operation<Input, Output> => ({ access, input, output, errors });
