import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from './stub/photograph.ts';
import { states } from './stub/places.ts';
import type { State } from './stub/reaching.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;
/** The window as the state before left it, and the scene it was opened upon; null where it is to be opened anew. */
let left: { readonly page: Page; readonly scene: string } | null = null;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const sceneOf = ({ scene = {} }: State): string => JSON.stringify(scene);
/** One scene after the other, so that the window is opened once a scene: a start costs more than all else. */
const inOrder = Object.values(Object.groupBy(states, sceneOf)).flatMap((group) => group ?? []);

async function goneTo(page: Page, at: string): Promise<Page> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const dialogs = async (): Promise<number> => {
    const count = await page.getByRole('dialog').count();
    // A list that stands open in a dialog takes the first Escape.
    if (count > 0) await page.keyboard.press('Escape');
    return count;
  };
  await expect.poll(dialogs, { timeout: 20_000, interval: 300 }).toBe(0);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${at}`);
  await page.locator('h1').first().waitFor();
  return page;
}

async function reached(state: State): Promise<Page> {
  const scene = sceneOf(state);
  const before = left?.scene === scene ? left.page : null;
  left = null;
  window.complaints = [];
  const page = before ? await goneTo(before, state.at) : await window.open(state.at, state.scene);
  await state.ready(page);
  left = state.leaves ? null : { page, scene };
  return page;
}

describe('every place and state', () => {
  it.each(inOrder)('$name has no fault of access, light or dark', async (state) => {
    const page = await reached(state);
    await photograph(page, state.name);
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(window.complaints.filter((complaint) => !complaint.includes('Failed to load resource'))).toEqual(
      [],
    );
  });
});
