import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const grid = (page: Page) => page.getByRole('listbox', { name: 'Recordings' });
const outlined = (page: Page) => () =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.textContent ?? '') : '';
  });

async function library(total = 10_000): Promise<Page> {
  const page = await window.open('/', { total });
  await page.getByRole('option').first().waitFor();
  await grid(page).focus();
  return page;
}

describe('a million recordings', () => {
  it('are reached to the last by the bar, the wheel and the keys', async () => {
    const page = await library(1_000_000);
    await page.keyboard.press('End');
    await page.getByRole('option', { name: /R-1000000/ }).waitFor();
    await expect.poll(outlined(page)).toContain('R-1000000');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(outlined(page)).toContain('R-999999');
    await grid(page).evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await page
      .getByRole('option', { name: /R-(49|50)\d{4}/ })
      .first()
      .waitFor();
    const before = await page.getByRole('option').first().getAttribute('aria-posinset');
    await grid(page).hover();
    await page.mouse.wheel(0, 410);
    const first = () => page.getByRole('option').first().getAttribute('aria-posinset').then(Number);
    // Two rows or three, whatever the height of the whole.
    await expect.poll(first).toBeGreaterThan(Number(before));
    expect((await first()) - Number(before)).toBeLessThan(30);
    expect(await page.getByRole('option').count()).toBeLessThan(100);
  });

  it('ask for what comes to rest and not for what passes by', async () => {
    const page = await library(1_000_000);
    const asked = () => window.stub.calls.filter(({ name }) => name === 'recording.window').length;
    const before = asked();
    await grid(page).evaluate(async (element) => {
      for (let step = 1; step <= 40; step += 1) {
        element.scrollTop = (element.scrollHeight / 50) * step;
        await new Promise(requestAnimationFrame);
      }
    });
    await page
      .getByRole('option', { name: /R-[78]\d{5}/ })
      .first()
      .waitFor();
    expect(asked() - before).toBeLessThan(15);
  });

  it('never lose a step of fast arrows', async () => {
    const page = await library(1_000_000);
    // The page gives its grid the focus as well when it has come; steps before that are nobody's.
    await expect.poll(outlined(page)).toContain('R-000001');
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowRight', { delay: 0 });
    await expect.poll(outlined(page)).toContain('R-000061');
  });
});

describe('the views', () => {
  it('show the same as a table that can be ordered, with the same outline, choice and keys', async () => {
    const page = await library();
    await page.keyboard.press('ArrowRight');
    await page.getByText('List', { exact: true }).click();
    const table = page.getByRole('grid', { name: 'Recordings' });
    await table.getByRole('row', { name: /R-000002/, selected: true }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(outlined(page)).toContain('R-000003');
    await page.keyboard.press('Space');
    await page.getByRole('dialog', { name: 'Quick look at R-000003' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await table.getByRole('button', { name: 'Made', exact: true }).click();
    await table
      .getByRole('columnheader', { name: 'Made', exact: true })
      .and(page.locator('[aria-sort="descending"]'))
      .waitFor();
    expect(window.stub.calls.findLast(({ name }) => name === 'recording.window')?.input).toMatchObject({
      query: { sort: 'made', descending: true },
    });
    await page.reload();
    await page.getByRole('grid', { name: 'Recordings' }).waitFor();
  });

  it('come in turn by one key and keep the focus, with larger pictures and without what stands beside', async () => {
    const page = await library();
    const table = page.getByRole('grid', { name: 'Recordings' });
    const across = () => table.evaluate((each) => each.scrollWidth - each.clientWidth);
    await page.keyboard.press('g');
    await table.getByRole('columnheader', { name: 'Category' }).waitFor();
    // Beside filters and details the list shows what there is room for, and never scrolls sideways.
    expect(await table.getByRole('columnheader', { name: 'File' }).count()).toBe(0);
    expect(await across()).toBe(0);
    await page.keyboard.press('f');
    await page.keyboard.press('d');
    await table.getByRole('columnheader', { name: 'File' }).waitFor();
    expect(await across()).toBe(0);
    await page.keyboard.press('g');
    await page.getByRole('navigation', { name: 'When they were made' }).waitFor();
    await page.keyboard.press('+');
    await expect.poll(() => grid(page).getAttribute('data-size')).toBe('large');
    await page.keyboard.press('g');
    await page.keyboard.press('ArrowRight');
    await expect.poll(outlined(page)).toContain('R-000002');
  });

  it('keep the choice through scrolling and filtering, and say what is out of sight', async () => {
    const page = await library();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('2 recordings chosen', { exact: true }).waitFor();
    await page.keyboard.press('Control+End');
    await page.getByText('2 of the chosen out of sight').waitFor();
    await page.getByRole('checkbox', { name: /^Ready/ }).check();
    await expect
      .poll(() => window.stub.calls.findLast(({ name }) => name === 'recording.window')?.input)
      .toMatchObject({ query: { standings: ['ready'] } });
    await page.getByText('2 recordings chosen', { exact: true }).waitFor();
  });

  it('are drawn on the canvases of those that went by', async () => {
    const page = await library();
    await grid(page).locator('canvas').first().waitFor();
    await page.evaluate(() => {
      const make = document.createElement.bind(document);
      const made = { canvases: 0 };
      Object.assign(globalThis, { made });
      Object.assign(document, {
        createElement(name: string) {
          if (name === 'canvas') made.canvases += 1;
          return make(name);
        },
      });
    });
    for (let turn = 0; turn < 6; turn += 1) {
      for (const end of ['Control+End', 'Control+Home']) {
        await page.keyboard.press(end);
        await grid(page).locator('[data-active] canvas').waitFor();
      }
    }
    const { canvases } = await page.evaluate(
      () => (globalThis as unknown as { made: { canvases: number } }).made,
    );
    expect(canvases).toBeLessThan(60);
  });

  it('hand nothing to the desktop and say where pictures may leave', async () => {
    const page = await library();
    await grid(page).locator('canvas').first().waitFor();
    const dragged = await page.evaluate(() => {
      const event = new DragEvent('dragstart', {
        bubbles: true,
        cancelable: true,
        dataTransfer: new DataTransfer(),
      });
      const begun = document.querySelector('[role="option"] canvas')?.dispatchEvent(event);
      return { begun, carries: event.dataTransfer?.types.length };
    });
    expect(dragged).toEqual({ begun: false, carries: 0 });
    await page.getByText('leave the library only as a release').first().waitFor();
  });
});
