import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;
let page: Page;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const tile = () => page.getByRole('option').first().waitFor();

describe('a paragraph by keyboard', () => {
  it('opens with Enter, goes with Escape or Tab, and leaves the focus and the place as they were', async () => {
    page = await window.open('/queues');
    const cite = button(/^Paragraph 14a/);
    const clause = page.getByText('Paragraph 14a of the guidance');
    await cite.focus();
    await page.keyboard.press('Enter');
    await clause.waitFor();
    await page.keyboard.press('Escape');
    await clause.waitFor({ state: 'hidden' });
    expect(await cite.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => location.hash)).toBe('#/queues');
    await page.keyboard.press('Enter');
    await clause.waitFor();
    await page.keyboard.press('Tab');
    await clause.waitFor({ state: 'hidden' });
  });

  it('closes before the dialog it stands in', async () => {
    page = await window.open(`/recording/${idOf(1, 3)}`);
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: /^Release/ });
    const cite = dialog.getByRole('button', { name: /^Paragraph / }).first();
    await cite.focus();
    await page.keyboard.press('Enter');
    const clause = page.getByText(/^Paragraph .* of the guidance$/);
    await clause.waitFor();
    await page.keyboard.press('Escape');
    await clause.waitFor({ state: 'hidden' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('the grid by keyboard', () => {
  const activeName = () =>
    page.evaluate(() => {
      const active = document.activeElement?.getAttribute('aria-activedescendant');
      return active ? (document.getElementById(active)?.textContent ?? '') : '';
    });

  it('goes from tile to tile, chooses a range, looks and opens', async () => {
    page = await window.open('/');
    await tile();
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(activeName).toContain('R-000002');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('3 recordings chosen').first().waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('dialog', { name: 'Quick look at R-000004' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('dialog', { name: 'Quick look at R-000003' }).waitFor();
    await page.keyboard.press('Escape');
    // The dialog gives the focus back to the grid.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Recording R-000003' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor();
    await expect.poll(activeName).toContain('R-000003');
  });

  it('holds ten thousand recordings and makes only those in sight', async () => {
    page = await window.open('/');
    await tile();
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('End');
    await page.getByRole('option', { name: /R-010000/ }).waitFor();
    expect(await page.getByRole('option').count()).toBeLessThan(100);
    await page.keyboard.press('Control+a');
    await page.getByText('10,000 recordings chosen').first().waitFor();
  });

  it('reaches the search with a stroke and the acts with a letter', async () => {
    page = await window.open('/');
    await tile();
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement?.id === 'search');
    await page.keyboard.type('nothing');
    await page.getByText('Nothing is found').waitFor();
    await button('Clear search and filters').click();
    await page.getByRole('option').nth(1).click();
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: 'Release 1 recording' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys that hold here' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('a');
    await page.getByRole('heading', { level: 1, name: /^Anonymise R-/ }).waitFor();
  });
});

describe('the bench by keyboard', () => {
  it('moves, resizes and removes a region, and sends whole pixels inside the picture', async () => {
    page = await window.open(`/recording/${idOf(1, 0)}/anonymise`);
    await button('Add a region').click();
    const region = page.getByRole('button', { name: /^Region 1: 320 by 150 at 640, 525/ });
    await region.waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: /at 628, 525/ }).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: /320 by 162/ }).waitFor();
    await page.getByLabel('Left of region 1').fill('5000');
    await page.getByRole('button', { name: /at 1280, 525/ }).waitFor();
    await button('Make anonymised copy').click();
    await page.getByText('Please look at it and sign it off').first().waitFor();
    const sent = window.stub.calls.findLast(({ name }) => name === 'anonymise.make')?.input;
    expect(sent).toMatchObject({ regions: [{ x: 1280, y: 525, w: 320, h: 162, source: 'drawn by hand' }] });
    await page.getByRole('button', { name: /^Region 1/ }).focus();
    await page.keyboard.press('Delete');
    await page.getByText('No region yet').waitFor();
  });

  it('cuts the picture to a part, and takes that back', async () => {
    page = await window.open(`/recording/${idOf(1, 0)}/anonymise`);
    await button('Add a region').waitFor();
    await page.keyboard.press('x');
    await page
      .getByRole('button', { name: /What stays of the picture, the picture is cut to it$/ })
      .waitFor();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.getByText('0 of 0 covered, cropped').waitFor();
    await page.keyboard.press('p');
    await page.getByRole('dialog').waitFor();
    await expect
      .poll(() => window.stub.calls.findLast(({ name }) => name === 'anonymise.preview')?.input)
      .toMatchObject({ regions: [], keep: { x: 160, y: 120, w: 1268, h: 960 } });
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await page.getByText('No region yet').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('0 of 0 covered, cropped').waitFor();
  });
});

