import type { Id } from '../../shared/kernel/id.ts';

const listeners = new Set<(change: Id) => void>();

/** Calls the listener with every change that the engine has made and can take back. Returns the way to stop. */
export function onChange(listener: (change: Id) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Looks into an answer for the change it speaks of. */
export function noteChange(answer: unknown): void {
  const id = (answer as { change?: Id | null } | null)?.change;
  if (id) for (const listener of listeners) listener(id);
}
