import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { fullScene } from '../hosts/stub/scenes.ts';
import { startStub } from '../hosts/stub/server.ts';
import { surname } from './made-up-people.ts';
import { keepPriority } from './priority.ts';
import { percentile, seeded } from './seeded.ts';
import { openLargeLibrary } from './window-answers.ts';

export interface WindowBench {
  readonly rows: number;
  /** Milliseconds from the press of Unlock until a picture of the grid is painted. */
  readonly firstGridMs: number;
  /** Milliseconds between frames while a wheel turns, and while the bar is dragged from end to end. */
  readonly wheelP95Ms: number;
  readonly dragP95Ms: number;
  /** Processor time of the window's main thread for a frame while scrolling: what a busy machine does not change. */
  readonly threadMs: number;
  /** The longest that the window's main thread was held up while scrolling; 0 where nothing took 50 ms. */
  readonly longestTaskMs: number;
  /** Milliseconds from the last letter until what is found is painted, the rest of the typing included. */
  readonly searchP95Ms: number;
  /** Of it the catalogue's own part. */
  readonly queryP95Ms: number;
  /** So long it was scrolled. */
  readonly minutes: number;
  /** Memory of the window's own process, in millions of bytes, after the scrolling; null where the system does not say. */
  readonly memoryMB: number | null;
  readonly heapMB: number;
  readonly elements: number;
}

const built = join(import.meta.dirname, '..', '..', 'out', 'renderer');

