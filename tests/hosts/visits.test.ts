import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const visit = (page: Page, place: number) => page.getByRole('listitem', { name: `Visit ${place}:` });
const lastClassified = () => window.stub.calls.findLast(({ name }) => name === 'recording.classify')?.input;

async function card(): Promise<Page> {
  const page = await window.open(`/job/${idOf(12, 1)}`);
  await visit(page, 1).waitFor();
  return page;
}

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a card is shown by visits, with nothing wrong for those who read it otherwise', async () => {
  const page = await card();
  await visit(page, 1).getByText('2 March 2026, 10:32 to 10:47').waitFor();
  await visit(page, 2).getByText('2 March 2026, 11:40').waitFor();
  await visit(page, 3).getByText('No time of day in the files').waitFor();
  expect(await faultsOfAccess(page)).toEqual([]);
});

test('a class said once is given to the next visit by its number alone', async () => {
  const page = await card();
  await page.getByRole('button', { name: 'Classify visit 1', exact: true }).press('Enter');
  await page.getByRole('dialog', { name: 'Classify 12 recordings' }).waitFor();
  await pick(page, 'Category', 'Ultrasound image');
  await pick(page, 'Made for', 'Care');
  await pick(page, 'Circumstances', 'Planned');
  await page.getByRole('button', { name: 'Save the classification' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByText('Ultrasound image, care, planned').first().waitFor();
  await page.getByRole('button', { name: 'Classify visit 2', exact: true }).focus();
  await page.keyboard.press('1');
  const given = { category: 'ultrasound', madeFor: 'care', circumstances: 'planned' };
  await expect.poll(lastClassified).toMatchObject({ recordings: [idOf(1, 12)], classification: given });
  expect(await faultsOfAccess(page)).toEqual([]);
});
