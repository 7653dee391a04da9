import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { fullScene } from '../hosts/stub/scenes.ts';
import { startStub } from '../hosts/stub/server.ts';
import { metric, type Scrolled, scroll } from './frames.ts';
import { surname } from './made-up-people.ts';
import { type Memory, memoryOf } from './memory.ts';
import { openPlainPictures } from './plain-pictures.ts';
import { keepPriority } from './priority.ts';
import { percentile, seeded } from './seeded.ts';
import { openUnwatched } from './unwatched-page.ts';
import { openLargeLibrary } from './window-answers.ts';

export interface WindowBench {
  readonly rows: number;
  /** Milliseconds from the press of Unlock until a picture of the grid is painted. */
  readonly firstGridMs: number;
  readonly frames: Frames;
  /** Of plain pictures in the same place, see `plain-pictures.ts`. */
  readonly plain: Frames;
  /** Milliseconds from the last letter until what is found is painted, the rest of the typing included. */
  readonly searchP95Ms: number;
  /** Of it the catalogue's own part. */
  readonly queryP95Ms: number;
  /** So long it was scrolled. */
  readonly minutes: number;
  /** After the scrolling; null where the system does not say. */
  readonly memory: Memory | null;
  /** What is left of it once the browser has collected what was let go of: what the pictures in sight cost. */
  readonly held: Memory | null;
  readonly heapMB: number;
  readonly elements: number;
}

/** Milliseconds while scrolling. */
interface Frames {
  /** Between frames while a wheel turns fast and slowly, and while the bar is dragged from end to end. */
  readonly wheelP95: number;
  readonly slowP95: number;
  readonly dragP95: number;
  /** Processor time for a frame, of the main thread and of the whole browser: what a busy machine changes least. */
  readonly thread: number;
  readonly processor: number | null;
  /** The longest that the main thread was held up; 0 where nothing took 50 ms. */
  readonly longestTask: number;
}

const framesOf = ({ wheel, slow, drag, threadMs, processorMs }: Scrolled): Frames => ({
  wheelP95: percentile(wheel.frames, 95),
  slowP95: percentile(slow.frames, 95),
  dragP95: percentile(drag.frames, 95),
  thread: threadMs,
  processor: processorMs,
  longestTask: Math.max(wheel.longest, slow.longest, drag.longest),
});

const built = join(import.meta.dirname, '..', '..', 'out', 'renderer');

