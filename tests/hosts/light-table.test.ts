import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import type { Scene } from './stub/scenes.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const opened = (name: string) => window.stub.calls.filter((call) => call.name === name).length;

async function choose(indexes: readonly number[], scene: Partial<Scene> = {}): Promise<Page> {
  const page = await window.open('/', scene);
  const tiles = page.getByRole('option');
  await tiles.first().waitFor();
  for (const index of indexes) await tiles.nth(index).click({ modifiers: ['Control'] });
  return page;
}

const placed = (page: Page) => () =>
  page.getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('style')));

describe('the light table', () => {
  it('lays two to four recordings side by side, with the day under each', async () => {
    const page = await choose([3, 4, 6]);
    await page.keyboard.press('t');
    await page.getByRole('heading', { level: 1, name: 'Light table' }).waitFor();
    await page.getByText('Day not known').waitFor();
    expect(await page.getByText('3 March 2024').count()).toBe(2);
    await page.getByRole('img', { name: 'R-000007, original' }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('3 recordings chosen', { exact: true }).waitFor();
  });

  it('is as it was when somebody comes back from one of them, and so is what was chosen', async () => {
    const page = await choose([3, 4, 6]);
    await page.keyboard.press('t');
    const back = async (name: string): Promise<void> => {
      await page.getByRole('heading', { level: 1, name: /^Recording/ }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await page.getByRole('main').getByRole('link', { name: 'R-000005' }).click();
    await back('Light table');
    for (const number of ['R-000004', 'R-000005', 'R-000007'])
      await page.getByRole('img', { name: `${number}, original` }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 recordings chosen', { exact: true }).waitFor();
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('Enter');
    await back('Library');
    await page.getByText('3 recordings chosen', { exact: true }).waitFor();
  });

  it('looks at all of them as one until they are parted', async () => {
    const page = await choose([3, 4]);
    await page.keyboard.press('t');
    await page.getByRole('img', { name: 'R-000005, original' }).waitFor();
    const [first] = await page.getByRole('group', { name: /can be enlarged/ }).all();
    await expect.poll(placed(page)).toHaveLength(2);
    await first!.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => new Set(await placed(page)()).size).toBe(1);
    await page.getByRole('button', { name: 'Move together', pressed: true }).click();
    await first!.focus();
    await page.keyboard.press('+');
    await expect.poll(async () => new Set(await placed(page)()).size).toBe(2);
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('main').getByRole('listitem').first().getByText('R-000005').waitFor();
  });

  it('lays the first faintly over the others, and keeps it still where they are moved apart', async () => {
    const before = opened('open.custody');
    const page = await choose([3, 4]);
    await page.keyboard.press('t');
    await page.getByRole('img', { name: 'R-000005, original' }).waitFor();
    const [first, second] = await page.getByRole('group', { name: /can be enlarged/ }).all();
    const over = (pane: typeof first) => pane!.locator('img[alt=""]');
    await page.keyboard.press('o');
    await expect.poll(() => over(second).evaluate((each) => each.style.opacity)).toBe('0.5');
    expect(await over(first).count()).toBe(0);
    expect(await over(second).getAttribute('src')).toBe(
      await page.getByRole('img', { name: 'R-000004, original' }).getAttribute('src'),
    );
    await page.getByText('The first lies over it').waitFor();
    await page.getByRole('slider', { name: /first picture shows/ }).fill('0.3');
    await expect.poll(() => over(second).evaluate((each) => each.style.opacity)).toBe('0.3');
    await page.getByRole('button', { name: 'Move together', pressed: true }).click();
    const still = await over(second).evaluate((each) => each.style.transform);
    await second!.focus();
    await page.keyboard.press('+');
    await expect
      .poll(() =>
        page.getByRole('img', { name: 'R-000005, original' }).evaluate((each) => each.style.transform),
      )
      .not.toBe(still);
    expect(await over(second).evaluate((each) => each.style.transform)).toBe(still);
    // Nothing was opened for it but the two that are on the table.
    expect(opened('open.custody') - before).toBe(2);
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('o');
    await expect.poll(() => over(second).count()).toBe(0);
  });

  it('asks the gate for each, and says what is refused', async () => {
    const before = opened('open.use');
    const page = await choose([3, 4], { role: 'educator' });
    await page.keyboard.press('t');
    await page.getByText('This is not open to you').first().waitFor();
    expect(opened('open.use') - before).toBe(2);
  });

  it('says how to lay something on it, and takes no fifth', async () => {
    const page = await choose([0, 1, 2, 3, 4]);
    await page.keyboard.press('t');
    await page.getByText('Please choose two to four recordings to compare.').first().waitFor();
    const bare = await window.open('/light-table');
    await bare.getByText('Nothing lies on the light table').waitFor();
    expect(await faultsOfAccess(bare)).toEqual([]);
  });
});

describe('the quick look', () => {
  it('opens through the gate what the arrows rest on, and not what they pass', async () => {
    const page = await choose([3]);
    const before = opened('open.custody');
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog', { name: /^Quick look/ });
    await dialog.getByRole('img', { name: 'R-000004, original' }).waitFor();
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight', { delay: 0 });
    await dialog.getByRole('img', { name: 'R-000012, original' }).waitFor();
    expect(opened('open.custody') - before).toBeLessThan(6);
    await page.keyboard.press('5');
    await expect
      .poll(() => window.stub.calls.findLast(({ name }) => name === 'recording.rate')?.input)
      .toMatchObject({ recordings: [idOf(1, 11)], rating: 5 });
    await page.keyboard.press('Space');
    await dialog.waitFor({ state: 'hidden' });
  });
});
