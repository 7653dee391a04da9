import { existsSync, readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';

export interface Noted {
  frames: number[];
  longest: number;
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

/** A wheel that turns at so many pixels a second. */
async function turnWheel(page: Page, session: CDPSession, pixels: number, speed: number): Promise<void> {
  const box = await page.getByRole('listbox', { name: 'Recordings' }).boundingBox();
  if (!box) throw new Error('There is no grid to scroll');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const gesture = { ...at, yDistance: -pixels, speed, gestureSourceType: 'mouse' as const };
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

export async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? 0;
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
  page: Page,
  browser: Browser,
  effort: number,
  minutes: number,
): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const until = performance.now() + minutes * 60_000;
  let wheel: Noted = { frames: [], longest: 0 };
  let slow = wheel;
  let drag = wheel;
  const threadBefore = await metric(session, 'ThreadTime');
  const processorBefore = await processorOf(browser);
  do {
    // The bar ends at the end: from there the wheel turns back.
    const pixels = Math.round(24_000 * effort) * (drag.frames.length === 0 ? 1 : -1);
    const turned = (speed: number, part: number) =>
      watched(page, () => turnWheel(page, session, pixels * part, speed));
    wheel = both(wheel, await turned(inPixels.fast, 1));
    slow = both(slow, await turned(inPixels.slow, 0.3));
    drag = both(drag, await watched(page, () => dragBar(page, Math.max(2, Math.round(20 * effort)))));
  } while (performance.now() < until);
  const thread = (await metric(session, 'ThreadTime')) - threadBefore;
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
