import { pixels } from '../../../media/look.ts';
import { serveJobs } from '../../../media/worker-loop.ts';
import { pixelsOf } from '../../decoder.ts';
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

/** Foreign bytes are decoded here as well: it is one more process that may die of them. */
const decoder = { pixels };

async function run({ task }: { readonly task: SearchTask }): Promise<SearchValues[SearchTask['name']]> {
  switch (task.name) {
    case 'picture': {
      const picture = await pixelsOf(task.bytes, decoder);
      const found = await findInPicture(picture, { known: task.known, reader });
      return task.thorough ? readUnread(picture, found, reader) : found;
    }
    case 'film':
      return searchFilm(task, reader);
    case 'codes':
      return (await codesIn(await pixelsOf(task.bytes, decoder))).map(({ text }) => text);
  }
}

serveJobs<SearchJob>(run, {
  code: 'unreadable',
  message:
    'This recording could not be searched. Please look through it yourself and draw over what identifies.',
});
