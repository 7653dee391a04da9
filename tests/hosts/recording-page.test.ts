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
