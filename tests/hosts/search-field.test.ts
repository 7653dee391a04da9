import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from './stub/photograph.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const field = (page: Page) => page.getByRole('combobox', { name: 'Search the library' });
const asked = () => window.stub.calls.findLast(({ name }) => name === 'recording.window')?.input;
/** The end of the search that the keys stand on. */
const pointed = (page: Page) => () =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.textContent ?? '') : '';
  });

describe('the search', () => {
  it('proposes ends, takes one by arrows and Enter, and searches', async () => {
    const page = await window.open('/');
    await page.getByRole('option', { name: /R-000001/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('sub');
    const ends = page.getByRole('listbox', { name: 'Ends of the search' });
    await ends.getByRole('option', { name: /^subject:/ }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await expect.poll(pointed(page)).toContain('subject:');
    await page.keyboard.press('Enter');
    await expect.poll(() => field(page).inputValue()).toBe('subject:');
    await page.keyboard.type('ng');
    await page.keyboard.press('Enter');
    await expect.poll(asked).toMatchObject({ query: { text: 'subject:ng' } });
    await page.getByRole('button', { name: 'Take away: “subject:ng”' }).waitFor();
  });

  it('tells its fields to whoever asks before typing, and finds as one types', async () => {
    const page = await window.open('/');
    await field(page).click();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /^rating: stars from 0 to 5/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('wound');
    await expect.poll(asked).toMatchObject({ query: { text: 'wound' } });
    await field(page).fill('colour:red');
    await page.getByText('There is no field called “colour”.').waitFor();
  });

  it('shows what it finds on the page where one is, each to be gone to', async () => {
    const page = await window.open('/queues');
    await page.keyboard.press('/');
    await page.keyboard.type('wound');
    const found = page.getByRole('listbox', { name: 'Ends of the search' });
    await found.getByText(/recordings in all/).waitFor();
    await photograph(page, 'what a search finds elsewhere');
    expect(await faultsOfAccess(page)).toEqual([]);
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('ArrowDown');
      if (/R-000002/.test(await pointed(page)())) break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Recording R-000002' }).waitFor();
  });

  it('goes to the library from any page, and says what to try where nothing is found', async () => {
    const page = await window.open('/queues');
    await page.keyboard.press('/');
    await page.keyboard.type('nothing');
    await page.keyboard.press('Enter');
    await page.getByText('Try fewer words').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
  });
});
