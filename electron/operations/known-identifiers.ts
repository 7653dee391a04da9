import type { RecordingFacts } from './gather.ts';
import { subjectName } from './names.ts';

/** What the catalogue knows that may stand in the file: names, numbers and days of the subjects, and the file's name. */
export function knownIdentifiers({ recording, subjects }: RecordingFacts): readonly string[] {
  const known = subjects.flatMap(({ row }) => [
    subjectName(row),
    row.familyName,
    row.givenName,
    ...row.identifiers.map(({ value }) => value),
    row.bornOn ?? '',
    row.diedOn ?? '',
  ]);
  const fileName = recording.fileName.replace(/\.[^.]*$/, '');
  return [...new Set([...known, fileName])].filter((text) => text !== '');
}