async function firstGrid(page: Page): Promise<number> {
  await page.getByRole('combobox', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: 'Jo Lee' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('correct');
  const from = performance.now();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('listbox', { name: 'Recordings' }).locator('img').first().waitFor();
  return performance.now() - from;
}

/** Notes every frame and every task of 50 ms or more from now on. */
async function watch(page: Page): Promise<() => Promise<{ frames: number[]; longest: number }>> {
  await page.evaluate(() => {
    const noted = { frames: [] as number[], longest: 0, on: true };
    (globalThis as unknown as { noted: typeof noted }).noted = noted;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.longest = Math.max(noted.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
    let before = performance.now();
    const frame = (now: number): void => {
      noted.frames.push(now - before);
      before = now;
      if (noted.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return () =>
    page.evaluate(() => {
      const { noted } = globalThis as unknown as {
        noted: { frames: number[]; longest: number; on: boolean };
      };
      noted.on = false;
      return { frames: noted.frames.slice(2), longest: noted.longest };
    });
}

/** A wheel that turns as fast as a hand turns it. */
async function turnWheel(page: Page, session: CDPSession, pixels: number): Promise<void> {
  const box = await page.getByRole('listbox', { name: 'Recordings' }).boundingBox();
  if (!box) throw new Error('There is no grid to scroll');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const gesture = { ...at, yDistance: -pixels, speed: 4_000, gestureSourceType: 'mouse' as const };
  await session.send('Input.synthesizeScrollGesture', gesture);
}

/** The bar dragged from end to end, with rests on the way. */
const dragBar = (page: Page, rests: number): Promise<void> =>
  page.getByRole('listbox', { name: 'Recordings' }).evaluate(async (grid, stops) => {
    const steps = 20;
    for (let step = 0; step <= stops * steps; step += 1) {
      grid.scrollTop = (grid.scrollHeight * step) / (stops * steps);
      await new Promise(requestAnimationFrame);
      if (step % steps === 0) await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }, rests);

async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? 0;
}

interface Noted {
  frames: number[];
  longest: number;
}

async function watched(page: Page, work: () => Promise<void>): Promise<Noted> {
  const ends = await watch(page);
  await work();
  return ends();
}

const both = (one: Noted, other: Noted): Noted => ({
  frames: [...one.frames, ...other.frames],
  longest: Math.max(one.longest, other.longest),
});

/** Wheel and bar in turn, once or until the minutes are over. */
async function scroll(page: Page, session: CDPSession, effort: number, minutes: number) {
  const until = performance.now() + minutes * 60_000;
  let wheel: Noted = { frames: [], longest: 0 };
  let drag = wheel;
  const before = await metric(session, 'ThreadTime');
  do {
    // The bar ends at the end: from there the wheel turns back.
    const pixels = Math.round(24_000 * effort) * (drag.frames.length === 0 ? 1 : -1);
    wheel = both(wheel, await watched(page, () => turnWheel(page, session, pixels)));
    drag = both(drag, await watched(page, () => dragBar(page, Math.max(2, Math.round(20 * effort)))));
  } while (performance.now() < until);
  const thread = (await metric(session, 'ThreadTime')) - before;
  const frames = wheel.frames.length + drag.frames.length;
  return { wheel, drag, threadMs: (thread * 1_000) / Math.max(1, frames) };
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

/** Memory that the page's process has for itself, from what Linux says of it. */
async function memoryOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const own = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/status`)
    .filter((path) => existsSync(path))
    .map((path) => {
      const status = readFileSync(path, 'utf8');
      const kilobytes = (name: string): number =>
        Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1_024;
    });
  return own.length > 0 ? Math.max(...own) / 1e6 : null;
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
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const session = await page.context().newCDPSession(page);
    await page.goto(stub.url);
    await keepPriority(browser);
    const firstGridMs = await firstGrid(page);
    await keepPriority(browser);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const { wheel, drag, threadMs } = await scroll(page, session, effort, minutes);
    const memoryMB = await memoryOf(browser);
    const heap = await metric(session, 'JSHeapUsedSize');
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    library.searches();
    const times: number[] = [];
    for (const text of beginnings(Math.max(4, Math.round(40 * effort)))) times.push(await search(page, text));
    return {
      rows,
      firstGridMs,
      wheelP95Ms: percentile(wheel.frames, 95),
      dragP95Ms: percentile(drag.frames, 95),
      longestTaskMs: Math.max(wheel.longest, drag.longest),
      searchP95Ms: percentile(times, 95),
      queryP95Ms: percentile(library.searches(), 95),
      minutes,
      threadMs,
      memoryMB,
      heapMB: heap / 1e6,
      elements,
    };
  } finally {
    await browser.close();
    await stub.close();
    await library.close();
  }
}

/** The figures as lines for a person, each with what is to be reached. */
export function sayWindow(bench: WindowBench): string {
  const line = (name: string, figure: string, goal: string): string =>
    `  ${name.padEnd(44)} ${figure.padStart(10)}   ${goal}`;
  const ms = (figure: number): string => `${figure.toFixed(0)} ms`;
  const of = (figure: number, most: number): string => `${(figure / most).toFixed(2)} of ${most}`;
  return [
    `window over ${bench.rows} recordings, Chromium without a graphics card`,
    line(
      'unlocked to first picture of the grid',
      ms(bench.firstGridMs),
      `${of(bench.firstGridMs, 2_000)} ms allowed`,
    ),
    line('frame while the wheel turns, p95', ms(bench.wheelP95Ms), `${of(bench.wheelP95Ms, 33)} ms allowed`),
    line('frame while the bar is dragged, p95', ms(bench.dragP95Ms), `${of(bench.dragP95Ms, 33)} ms allowed`),
    line(
      'longest task while scrolling',
      bench.longestTaskMs === 0 ? 'under 50 ms' : ms(bench.longestTaskMs),
      `${of(bench.longestTaskMs, 50)} ms allowed`,
    ),
    line('main thread for a frame, of the processor', `${bench.threadMs.toFixed(1)} ms`, ''),
    line('search in the catalogue, p95', ms(bench.queryP95Ms), `${of(bench.queryP95Ms, 30)} ms allowed`),
    line(
      'last letter to what is found, p95',
      ms(bench.searchP95Ms),
      `${of(bench.searchP95Ms, 500)} ms allowed`,
    ),
    line(
      `memory of the page’s process after ${bench.minutes || 'a little'} min of scrolling`,
      bench.memoryMB === null ? 'not said' : `${bench.memoryMB.toFixed(0)} MB`,
      bench.memoryMB === null ? '' : `${of(bench.memoryMB, 300)} MB allowed`,
    ),
    line('of it script', `${bench.heapMB.toFixed(0)} MB`, ''),
    line('elements on the page', String(bench.elements), ''),
  ].join('\n');
}
