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

const asked = (name: string) => () => window.stub.calls.findLast((call) => call.name === name)?.input;

async function library(scene: Partial<Scene> = {}): Promise<Page> {
  const page = await window.open('/', scene);
  await page.getByRole('option').first().waitFor();
  await page.getByRole('listbox', { name: 'Recordings' }).focus();
  return page;
}

describe('setting recordings in order', () => {
  it('rates what is under the outline with one key, goes on, and takes it back', async () => {
    const page = await library();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByText('Go on to the next after rating').click();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('4');
    await expect.poll(asked('recording.rate')).toMatchObject({ recordings: [idOf(1, 1)], rating: 4 });
    await page.getByRole('option', { name: /R-000003/, selected: true }).waitFor();
    await page.keyboard.press('5');
    await expect.poll(asked('recording.rate')).toMatchObject({ recordings: [idOf(1, 2)], rating: 5 });
    await page.getByRole('button', { name: 'Undo' }).last().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(asked('change.undo')).toMatchObject({ change: idOf(18, 1) });
    await page.getByText('The change was taken back.').first().waitFor();
  });

  it('labels with L, by typing and Enter, and takes a label away', async () => {
    const page = await library();
    await page.keyboard.press('l');
    const dialog = page.getByRole('dialog', { name: 'Label 1 recording' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('l');
    await dialog
      .getByRole('textbox', { name: 'Label' })
      .or(dialog.getByRole('combobox'))
      .first()
      .fill('burn');
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(asked('recording.label')).toMatchObject({ add: ['burn'], remove: [] });
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('l');
    await dialog.getByRole('button', { name: 'Take “left hand” away' }).click();
    await expect.poll(asked('recording.label')).toMatchObject({ add: [], remove: ['left hand'] });
  });

  it('adds to a collection with B, also to a new one', async () => {
    const page = await library();
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog', { name: 'Add 1 recording to a collection' });
    await dialog.getByRole('radio', { name: /^Wound healing/ }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('radio', { name: 'A new collection' }).check();
    await dialog.getByRole('textbox').fill('Lecture in May');
    await page.keyboard.press('Enter');
    await expect.poll(asked('collection.add')).toMatchObject({ collection: idOf(16, 3) });
    expect(asked('collection.create')()).toMatchObject({ name: 'Lecture in May' });
  });

  it('takes out of a collection, renames it and removes it while it is looked at', async () => {
    const page = await library();
    await page.getByRole('checkbox', { name: /^Wound healing/ }).check();
    await expect.poll(asked('recording.window')).toMatchObject({ query: { collections: [idOf(16, 1)] } });
    await page.getByRole('option', { name: /R-000002/ }).click();
    await page.getByRole('button', { name: 'Take the chosen out' }).click();
    await expect.poll(asked('collection.take')).toMatchObject({ recordings: [idOf(1, 1)] });
    await page.getByRole('button', { name: 'Rename the collection' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Wounds');
    await page.keyboard.press('Enter');
    await expect.poll(asked('collection.rename')).toMatchObject({ name: 'Wounds' });
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove the collection' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove “Wound healing, second year”' });
    await dialog.getByRole('button', { name: 'Remove the collection' }).click();
    await expect.poll(asked('recording.window')).toMatchObject({ query: { collections: [] } });
  });

  it('tells a role that may not rate who does', async () => {
    const page = await library({ role: 'educator' });
    await page.keyboard.press('3');
    await page
      .getByText(/^This is done by .*custodians/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Classify' }).count()).toBe(0);
  });
});

describe('filters', () => {
  it('are alternatives within a group, shown above the pictures, and cleared one by one or by their heading', async () => {
    const page = await library();
    for (const name of [/^Ready/, /^Limited/, /^Film/]) await page.getByRole('checkbox', { name }).check();
    await expect.poll(asked('recording.window')).toMatchObject({
      query: { standings: ['ready', 'limited'], kinds: ['video'] },
    });
    const chips = page.getByRole('group', { name: 'What is filtered' });
    await chips.getByRole('button', { name: 'Take away: Film' }).click();
    await expect.poll(asked('recording.window')).toMatchObject({ query: { kinds: [] } });
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('button', { name: 'Standing clear' }).click();
    await chips.waitFor({ state: 'hidden' });
  });

  it('are saved as a view, opened and removed', async () => {
    const page = await library();
    await page.getByRole('button', { name: /Best of dermatology/ }).click();
    await expect
      .poll(asked('recording.window'))
      .toMatchObject({ query: { text: 'rating:>=4', sort: 'rating' } });
    await page.getByRole('checkbox', { name: /^left hand/ }).check();
    await page.getByRole('button', { name: 'Save this view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Left hands');
    await page.keyboard.press('Enter');
    await expect
      .poll(asked('view.save'))
      .toMatchObject({ name: 'Left hands', query: { labels: ['left hand'] }, shared: false });
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove the view Waiting for my sign-off' }).click();
    await expect.poll(asked('view.remove')).toMatchObject({ view: idOf(17, 1) });
  });
});

describe('the timeline', () => {
  it('counts by month, jumps there and follows the scrolling', async () => {
    const page = await library();
    await page.getByText('Timeline', { exact: true }).click();
    const months = page.getByRole('navigation', { name: 'When they were made' });
    await months.getByRole('region', { name: '2022' }).getByRole('button', { name: 'June' }).click();
    // The stub has twelve months of 40 to 112 a year, the newest first.
    await page.getByRole('option', { name: /R-002217/ }).waitFor();
    await months.locator('[aria-current="date"]').getByText('June').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('Home');
    await months.locator('[aria-current="date"]').getByText('December').waitFor();
    expect(asked('recording.window')()).toMatchObject({ query: { sort: 'made' } });
  });
});
