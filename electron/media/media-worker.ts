import { copyAgreement, copyHits, copyPrint } from './copies/copies.ts';
import { draw, makeFilm } from './draw.ts';
import { cleanLecture, unpackLecture } from './lecture/take-apart.ts';
import { convert, display, look, pixels, salvage, tiles } from './look.ts';
import { pagePictures } from './scan-pages.ts';
import { serveJobs } from './worker-loop.ts';
import type { Job, TaskValues } from './worker-protocol.ts';

/*
 * The process that touches foreign bytes. It may die at any time: it holds no key, writes nothing but the
 * temporary files it is told to, and its host starts another.
 */

function run({ task, places, toolTimeLimitMs, temporaryFolder }: Job): Promise<TaskValues[keyof TaskValues]> {
  const context = { places, toolTimeLimitMs, temporaryFolder, now: new Date() };
  switch (task.name) {
    case 'look':
      return look(task.input, task.thumbnailSide, context, task.filmSound);
    case 'display':
      return display(task.input, task.maxSide);
    case 'tiles':
      return tiles(task.input, task.side, task.levels);
    case 'pixels':
      return pixels(task.input);
    case 'pagePictures':
      return pagePictures(task.input);
    case 'salvage':
      return salvage(task.input, context);
    case 'convert':
      return convert(task.input, task.form, context);
    case 'copyPrint':
      return copyPrint(task.thumbnail);
    case 'copyHits':
      return copyHits(task.thumbnail, task.prints);
    case 'copyAgreement':
      return copyAgreement(task.thumbnail, task.comparisons);
    case 'unpackLecture':
      return unpackLecture(task.path, task.folder);
    case 'cleanLecture':
      return cleanLecture(task.path, task.parts, task.to);
    case 'draw':
      return draw(task.drawing);
    case 'film':
      return makeFilm(task.plan, places, toolTimeLimitMs).then(() => null);
  }
}

serveJobs(run, {
  code: 'internal',
  message: 'Looking at this file failed in a way that was not foreseen.',
});
