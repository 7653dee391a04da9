import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 120_000);

afterAll(async () => {
  await window?.close();
});

const photo = `/recording/${idOf(1, 3)}`;

describe('a picture looked at closely', () => {
  const level = (page: Page) => page.getByRole('status', { name: 'Size on screen' });
  const picture = (page: Page) => page.getByRole('img', { name: /original/ });
  const boxOf = async (page: Page) => (await picture(page).boundingBox())!;

  it('goes by keyboard from the whole to its own size, to 1600 % and back', async () => {
    const page = await window.open(photo);
    await level(page).waitFor();
    const whole = await level(page).innerText();
    await page.keyboard.press('1');
    await expect.poll(() => level(page).innerText()).toBe('100 %');
    expect((await boxOf(page)).width).toBeCloseTo(1_600, 0);
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('+');
    await expect.poll(() => level(page).innerText()).toBe('1600 %');
    expect(await picture(page).getAttribute('data-crisp')).toBe('true');
    await page.keyboard.press('-');
    await expect.poll(() => level(page).innerText()).toBe('1200 %');
    await page.keyboard.press('0');
    await expect.poll(() => level(page).innerText()).toBe(whole);
  });

  it('moves by arrow keys, wheel, drag and double click', async () => {
    const page = await window.open(photo);
    await level(page).waitFor();
    const frame = page.getByRole('group', { name: /can be enlarged/ });
    const { x, y, width, height } = (await frame.boundingBox())!;
    const middle = [x + width / 2, y + height / 2] as const;
    await page.mouse.dblclick(...middle);
    await expect.poll(() => level(page).innerText()).toBe('100 %');
    await frame.focus();
    const before = await boxOf(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await boxOf(page)).x).toBeLessThan(before.x - 10);
    const moved = await boxOf(page);
    await page.mouse.move(...middle);
    await page.mouse.down();
    await page.mouse.move(middle[0] + 60, middle[1] + 40, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await boxOf(page)).x - moved.x)).toBe(60);
    expect(Math.round((await boxOf(page)).y - moved.y)).toBe(40);
    await page.mouse.wheel(0, -400);
    await expect.poll(async () => Number.parseInt(await level(page).innerText(), 10)).toBeGreaterThan(150);
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.mouse.dblclick(...middle);
    await expect.poll(async () => Number.parseInt(await level(page).innerText(), 10)).toBeLessThan(100);
  });
});

describe('the facts', () => {
  it('stand with their source: the content, the camera, or who entered them and when', async () => {
    const page = await window.open(photo);
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByText('by its content').waitFor();
    await facts
      .getByText(/by Blodeuwedd Angharad .*, 4 March 2024, 11:30/)
      .first()
      .waitFor();
  });
});

describe('a film', () => {
  const film = `/recording/${idOf(1, 1)}`;
  const shownTime = async (page: Page): Promise<number> =>
    page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
  const player = (page: Page) => page.getByRole('group', { name: /, film$/ });

  it('is played, stepped through and repeated by keyboard alone', async () => {
    const page = await window.open(film);
    await player(page).focus();
    await page.getByText(/0:00\.00 \/ 0:01/).waitFor();
    await page.keyboard.press('.');
    await expect.poll(() => shownTime(page)).toBeGreaterThan(0);
    const second = await shownTime(page);
    expect(second).toBeLessThan(0.1);
    await page.getByText(/frame \d/).waitFor();
    await page.keyboard.press('.');
    await expect.poll(() => shownTime(page)).toBeGreaterThan(second + 0.01);
    const third = await shownTime(page);
    await page.keyboard.press(',');
    await expect.poll(() => shownTime(page)).toBeLessThan(third - 0.01);
    await page.keyboard.press('i');
    await page.getByRole('button', { name: /^From 0:00/ }).waitFor();
    await page.getByRole('button', { name: 'Repeat, or play once', pressed: true }).waitFor();
    await page.keyboard.press('l');
    await page.keyboard.press('l');
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.playbackRate)).toBe(2);
    await page.keyboard.press('k');
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.paused)).toBe(true);
    await page.keyboard.press('-');
    await expect.poll(() => page.getByLabel('Speed').inputValue()).toBe('0.5');
    await page.keyboard.press('m');
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.muted)).toBe(true);
  });

  it('has no fault of access with its keys in sight, light or dark', async () => {
    const page = await window.open(film);
    await page.getByRole('button', { name: 'Keys of the player' }).click();
    await page.getByRole('list', { name: 'Keys of the player' }).getByText('One frame forwards').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});

describe('a sound', () => {
  it('is drawn, and sought in by keyboard', async () => {
    const page = await window.open(`/recording/${idOf(1, 2)}`);
    await page.locator('svg[data-heard]').waitFor();
    const position = page.getByRole('slider', { name: 'Position' });
    await position.focus();
    await page.keyboard.press('End');
    await expect.poll(() => position.getAttribute('aria-valuetext')).toMatch(/^0:03\.\d\d of 0:03/);
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(window.complaints).toEqual([]);
  });
});

describe('the page around it', () => {
  it('goes to the next and the previous recording of the library by key and button', async () => {
    const page = await window.open(photo);
    await page.getByText(/^4 of 10,000/).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { level: 1, name: 'Recording R-000005' }).waitFor();
    await page.getByRole('button', { name: 'Previous recording' }).click();
    await page.getByRole('heading', { level: 1, name: 'Recording R-000004' }).waitFor();
  });

  it('shows what the metadata said before and what is left of it', async () => {
    const page = await window.open(photo);
    await page.getByRole('button', { name: 'Before and after' }).click();
    await page.getByRole('columnheader', { name: 'Before, in the original' }).waitFor();
    await page.getByText('Removed', { exact: true }).first().waitFor();
    await page.getByLabel('Before whom').selectOption('public');
    await page.getByText('Not a use for them').first().waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
  });
});
