import { isCustosError } from '../../shared/kernel/error.ts';
import { copyAgreement, copyHits, copyPrint } from './copies/copies.ts';
import { draw, makeFilm } from './draw.ts';
import { cleanLecture, unpackLecture } from './lecture/take-apart.ts';
import { convert, display, look, pixels, salvage, tiles } from './look.ts';
import { pagePictures } from './scan-pages.ts';
import type { Job, Reply, TaskValues } from './worker-protocol.ts';

/*
 * The process that touches foreign bytes. It may die at any time: it holds no key, writes nothing but the
 * temporary files it is told to, and its host starts another.
 */

const memoryLimit = 3 * 1024 ** 3;
const watchEveryMs = 250;

/** The message port of an Electron utility process, where this runs in one. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;

function send(reply: Reply): void {
  if (parentPort) parentPort.postMessage(reply);
  else process.send?.(reply);
}

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

async function answer(job: Job): Promise<void> {
  const { id } = job;
  try {
    const value = await run(job);
    send({ id, ok: true, value, residentBytes: process.memoryUsage.rss() });
  } catch (error) {
    const known = isCustosError(error);
    const code = known ? error.code : 'internal';
    const message = known ? error.message : 'Looking at this file failed in a way that was not foreseen.';
    send({ id, ok: false, error: { code, message }, residentBytes: process.memoryUsage.rss() });
  }
}

// The decoders work outside the JavaScript heap, which the engine's own limit does not see.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryLimit) process.exit(70);
}, watchEveryMs).unref();

if (parentPort) parentPort.on('message', (event) => void answer(event.data as Job));
else {
  process.on('message', (message) => void answer(message as Job));
  // The host is gone: nobody waits for an answer any more.
  process.on('disconnect', () => process.exit(0));
}
