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
  /**
   * Whether the operation judges for itself who may know of a sealed recording [11]. Where it does not say so, what
   * names one is refused and every answer is given without it.
   */
  readonly judgesSeals?: true;
}

/** Declares an operation with its types kept. */
export const operation = <Input extends z.ZodType, Output extends z.ZodType>(
  access: Access,
  input: Input,
  output: Output,
  errors: readonly ErrorCode[] = [],
): Operation<Input, Output> => ({ access, input, output, errors });

/** Declares operations that judge for themselves who may know of a sealed recording. */
export const judgingSeals = <Rows extends Readonly<Record<string, Operation>>>(
  rows: Rows,
): { readonly [Name in keyof Rows]: Rows[Name] & { readonly judgesSeals: true } } =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, { ...row, judgesSeals: true }]),
  ) as never;
