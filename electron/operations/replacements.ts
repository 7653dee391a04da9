import { createHash } from 'node:crypto';
import { daysOf } from '../anonymise/metadata/dicom/dates.ts';
import type { Replacements } from '../anonymise/metadata/dicom/replacements.ts';
import { uidMap } from '../anonymise/metadata/dicom/uids.ts';
import type { Rooms } from './context.ts';
import type { RecordingFacts } from './gather.ts';

/** By such a mark the library's secret makes a key for one purpose: the digest of no file. */
const markFor = (purpose: string): string => createHash('sha256').update(purpose).digest('hex');
const identifiersMark = markFor('DICOM identifiers of this library');
const daysMark = markFor('DICOM days of this library');

/**
 * What DICOM copies of a library have in place of identifiers and days. Days are moved for one subject; several have no
 * number in common, and of a recording of nobody known they go.
 */
export function replacementsFor({ markOf }: Rooms, { subjects }: RecordingFacts): Replacements {
  const [subject, ...others] = subjects;
  const days = subject && others.length === 0 ? daysOf(markOf(daysMark), subject.row.id) : null;
  return { uids: uidMap(markOf(identifiersMark)), days };
}
