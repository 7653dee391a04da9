import type { Context } from './context.ts';

/** After so many others have a turn, and whoever waits is told. */
const atOnce = 100;

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Does one thing after the other inside one transaction, each once. Between some of them whoever reads is answered and
 * whoever asked is told how far it is; who writes waits for the end.
 */
export async function eachOf<T>(
  { tell }: Pick<Context, 'tell'>,
  things: readonly T[],
  one: (thing: T) => Promise<void>,
): Promise<void> {
  const each = [...new Set(things)];
  for (const [at, thing] of each.entries()) {
    await one(thing);
    if ((at + 1) % atOnce !== 0) continue;
    tell?.(at + 1, each.length);
    await others();
  }
}
