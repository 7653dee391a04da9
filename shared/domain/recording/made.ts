import type { Day } from '../../kernel/day.ts';

/** Where the date of making was read. `person` is somebody's own statement; a date is never invented. */
export const madeSources = ['camera', 'container', 'fileSystem', 'person', 'unknown'] as const;
export type MadeSource = (typeof madeSources)[number];

/**
 * When a recording was made, as far as anybody knows: an earliest and a latest day, either open.
 * `local` is the clock of the device as it stood, `offset` its zone where the device wrote one.
 */
export interface Made {
  readonly earliest: Day | null;
  readonly latest: Day | null;
  readonly local: string | null;
  readonly offset: string | null;
  readonly source: MadeSource;
}

export const madeUnknown: Made = {
  earliest: null,
  latest: null,
  local: null,
  offset: null,
  source: 'unknown',
};
