import type { Day } from '../../kernel/day.ts';
import type { Id } from '../../kernel/id.ts';
import type { Category, Use } from '../policy/words.ts';
import type { Kind, Standing } from './state.ts';

/**
 * What somebody looks for: words and fields as typed (`domain/search/parse.ts`), and filters. Values within one filter are alternatives, filters among
 * one another all have to hold; an empty filter does not narrow.
 */
export interface RecordingQuery {
  readonly text: string;
  readonly kinds: readonly Kind[];
  readonly standings: readonly Standing[];
  readonly categories: readonly Category[];
  readonly madeFor: readonly Use[];
  readonly madeFrom: Day | null;
  readonly madeTo: Day | null;
  readonly subject: Id | null;
  readonly labels: readonly string[];
  /** Both included; what is not rated is left out where either is set. */
  readonly ratingFrom: number | null;
  readonly ratingTo: number | null;
  readonly collections: readonly Id[];
  readonly sort: 'added' | 'made' | 'number' | 'rating';
  readonly descending: boolean;
}
