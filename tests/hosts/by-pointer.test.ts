import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from './stub/photograph.ts';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('by a finger alone', () => {
  it('several are chosen, looked at quickly and gone through', async () => {
    const page = await window.open('/', {}, { hasTouch: true });
    const tiles = page.getByRole('option');
    await tiles.first().waitFor();
    await button(page, 'Choose several').tap();
    await tiles.nth(3).tap();
    await tiles.nth(4).tap();
    await page.getByText('2 recordings chosen', { exact: true }).waitFor();
    await photograph(page, 'several chosen by a finger');
    expect(await faultsOfAccess(page)).toEqual([]);
    await tiles.nth(4).tap();
    await page.getByText('1 recording chosen', { exact: true }).waitFor();
    await button(page, 'Arrange').tap();
    await page.getByRole('menuitem', { name: 'Look at it quickly' }).tap();
    const dialog = page.getByRole('dialog', { name: /^Quick look/ });
    await dialog.getByRole('heading', { name: /R-000005$/ }).waitFor();
    await dialog.getByRole('button', { name: 'Look at the next' }).tap();
    await dialog.getByRole('heading', { name: /R-000006$/ }).waitFor();
    await dialog.getByRole('button', { name: 'Look at the one before' }).tap();
    await dialog.getByRole('img', { name: 'R-000005, original' }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
  });
});

describe('by the mouse alone', () => {
  it('the regions of the bench are seen filled, and the original bare, while a button is held', async () => {
    const page = await window.open(`/recording/${idOf(1, 3)}/anonymise`);
    await page.getByRole('button', { name: /^Region 3: .*left visible/ }).waitFor();
    for (const [name, mark] of [
      ['Filled', 'data-filled'],
      ['Original', 'data-bare'],
    ] as const) {
      const held = page.locator(`[${mark}]`);
      await button(page, name).hover();
      await page.mouse.down();
      await held.waitFor({ state: 'attached' });
      await page.mouse.up();
      await held.waitFor({ state: 'detached' });
    }
    await button(page, 'The same for the series').waitFor();
    await photograph(page, 'the bench by the mouse');
    expect(await faultsOfAccess(page)).toEqual([]);
  });
});
