import { setTimeout as wait } from 'node:timers/promises';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { EngineLink } from '../door/engine-link.ts';
import { type Reached, reachEngine } from '../door/reach-engine.ts';
import { type Invocation, requiredOption, textOption, UsageError } from './command.ts';
import type { ExitStatus } from './exit.ts';
import { libraryPlace } from './library-place.ts';
import { ownPassphrase } from './secrets.ts';

/** Asks the engine; an error of the engine is thrown as the error it is. */
export type Call = <Name extends OperationName>(name: Name, input: Input<Name>) => Promise<Output<Name>>;

/** An unlocked library, as a command sees it. */
export interface Library {
  readonly call: Call;
  readonly session: Output<'session.unlock'>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  readonly link: EngineLink;
}

/** Calls over a link. @throws CustosError with the engine's code and sentence. */
export const callOver =
  (link: EngineLink): Call =>
  async <Name extends OperationName>(name: Name, input: Input<Name>) => {
    const reply = await link.call(name, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new CustosError(reply.error.code, reply.error.message, reply.error.details);
  };

/** The person named by `--user`, or the only one there is. @throws UsageError where that is not clear. */
function userOf({ options }: Invocation, { users }: Output<'library.status'>): string {
  const named = textOption(options, 'user');
  if (named !== undefined) return named;
  const [only, ...others] = users;
  if (only && others.length === 0) return only.name;
  throw new UsageError('--user is missing: the library has several users.');
}

/** Whether a library lies at the place that was opened. @throws CustosError `not-found` */
function assertLibrary(status: Output<'library.status'>, place: string): void {
  if (status.state !== 'none') return;
  throw new CustosError('not-found', `There is no Custos library at ${place}.`);
}

/** Runs work with the engine of a place (null: of none yet), and leaves it as it was. */
export async function withEngine<T>(
  place: string | null,
  work: (reached: Reached) => Promise<T>,
): Promise<T> {
  const reached = await reachEngine(place);
  try {
    return await work(reached);
  } finally {
    await reached.leave();
  }
}

type Unlocked = { readonly reached: Reached; readonly session: Output<'session.unlock'> };

async function unlock(
  invocation: Invocation,
  reached: Reached,
  place: string,
  passphrase: string,
): Promise<Unlocked> {
  try {
    const call = callOver(reached.link);
    const status = await call('library.status', {});
    assertLibrary(status, place);
    const session = await call('session.unlock', { user: userOf(invocation, status), passphrase });
    return { reached, session };
  } catch (error) {
    await reached.leave();
    throw error;
  }
}

/** An engine that has just taken the library, or is giving it back, is waited for this long, in milliseconds. */
const handOverWithin = 10_000;
const lookAgainEvery = 200;

/**
 * Unlocks with the running engine or an own one. Another command may take the library in between, and be heard of
 * only a moment later.
 */
async function reachUnlocked(invocation: Invocation, place: string, passphrase: string): Promise<Unlocked> {
  const until = performance.now() + handOverWithin;
  for (;;) {
    const reached = await reachEngine(place);
    try {
      return await unlock(invocation, reached, place, passphrase);
    } catch (error) {
      if (!isCustosError(error) || error.code !== 'in-use' || performance.now() > until) throw error;
    }
    await wait(lookAgainEvery);
  }
}

/** Unlocks the library of `--library` as `--user`, runs a command's work on it, and leaves it as it was. */
export async function withLibrary(
  invocation: Invocation,
  work: (library: Library) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { options, terminal, secrets } = invocation;
  const place = libraryPlace(requiredOption(options, 'library'));
  const passphrase = await ownPassphrase(terminal, options, secrets);
  const { reached, session } = await reachUnlocked(invocation, place, passphrase);
  const { link } = reached;
  try {
    return await work({
      call: callOver(link),
      session,
      link,
      subscribe: (listener) => link.subscribe(listener),
    });
  } finally {
    await reached.leave();
  }
}
