import { type FileHandle, mkdir, open, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { CustosError } from '../../../shared/kernel/error.ts';
import { replaceFile } from '../../files/durable.ts';
import { surveyPage } from './report-page.ts';
import type { SurveyRun } from './survey-run.ts';

/** A file of its own in a folder, or the very file that was named. */
type Where = { readonly folder: string } | { readonly file: string };

const tries = 100;

const isBelow = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || way.startsWith('/') || /^[A-Za-z]:/.test(way));
};

/** A path without links, as far as it exists. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  }
}

function* candidates(folder: string, place: string): Generator<string> {
  const name = basename(place)
    .replace(/[\p{Cc}<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/gu, '_')
    .slice(0, 80);
  const stem = `Survey of ${name || 'a folder'} ${new Date().toISOString().slice(0, 10)}`;
  yield join(folder, `${stem}.html`);
  for (let at = 2; at < tries; at += 1) yield join(folder, `${stem} (${at}).html`);
}

const notThere = (cause: unknown): CustosError =>
  new CustosError(
    'conflict',
    'The report could not be written there. Please choose another place.',
    {},
    cause,
  );

/** Creates a file that was not there; null where there is one. */
async function create(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw notThere(error);
  }
}

async function createOne(folder: string, place: string, page: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const file of candidates(folder, place)) {
    const handle = await create(file);
    if (!handle) continue;
    await handle.writeFile(page).finally(() => handle.close());
    return file;
  }
  throw new CustosError('conflict', 'There are many reports of this folder already. Please clear some away.');
}

/**
 * Writes the page of a survey for people, never into the surveyed folder. A page that was named is replaced whole.
 * @throws CustosError `conflict`
 */
export async function writeReport(run: SurveyRun, where: Where, names: boolean): Promise<{ file: string }> {
  const target = await realPlace('file' in where ? where.file : where.folder);
  if (isBelow(run.place, target)) {
    throw new CustosError(
      'conflict',
      'The report would lie in the folder that was surveyed, which is left as it is. Please choose another place.',
    );
  }
  const page = surveyPage(run.say(), run.rows, { names, at: new Date() });
  if ('folder' in where) return { file: await createOne(where.folder, run.place, page) };
  if (!/\.html?$/i.test(where.file))
    throw new CustosError('conflict', 'The report is a page: please name a file that ends in .html.');
  await replaceFile(where.file, Buffer.from(page)).catch((error: unknown) => {
    throw notThere(error);
  });
  return { file: where.file };
}