async function firstGrid(page: Page): Promise<number> {
  await page.getByRole('combobox', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: 'Jo Lee' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('correct');
  const from = performance.now();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('listbox', { name: 'Recordings' }).locator('canvas').first().waitFor();
  return performance.now() - from;
}

async function search(page: Page, text: string): Promise<number> {
  await page.locator('#search').fill('');
  await page.getByRole('group', { name: 'What is filtered' }).waitFor({ state: 'hidden' });
  await page.locator('#search').focus();
  return page.evaluate(async (words) => {
    const field = document.activeElement as HTMLInputElement;
    // The thumbnails that went by would fill what the browser keeps of requests.
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(2_000);
    const from = performance.now();
    // As the keyboard does it, but without the way from the driver.
    document.execCommand('insertText', false, words);
    if (field.value !== words) throw new Error(`The search field holds ${field.value}`);
    const answered = (): boolean =>
      performance
        .getEntriesByType('resource')
        .some(
          (entry) => entry.name.endsWith('recording.window') && entry.startTime > from && entry.duration > 0,
        );
    while (!answered()) {
      if (performance.now() - from > 10_000) throw new Error(`Nothing was answered for ${words}`);
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - from;
  }, text);
}

/** Beginnings of surnames, none of them twice: what was asked before is answered from memory. */
function beginnings(count: number): string[] {
  const random = seeded(31);
  const texts = new Set<string>();
  for (let tried = 0; texts.size < count && tried < count * 50; tried += 1)
    texts.add(surname(random).slice(0, 3 + (tried % 5)));
  return [...texts];
}

/** So long after a collection its memory has gone back to the system. */
const collectedMs = 1_500;

/** As a hospital laptop has it. */
const viewport = { width: 1366, height: 768 };

/** Scrolls the unlocked window, and says what that took and what it left. */
async function scrollAndWeigh(browser: Browser, url: string, effort: number, minutes: number) {
  const page = await openUnwatched(browser, url, viewport);
  await page.until(() => document.querySelector('[aria-label="Recordings"] canvas') !== null);
  await keepPriority(browser);
  const frames = framesOf(await scroll(page, browser, effort, minutes));
  const memory = await memoryOf(browser);
  const heapMB = (await metric(page, 'JSHeapUsedSize')) / 1e6;
  await page.send('HeapProfiler.collectGarbage');
  await new Promise((resolve) => setTimeout(resolve, collectedMs));
  const held = await memoryOf(browser);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length, null);
  await page.close();
  return { frames, memory, held, heapMB, elements };
}

/**
 * Measures the built window in a Chromium without a graphics card over a catalogue of so many recordings. `effort`
 * is how much is scrolled and searched: 1 for figures, less to see that it runs. For so many `minutes` it is scrolled
 * at least: what is let go of too late shows after some.
 */
export async function benchWindow({
  rows,
  effort = 1,
  minutes = 0,
}: {
  readonly rows: number;
  readonly effort?: number;
  readonly minutes?: number;
}): Promise<WindowBench> {
  const library = await openLargeLibrary(rows);
  const stub = await startStub(built, 0, library);
  stub.show({ ...fullScene, library: 'locked', total: rows });
  const browser = await chromium.launch({
    executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
    await page.goto(stub.url);
    await keepPriority(browser);
    const firstGridMs = await firstGrid(page);
    library.searches();
    const times: number[] = [];
    for (const text of beginnings(Math.max(4, Math.round(40 * effort)))) times.push(await search(page, text));
    const queries = library.searches();
    await page.locator('#search').fill('');
    const besides = await openPlainPictures(browser, stub.url, page, viewport);
    await keepPriority(browser);
    const plain = framesOf(await scroll(besides, browser, effort, 0));
    await besides.close();
    // A window that nobody touches locks after a while, and the minutes are longer.
    await page.close();
    const scrolled = await scrollAndWeigh(browser, stub.url, effort, minutes);
    return {
      ...scrolled,
      rows,
      firstGridMs,
      plain,
      searchP95Ms: percentile(times, 95),
      queryP95Ms: percentile(queries, 95),
      minutes,
    };
  } finally {
    await browser.close();
    await stub.close();
    await library.close();
  }
}

const ms = (figure: number): string => `${figure.toFixed(0)} ms`;
const of = (figure: number, most: number): string => `${(figure / most).toFixed(2)} of ${most}`;
const line = (name: string, figure: string, goal: string): string =>
  `  ${name.padEnd(44)} ${figure.padStart(10)}   ${goal}`;

/** Frames beside what is to be reached and beside what plain pictures cost in the same browser. */
function sayFrames(own: Frames, plain: Frames): string[] {
  const frame = (name: string, figure: number, beside: number): string =>
    line(name, ms(figure), `${of(figure, 33)} ms allowed; ${(figure / beside).toFixed(2)} of plain pictures`);
  const processor = (name: string, figure: number, beside: number): string =>
    line(name, `${figure.toFixed(1)} ms`, `${(figure / beside).toFixed(2)} of plain pictures`);
  return [
    frame('frame while the wheel turns fast, p95', own.wheelP95, plain.wheelP95),
    frame('frame while it turns slowly, p95', own.slowP95, plain.slowP95),
    frame('frame while the bar is dragged, p95', own.dragP95, plain.dragP95),
    line(
      'longest task while scrolling',
      own.longestTask === 0 ? 'under 50 ms' : ms(own.longestTask),
      `${of(own.longestTask, 50)} ms allowed`,
    ),
    processor('main thread for a frame, of the processor', own.thread, plain.thread),
    ...(own.processor === null || plain.processor === null
      ? []
      : [processor('whole browser for a frame, of the processor', own.processor, plain.processor)]),
  ];
}

/** Memory of the page's process: decoded pictures are of it, and its part of the browser's program. */
function sayMemory({ memory, held, minutes }: WindowBench): string[] {
  const after = `memory after ${minutes || 'a little'} min of scrolling`;
  if (memory === null || held === null) return [line(after, 'not said', '')];
  const parts = ({ own, shared }: Memory): string =>
    `${own.toFixed(0)} of the page alone, ${shared.toFixed(0)} shared`;
  return [
    line(after, `${memory.whole.toFixed(0)} MB`, `${of(memory.whole, 300)} MB allowed; ${parts(memory)}`),
    line('once the browser has collected', `${held.whole.toFixed(0)} MB`, parts(held)),
  ];
}

/** The figures as lines for a person, each with what is to be reached. */
export function sayWindow(bench: WindowBench): string {
  return [
    `window over ${bench.rows} recordings, Chromium without a graphics card`,
    line(
      'unlocked to first picture of the grid',
      ms(bench.firstGridMs),
      `${of(bench.firstGridMs, 2_000)} ms allowed`,
    ),
    ...sayFrames(bench.frames, bench.plain),
    line('search in the catalogue, p95', ms(bench.queryP95Ms), `${of(bench.queryP95Ms, 30)} ms allowed`),
    line(
      'last letter to what is found, p95',
      ms(bench.searchP95Ms),
      `${of(bench.searchP95Ms, 500)} ms allowed`,
    ),
    ...sayMemory(bench),
    line('of it script', `${bench.heapMB.toFixed(0)} MB`, ''),
    line('elements on the page', String(bench.elements), ''),
  ].join('\n');
}
