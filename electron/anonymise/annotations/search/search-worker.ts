import { CustosError } from '../../../../shared/kernel/error.ts';
import { pixels } from '../../../media/look.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { serveJobs } from '../../../media/worker-loop.ts';
import { codesIn } from '../codes/code-reader.ts';
import { findInPicture } from '../find/find.ts';
import { readUnread } from '../read/read-regions.ts';
import { createTextReader } from '../read/text-reader.ts';
import { searchFilm } from './search-film.ts';
import type { SearchJob, SearchTask, SearchValues } from './search-tasks.ts';

/*
 * The process that searches recordings, one after another, with one reader. What reads is WebAssembly, which has
 * brought whole processes down: this one may die, its host has another do it.
 */

const reader = createTextReader();

async function decoded(bytes: Uint8Array): Promise<Pixels> {
  const picture = await pixels({ bytes });
  if (!('outcome' in picture)) return picture;
  const { message, wayForward, reason } = picture;
  throw new CustosError('unreadable', `${message} ${wayForward}`, { reason });
}

async function run({ task }: { readonly task: SearchTask }): Promise<SearchValues[SearchTask['name']]> {
  switch (task.name) {
    case 'picture': {
      const picture = await decoded(task.bytes);
      const found = await findInPicture(picture, { known: task.known, reader });
      return task.thorough ? readUnread(picture, found, reader) : found;
    }
    case 'film':
      return searchFilm(task, reader);
    case 'codes':
      return (await codesIn(await decoded(task.bytes))).map(({ text }) => text);
  }
}

serveJobs<SearchJob>(run, {
  code: 'unreadable',
  message:
    'This recording could not be searched. Please look through it yourself and draw over what identifies.',
});
