import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import type { Output } from '../../../shared/contract/contract.ts';
import { identifiesInName, yearInName } from '../../../shared/domain/survey/in-name.ts';
import { type DateSource, legacyOf } from '../../../shared/domain/survey/legacy.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { likelyAnnotations } from '../../anonymise/annotations/find/likely.ts';
import { inspectFile } from '../../anonymise/anonymise.ts';
import { cleanableContainers, inputLimit } from '../../anonymise/metadata/cleaners.ts';
import { type Reason, reasonOf } from '../../anonymise/metadata/reasons.ts';
import type { Looked, Pixels } from '../../media/look-result.ts';
import type { Media } from '../../media/media.ts';
import { likenessOf } from './likeness.ts';

export type SurveyedFile = Output<'survey.files'>['files'][number];
type GivesAway = SurveyedFile['metadata']['givesAway'][number];

/** A file as it was looked at; `likeness` is a digest of how it looks, for files that look the same. */
export interface LookedAt {
  readonly row: SurveyedFile;
  readonly likeness: string | null;
}

const givesAwayOf: Readonly<Record<Reason, GivesAway>> = {
  who: 'who',
  account: 'who',
  where: 'where',
  when: 'when',
  device: 'device',
  number: 'device',
  said: 'text',
  picture: 'picture',
  settings: 'other',
  unknown: 'other',
};

/** What nobody has looked into yet. */
const blank = (file: string, bytes: number): SurveyedFile => ({
  file,
  bytes,
  kind: null,
  container: null,
  width: null,
  height: null,
  durationSeconds: null,
  date: null,
  dateSource: 'unknown',
  legacy: 'unknown',
  metadata: { read: false, findings: 0, givesAway: [] },
  annotations: null,
  inName: identifiesInName(file),
  sha256: null,
  duplicateOf: null,
  looksLike: null,
  error: null,
});

/** The source that is believed: a device's own clock, then a year in the name, then the day of writing. */
function dateOf(file: string, { made }: Looked): Pick<SurveyedFile, 'date' | 'dateSource' | 'legacy'> {
  const year = yearInName(file);
  const ofDevice = made.source === 'camera' || made.source === 'container';
  const dateSource: DateSource = !ofDevice && year !== null ? 'name' : made.source;
  const date = dateSource === 'name' ? String(year) : made.local;
  return { date, dateSource, legacy: legacyOf(dateSource, date) };
}

/** Photographs are read whole; of the others only what the first look tells. */
async function metadataOf(path: string, bytes: number, looked: Looked): Promise<SurveyedFile['metadata']> {
  const date: GivesAway[] =
    looked.made.source === 'camera' || looked.made.source === 'container' ? ['when'] : [];
  if (!cleanableContainers.includes(looked.container) || bytes > inputLimit)
    return { read: false, findings: date.length, givesAway: date };
  const findings = inspectFile(await readFile(path));
  const givesAway = new Set(findings.map(({ why }) => givesAwayOf[reasonOf(why)]));
  return { read: true, findings: findings.length, givesAway: [...givesAway].sort() };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

async function thumbnailPixels(media: Media, { thumbnail }: Looked): Promise<Pixels | null> {
  if (!thumbnail) return null;
  const pixels = await media.pixels({ bytes: thumbnail.bytes });
  return 'outcome' in pixels ? null : pixels;
}

async function lookInside(media: Media, path: string, row: SurveyedFile, hashed: boolean): Promise<LookedAt> {
  const looked = await media.look({ path }, { thumbnail: true });
  const sha256 = hashed ? await sha256Of(path) : null;
  if (looked.outcome === 'set-aside') {
    const { reason: code, message } = looked;
    return { row: { ...row, sha256, error: { code, message } }, likeness: null };
  }
  const pixels = await thumbnailPixels(media, looked);
  const { kind, container, width, height, durationMs } = looked;
  return {
    row: {
      ...row,
      ...{ kind, container, width, height, sha256 },
      durationSeconds: durationMs === null ? null : durationMs / 1000,
      ...dateOf(row.file, looked),
      metadata: await metadataOf(path, row.bytes, looked),
      annotations: pixels && likelyAnnotations(pixels),
    },
    likeness: kind === 'photo' && pixels ? likenessOf(pixels) : null,
  };
}

const cannotBeRead = {
  folder: { code: 'folder-not-readable', message: 'This folder may not be read.' },
  file: { code: 'not-readable', message: 'The system does not let this file be read.' },
  missing: { code: 'missing', message: 'The file is not there any more.' },
  unforeseen: { code: 'internal', message: 'Custos failed at this file in a way that was not foreseen.' },
} as const;

function faultOf(error: unknown): SurveyedFile['error'] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return cannotBeRead.missing;
  if (['EACCES', 'EPERM', 'EIO', 'EBUSY', 'ENOTDIR', 'EISDIR'].includes(code)) return cannotBeRead.file;
  if (isCustosError(error)) return { code: error.code, message: error.message };
  return cannotBeRead.unforeseen;
}

/**
 * Looks at one file without changing anything of it. A fault of the file is its row's `error`.
 * @param file the path as it is told, relative to the folder.
 * @param hashed whether another file has this size, so that the content's digest is worth its reading.
 * @throws CustosError `cancelled` where the workers were stopped.
 */
export async function lookAtFile(
  media: Media,
  path: string,
  file: string,
  bytes: number,
  hashed: boolean,
): Promise<LookedAt> {
  const row = blank(file, bytes);
  try {
    if ((await lstat(path)).isDirectory())
      return { row: { ...row, bytes: 0, error: cannotBeRead.folder }, likeness: null };
    return await lookInside(media, path, row, hashed);
  } catch (error) {
    if (isCustosError(error) && error.code === 'cancelled') throw error;
    return { row: { ...row, error: faultOf(error) }, likeness: null };
  }
}
