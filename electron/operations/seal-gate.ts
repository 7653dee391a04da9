import { contract, type OperationName } from '../../shared/contract/contract.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Context } from './context.ts';
import { namedIn } from './turn-of-day.ts';

/**
 * The one place that every call passes with what it names and what it is answered. Lists and counts leave a sealed
 * recording [11] out inside their queries; here nothing else tells of it either: not to whoever has got hold of its id,
 * and not as one of the recordings that an agreement, a form or an effect is about.
 */

const notFound = (): CustosError =>
  new CustosError('not-found', 'There is no such recording, or it is not open to you.');

/** Those of which the contract says that they judge for themselves; any other is kept from what is sealed. */
const judgesItself = (name: OperationName): boolean => {
  const row: Operation = contract[name];
  return row.judgesSeals === true;
};

const isAbout = (value: unknown, closed: ReadonlySet<Id>): boolean => {
  if (typeof value === 'string') return closed.has(value as Id);
  if (typeof value !== 'object' || value === null) return false;
  const { id, recording } = value as { readonly id?: unknown; readonly recording?: unknown };
  return isAbout(id, closed) || isAbout(recording, closed);
};

/**
 * An answer without its parts that are about a closed recording.
 * @throws CustosError `not-found` where it is about one as a whole
 */
export function withoutClosed(answer: unknown, closed: ReadonlySet<Id>): unknown {
  if (Array.isArray(answer))
    return answer.filter((one) => !isAbout(one, closed)).map((one) => withoutClosed(one, closed));
  if (typeof answer !== 'object' || answer === null) return answer;
  if (isAbout(answer, closed)) throw notFound();
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([key]) => !closed.has(key as Id))
      .map(([key, value]) => [key, withoutClosed(value, closed)]),
  );
}

/** Runs a call beside the seals. @throws CustosError `not-found` where it names what is closed to the caller */
export async function besideSeals(
  { rooms, caller }: Context,
  name: OperationName,
  input: unknown,
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (judgesItself(name)) return run();
  const named = namedIn(input);
  if (named.length > 0) {
    const closed = await rooms.catalogue.read((reader) => reader.seals.namedAmong(named, caller.user));
    if (closed) throw notFound();
  }
  const answer = await run();
  const closed = await rooms.catalogue.read((reader) => reader.seals.closedTo(caller.user));
  return closed.size === 0 ? answer : withoutClosed(answer, closed);
}
