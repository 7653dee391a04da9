/** What became of a copy that left the library. */
export const copyStates = ['out', 'recalled', 'returned', 'destroyed'] as const;
export type CopyState = (typeof copyStates)[number];

/** Somebody else still holds it. A copy that was asked back is out until it is back or gone. */
export const isHeldOutside = (state: CopyState): boolean => state === 'out' || state === 'recalled';

const next: Readonly<Record<CopyState, readonly CopyState[]>> = {
  out: ['recalled', 'returned', 'destroyed'],
  recalled: ['returned', 'destroyed'],
  returned: ['destroyed'],
  destroyed: [],
};

/** Whether one may follow the other; nothing that was ended comes back. */
export const mayBecome = (from: CopyState, to: CopyState): boolean => next[from].includes(to);
