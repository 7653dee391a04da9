import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOfPage } from '../axe.ts';
import { until } from './hands.ts';
import type { StoryWindow } from './story-window.ts';

/** Named by whoever wants to look; the many sizes are taken only then. */
const wanted = process.env.CUSTOS_SCREENSHOTS;
const folder = wanted ?? join(tmpdir(), 'custos-screenshots');
const laptop = { width: 1366, height: 768 };
const large = { width: 2560, height: 1440 };

/** Waits until every picture in sight is there and nothing comes or goes: what is half faded is not judged. */
async function settle(page: Page): Promise<void> {
  await until(page, () =>
    [...document.images].every(
      ({ complete, loading, naturalWidth }) => (complete && naturalWidth > 0) || loading === 'lazy',
    ),
  );
  await until(page, () =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

const seen = new WeakMap<StoryWindow, number>();

/**
 * Has axe look at a step, and takes its picture where somebody wants to look: on the hospital's laptop, and where the
 * step is a main one in the dark and on a large screen too. Both hosts show the same page, so axe looks in one.
 */
export async function look(window: StoryWindow, name: string, main: 'main' | 'step' = 'step'): Promise<void> {
  const { page, host } = window;
  if (wanted === undefined && host !== 'browser') return;
  const count = (seen.get(window) ?? 0) + 1;
  seen.set(window, count);
  const file = (form: string): string =>
    join(folder, `${host}-${String(count).padStart(2, '0')}-${name}${form}.png`);
  await settle(page);
  expect(await faultsOfPage(page), `axe on ${name}`).toEqual([]);
  if (wanted === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: file('') });
  if (main === 'step') return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await settle(page);
  await page.screenshot({ path: file('-dark') });
  expect(await faultsOfPage(page), `axe on ${name} in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(large);
  await settle(page);
  await page.screenshot({ path: file('-large') });
  await page.setViewportSize(laptop);
  await settle(page);
}

/** What was on the screen when a step failed. */
export async function lookAtFailure({ page, host }: StoryWindow): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${host}-failed.png`) });
}