describe('the bench of films by keyboard', () => {
  it('gives a region its span and key frames, and Enter has the copy made and goes on', async () => {
    page = await window.open(`/recording/${idOf(1, 1)}/anonymise`);
    const start = () => window.stub.calls.findLast(({ name }) => name === 'anonymise.start')?.input;
    // What was found has the focus.
    await page.waitForFunction(() => document.activeElement?.id.startsWith('region-'));
    const leftVisible = () => page.getByText(/^left visible/).count();
    const before = await leftVisible();
    await page.keyboard.press('n');
    await expect.poll(leftVisible).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await expect.poll(leftVisible).toBe(before);
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Remove stretch 1' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('The sound stays as it was recorded.').waitFor();
    await page.keyboard.press('d');
    const region = page.locator('[id^="region-"]:focus[aria-label*="Drawn by hand"]');
    await region.waitFor();
    await page.keyboard.press('f');
    await page.getByText(/, 1 key frame$/).waitFor();
    const position = page.getByRole('slider', { name: 'Position' });
    const stepped = async (): Promise<number> => {
      await page.keyboard.press('.');
      return Number(await position.inputValue());
    };
    await expect.poll(stepped, { timeout: 20_000 }).toBeGreaterThan(0.1);
    await region.press('ArrowLeft');
    await page.getByText(/2 key frames/).waitFor();
    await page.keyboard.press(']');
    await page.getByText(/ to 0:\d\d\.\d\d, 2 key frames/).waitFor();
    await page.keyboard.down('h');
    await page.getByRole('group', { name: 'Regions on the picture' }).waitFor({ state: 'hidden' });
    await page.keyboard.up('h');
    expect(await faultsOfAccess(page)).toEqual([]);
    const title = await page.locator('h1').innerText();
    await page.locator('[id^="region-"]').last().focus();
    await page.keyboard.press('Enter');
    await expect.poll(start).toMatchObject({
      recording: idOf(1, 1),
      regions: expect.arrayContaining([
        expect.objectContaining({
          source: 'drawn by hand',
          keyFrames: [expect.anything(), expect.anything()],
        }),
      ]),
    });
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, title);
  });
});

describe('the lock', () => {
  it('empties the window at once when the engine locks', async () => {
    page = await window.open(`/recording/${idOf(1, 3)}`);
    await page.getByRole('img', { name: /original/ }).waitFor();
    window.stub.show({ library: 'locked' });
    window.stub.tell({ kind: 'locked', why: 'idle' });
    await page.getByRole('heading', { level: 1, name: /^Unlock/ }).waitFor();
    expect(await page.locator('img, canvas, video, audio').count()).toBe(0);
    expect(await page.content()).not.toMatch(/R-000004|Llanfairpwll|media\//);
    expect(new URL(page.url()).hash).toBe('#/');
  });

  it('says a wrong passphrase in words and lets the right one in', async () => {
    page = await window.open('/', { library: 'locked' });
    await page.getByRole('combobox', { name: 'Who are you?' }).click();
    await page.getByRole('option', { name: 'Jo Lee' }).click();
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
    await button('Unlock').click();
    await page.getByRole('alert').getByText('not the passphrase').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill('correct');
    await button('Unlock').click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });
});

describe('what a role may do', () => {
  it('shows an educator no place and no act that the contract keeps from the role', async () => {
    page = await window.open('/', { role: 'educator' });
    await tile();
    const nav = page.getByRole('navigation', { name: 'Places' });
    expect(await nav.getByRole('link').allInnerTexts()).toEqual(['Library', 'Releases', 'Settings']);
    await page.getByRole('option').first().click();
    expect(await button('Classify').count()).toBe(0);
    expect(await button('Take files in').count()).toBe(0);
  });
});
