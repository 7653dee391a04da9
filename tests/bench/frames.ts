import { existsSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { UnwatchedPage } from './unwatched-page.ts';

export interface Noted {
  frames: number[];
  longest: number;
}

/** The one list of pictures. */
const grid = '[role="listbox"][aria-label="Recordings"]';

interface Noting extends Noted {
  on: boolean;
  observer: PerformanceObserver;
}

/** Notes every frame and every task of 50 ms or more from now on. */
async function watch(page: UnwatchedPage): Promise<() => Promise<Noted>> {
  await page.evaluate(() => {
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.longest = Math.max(noted.longest, duration);
    });
    const noted: Noting = { frames: [], longest: 0, on: true, observer };
    (globalThis as unknown as { noted: Noting }).noted = noted;
    observer.observe({ entryTypes: ['longtask'] });
    let before = performance.now();
    const frame = (now: number): void => {
      noted.frames.push(now - before);
      before = now;
      if (noted.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, null);
  return () =>
    page.evaluate(() => {
      const { noted } = globalThis as unknown as { noted: Noting };
      noted.on = false;
      noted.observer.disconnect();
      return { frames: noted.frames.slice(2), longest: noted.longest };
    }, null);
}

/** A wheel that turns at so many pixels a second. */
async function turnWheel(page: UnwatchedPage, pixels: number, speed: number): Promise<void> {
  const at = await page.evaluate((selector) => {
    const { x, y, width, height } = (document.querySelector(selector) as Element).getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, grid);
  const gesture = { ...at, yDistance: -pixels, speed, gestureSourceType: 'mouse' };
  await page.send('Input.synthesizeScrollGesture', gesture);
}

/** The bar dragged from end to end, with rests on the way. */
const dragBar = (page: UnwatchedPage, rests: number): Promise<void> =>
  page.evaluate(
    async ({ selector, stops }) => {
      const scroller = document.querySelector(selector) as Element;
      const steps = 20;
      for (let step = 0; step <= stops * steps; step += 1) {
        scroller.scrollTop = (scroller.scrollHeight * step) / (stops * steps);
        await new Promise(requestAnimationFrame);
        if (step % steps === 0) await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    { selector: grid, stops: rests },
  );

export async function metric(page: UnwatchedPage, wanted: string): Promise<number> {
  const { metrics } = await page.send<{ metrics: { name: string; value: number }[] }>(
    'Performance.getMetrics',
  );
  return metrics.find(({ name }) => name === wanted)?.value ?? 0;
}

async function watched(page: UnwatchedPage, work: () => Promise<void>): Promise<Noted> {
  const ends = await watch(page);
  await work();
  return ends();
}

const both = (one: Noted, other: Noted): Noted => ({
  frames: [...one.frames, ...other.frames],
  longest: Math.max(one.longest, other.longest),
});

/** Processor time that all processes of the browser have had, in milliseconds; null where the system does not say. */
async function processorOf(browser: Browser): Promise<number | null> {
  if (!existsSync('/proc/self/stat')) return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const ticks = processInfo
    .map(({ id }) => `/proc/${id}/stat`)
    .filter((path) => existsSync(path))
    // After the name, which may hold anything: state, parent and so on, then the ticks in the program and in the system.
    .map((path) =>
      readFileSync(path, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' '),
    )
    .map((fields) => Number(fields[11]) + Number(fields[12]));
  return ticks.reduce((sum, each) => sum + each, 0) * 10;
}

export interface Scrolled {
  /** As fast as a hand turns a wheel, and slowly enough to look at what goes by. */
  readonly wheel: Noted;
  readonly slow: Noted;
  /** The bar dragged from end to end. */
  readonly drag: Noted;
  /** Processor time of the page's main thread for a frame, and of the whole browser; the latter may not be known. */
  readonly threadMs: number;
  readonly processorMs: number | null;
}

const inPixels = { fast: 4_000, slow: 1_200 } as const;

/** Wheel and bar in turn over the pictures, once or until the minutes are over. */
export async function scroll(
  page: UnwatchedPage,
  browser: Browser,
  effort: number,
  minutes: number,
): Promise<Scrolled> {
  await page.send('Performance.enable', { timeDomain: 'threadTicks' });
  const until = performance.now() + minutes * 60_000;
  let wheel: Noted = { frames: [], longest: 0 };
  let slow = wheel;
  let drag = wheel;
  const threadBefore = await metric(page, 'ThreadTime');
  const processorBefore = await processorOf(browser);
  do {
    // The bar ends at the end: from there the wheel turns back.
    const pixels = Math.round(24_000 * effort) * (drag.frames.length === 0 ? 1 : -1);
    const turned = (speed: number, part: number) =>
      watched(page, () => turnWheel(page, pixels * part, speed));
    wheel = both(wheel, await turned(inPixels.fast, 1));
    slow = both(slow, await turned(inPixels.slow, 0.3));
    drag = both(drag, await watched(page, () => dragBar(page, Math.max(2, Math.round(20 * effort)))));
  } while (performance.now() < until);
  const thread = (await metric(page, 'ThreadTime')) - threadBefore;
  const processor = await processorOf(browser);
  const frames = Math.max(1, wheel.frames.length + slow.frames.length + drag.frames.length);
  return {
    wheel,
    slow,
    drag,
    threadMs: (thread * 1_000) / frames,
    processorMs:
      processor === null || processorBefore === null ? null : (processor - processorBefore) / frames,
  };
}
