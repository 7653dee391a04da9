import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, type Worker } from 'tesseract.js';
import type { Plane } from '../find/plane.ts';

/** One letter or one line of writing that is cut out, or words strewn over a picture. */
export type Layout = 'letter' | 'line' | 'strewn';

/** A word that was read, in pixels of what was given. */
export interface ReadWord {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface TextReader {
  /** Words in a plane; null where reading took too long and was stopped. Dark writing on light ground reads best. */
  read(plane: Plane, layout: Layout, limitMs: number): Promise<readonly ReadWord[] | null>;
  close(): Promise<void>;
}

/** Page segmentation as Tesseract numbers it: one sign; one line of text; as much text as there is, in no order. */
const segmentation = { letter: '10', line: '7', strewn: '11' } as const;

/** The language data lie beside the program, so that nothing is fetched. */
function start(): Promise<Worker> {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  const options = { langPath: join(data, '4.0.0_best_int'), cacheMethod: 'none', gzip: true } as const;
  return createWorker('eng', 1, { ...options, errorHandler: () => undefined });
}

/** A portable grey map: what Tesseract takes without any decoder. */
function greyMap({ data, width, height }: Plane): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}

type Recognised = Awaited<ReturnType<Worker['recognize']>>['data'];

function wordsOf({ blocks }: Recognised): ReadWord[] {
  const words = (blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words)),
  );
  return words.map(({ bbox, text, confidence }) => ({
    x: bbox.x0,
    y: bbox.y0,
    w: bbox.x1 - bbox.x0,
    h: bbox.y1 - bbox.y0,
    text,
    confidence: confidence / 100,
  }));
}

class PatientReader implements TextReader {
  #worker: Promise<Worker> | null = null;

  async read(plane: Plane, layout: Layout, limitMs: number): Promise<readonly ReadWord[] | null> {
    this.#worker ??= start();
    const worker = await this.#worker;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), limitMs);
    });
    const reading = worker
      .setParameters({ tessedit_pageseg_mode: segmentation[layout] as never, user_defined_dpi: '150' })
      .then(() => worker.recognize(greyMap(plane), {}, { text: false, blocks: true }));
    // A worker that is ended never answers, and one that fails answers too late.
    const done = await Promise.race([reading, late]).finally(() => clearTimeout(timer));
    if (done) return wordsOf(done.data);
    await this.close();
    return null;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await (await worker)?.terminate();
  }
}

/** Reads writing with Tesseract. Its worker starts with the first need, and anew after one that took too long. */
export const createTextReader = (): TextReader => new PatientReader();
