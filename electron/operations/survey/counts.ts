import type { Output } from '../../../shared/contract/contract.ts';
import type { SurveyedFile } from './look-at-file.ts';

export type Counts = Output<'survey.show'>['counts'];

const bump = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** Nothing has been looked at yet. */
export const noCounts = (passedOver: Readonly<Record<string, number>> = {}): Counts => ({
  files: 0,
  bytes: 0,
  kinds: {},
  containers: {},
  years: {},
  dateSources: {},
  legacy: { before: 0, perhaps: 0, after: 0, unknown: 0, share: 0 },
  metadata: { read: 0, notReadYet: 0, identifying: 0, givesAway: {} },
  annotations: { looked: 0, likely: 0 },
  inNames: { numbers: 0, words: 0 },
  duplicates: { files: 0, bytes: 0, looksLike: 0 },
  unreadable: { files: 0, reasons: {} },
  passedOver: { ...passedOver },
});

/** The year a file is counted under: the day of writing is no year of making. */
const yearOf = ({ date, dateSource }: SurveyedFile): string =>
  date === null || dateSource === 'fileSystem' || dateSource === 'unknown' ? 'undated' : date.slice(0, 4);

function countReadable(counts: Counts, row: SurveyedFile): void {
  const { kind, container, dateSource, legacy, metadata, annotations } = row;
  if (kind) bump(counts.kinds, kind);
  if (container) bump(counts.containers, container);
  const year = yearOf(row);
  counts.years[year] ??= {};
  bump(counts.years[year], dateSource);
  bump(counts.dateSources, dateSource);
  counts.legacy[legacy] += 1;
  counts.metadata[metadata.read ? 'read' : 'notReadYet'] += 1;
  if (metadata.findings > 0) counts.metadata.identifying += 1;
  for (const what of metadata.givesAway) bump(counts.metadata.givesAway, what);
  if (annotations) counts.annotations.looked += 1;
  if (annotations?.likely) counts.annotations.likely += 1;
}

/** Enters one file into the counts. */
export function countFile(counts: Counts, row: SurveyedFile): void {
  counts.files += 1;
  counts.bytes += row.bytes;
  if (row.inName.number) counts.inNames.numbers += 1;
  if (row.inName.words) counts.inNames.words += 1;
  if (row.duplicateOf !== null) {
    counts.duplicates.files += 1;
    counts.duplicates.bytes += row.bytes;
  }
  if (row.looksLike !== null) counts.duplicates.looksLike += 1;
  if (row.error) {
    counts.unreadable.files += 1;
    bump(counts.unreadable.reasons, row.error.code);
  } else countReadable(counts, row);
  const { before, perhaps } = counts.legacy;
  counts.legacy.share = (before + perhaps) / Math.max(1, counts.files - counts.unreadable.files);
}
