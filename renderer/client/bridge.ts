import type { NativeBridge, Reply } from '../../shared/contract/bridge.ts';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { noteChange } from './changes.ts';
import { checkLecture, forLecture } from './lecture.ts';

declare global {
  interface Window {
    readonly custos?: NativeBridge;
  }
}

const lockListeners = new Set<() => void>();

/** Calls the listener when the engine answers that the library is locked. Returns the way to stop. */
export function onLocked(listener: () => void): () => void {
  lockListeners.add(listener);
  return () => lockListeners.delete(listener);
}

const gone = (cause: unknown): CustosError =>
  new CustosError(
    'internal',
    'Custos does not answer. What was saved is safe. Please close this window and start Custos again.',
    {},
    cause,
  );

async function post(name: string, input: unknown, signal?: AbortSignal): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(`call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(signal ? { signal } : {}),
    });
    return (await response.json()) as Reply;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw gone(error);
  }
}

/**
 * Asks the engine. The one way from the window to everything else.
 * @throws CustosError with the engine's code and its sentence for people.
 */
export async function call<Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> {
  checkLecture(name);
  const reply = await (window.custos ? window.custos.call(name, input) : post(name, input, signal));
  if (reply.ok) {
    noteChange(reply.value);
    return forLecture(name, reply.value as Output<Name>);
  }
  if (reply.error.code === 'locked') for (const listener of lockListeners) listener();
  throw new CustosError(reply.error.code, reply.error.message, reply.error.details);
}

/** Listens to what the engine tells unasked. Returns the way to stop. */
export function subscribe(listener: (event: EngineEvent) => void): () => void {
  if (window.custos) return window.custos.subscribe(listener);
  const source = new EventSource('events');
  source.onmessage = (message) => listener(JSON.parse(String(message.data)) as EngineEvent);
  return () => source.close();
}
