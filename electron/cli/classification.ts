import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { ClassificationForm } from './forms/recordings.ts';
import type { Library } from './library.ts';
import { subjectIds } from './subjects.ts';

/** A form's classification as operations take it: its subjects found or added, what was left out still absent. */
export async function classificationOf(
  library: Library,
  { subjects, made, ...rest }: ClassificationForm,
): Promise<Input<'recording.classify'>['classification']> {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...given,
    // A form's days have been read as days of the calendar.
    ...(made ? { made: { earliest: made.earliest as Day | null, latest: made.latest as Day | null } } : {}),
    ...(subjects ? { subjects: await subjectIds(library, subjects) } : {}),
  };
}
