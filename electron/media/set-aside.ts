import type { SetAside, SetAsideReason } from './look-result.ts';

const wayForward: Record<SetAsideReason, string> = {
  empty: 'Copy the file again from the camera or the sender.',
  unrecognised:
    'Check that this is the file you meant. A document belongs with an agreement, not among recordings.',
  unsupported: 'Convert it to a format that Custos takes in, and keep the first file where it is.',
  truncated: 'Copy the file again from the camera or the sender; the copy seems to have been cut short.',
  unreadable: 'Open the file in the program that made it and save it again, or ask for another copy.',
  'too-large':
    'Export a smaller copy from the program that made it, or ask for help with very large pictures.',
  hostile: 'Do not open this file elsewhere. Ask your IT department to look at it.',
  'timed-out': 'Try it once more on its own. If it fails again, save it anew in the program that made it.',
  crashed: 'Try it once more on its own. If it fails again, save it anew in the program that made it.',
  'missing-tool': 'Install ffmpeg, then take the file in again.',
};

/** Carries the reason a file is set aside up through the decoders of this room. */
export class SetAsideError extends Error {
  readonly reason: SetAsideReason;
  readonly found: string | null;

  constructor(reason: SetAsideReason, message: string, found: string | null = null) {
    super(message);
    this.name = 'SetAsideError';
    this.reason = reason;
    this.found = found;
  }
}

/** The result for a person: `message` says what was found, `wayForward` (or the usual one) what to do. */
export const setAside = (
  reason: SetAsideReason,
  message: string,
  found: string | null = null,
  next: string = wayForward[reason],
): SetAside => ({ outcome: 'set-aside', reason, message, wayForward: next, found });

/** What was worked out, or why the file is set aside. */
export async function told<T>(work: () => Promise<T>): Promise<T | SetAside> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SetAsideError) return setAside(error.reason, error.message, error.found);
    throw error;
  }
}
