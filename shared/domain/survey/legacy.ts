/** Collections made before 1 January of this year may be kept for teaching under conditions of their own [15, 16]. */
const legacyEnds = '1997';

/** Who says when a file was made; `name` is a year in its own or its folder's name, `fileSystem` when it was written. */
export const dateSources = ['camera', 'container', 'name', 'fileSystem', 'unknown'] as const;
export type DateSource = (typeof dateSources)[number];

/** Whether a file comes from before 1997: `before` for certain, `perhaps` by its name alone, `unknown` with no word. */
export const legacyWords = ['before', 'perhaps', 'after', 'unknown'] as const;
export type LegacyWord = (typeof legacyWords)[number];

/**
 * A device's own day decides. The day of writing only says that the file was there by then: one written before 1997
 * is as old, a later one says nothing, for a scan of an old slide is written today.
 * @param day YYYY-MM-DD of the source, or YYYY for `name`.
 */
export function legacyOf(source: DateSource, day: string | null): LegacyWord {
  if (day === null || source === 'unknown') return 'unknown';
  const before = day.slice(0, 4) < legacyEnds;
  if (source === 'camera' || source === 'container') return before ? 'before' : 'after';
  if (source === 'name') return before ? 'perhaps' : 'after';
  return before ? 'before' : 'unknown';
}
