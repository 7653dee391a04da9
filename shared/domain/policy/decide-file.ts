import { decide, dispose } from './decide.ts';
import type { Decision, Disposal } from './decision.ts';
import { type CaseError, parseCase } from './parse-case.ts';

/** A valid case's answer: the decision with the recording's disposal beside it. */
export type DecidedCase = Decision & { readonly disposal: Disposal };
/** An invalid case's place in the answers; `id` is null where the case has none that can be read. */
export type RefusedCase = { readonly id: string | null; readonly error: CaseError };

/**
 * Answers a JSON array of cases in order. Never throws on a JSON value: an invalid case gets an error in its place,
 * and a value that is not an array gives one error alone.
 */
export function decideFile(content: unknown): (DecidedCase | RefusedCase)[] {
  if (!Array.isArray(content))
    return [{ id: null, error: { field: '', message: 'The file must hold a JSON array of cases.' } }];
  return content.map(answer);
}

function answer(value: unknown): DecidedCase | RefusedCase {
  const parsed = parseCase(value);
  if (!parsed.ok) return { id: readableId(value), error: parsed.error };
  return { ...decide(parsed.value), disposal: dispose(parsed.value) };
}

const readableId = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null;
