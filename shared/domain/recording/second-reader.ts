import type { Id } from '../../kernel/id.ts';
import type { Identifiability } from '../policy/words.ts';

/** A judgement as far as the second reading asks of it. */
export interface Reading {
  readonly by: Id;
  readonly identifiability: Identifiability;
  /** It was the first of two and holds nothing alone. */
  readonly awaitsSecond: boolean;
}

/**
 * What a judgement is worth where the library asks for two readers: it holds once two people have said the same of
 * the same copy. `samePerson` repeats their own first reading and is refused: nobody is their own second reader.
 */
export function secondReading(
  earlier: Reading | null,
  next: Omit<Reading, 'awaitsSecond'>,
): 'first' | 'holds' | 'samePerson' {
  if (!earlier || earlier.identifiability !== next.identifiability) return 'first';
  if (!earlier.awaitsSecond) return 'holds';
  return earlier.by === next.by ? 'samePerson' : 'holds';
}
