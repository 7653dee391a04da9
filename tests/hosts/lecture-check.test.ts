import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
});
afterAll(() => window?.close());

const file = { name: 'burns.pptx', mimeType: 'application/octet-stream', buffer: Buffer.from('a lecture') };

it('lists the pictures of a lecture by colour, with reason and replacement, and makes report and copy', async () => {
  const page = await window.open('/releases');
  await page.getByRole('link', { name: 'Check a lecture' }).click();
  await page.getByRole('heading', { name: 'Lecture check' }).waitFor();
  await page.getByLabel('Lecture', { exact: true }).setInputFiles(file);
  const red = page.getByRole('region', { name: 'Red: Slide 1' });
  await red.waitFor();
  expect(await red.innerText()).toMatch(/may not be shown so today[\s\S]*Another copy of this recording/);
  expect(await page.getByRole('region', { name: /^(Red|Amber|Green): / }).count()).toBe(7);
  expect(await faultsOfAccess(page)).toEqual([]);
  await page.getByRole('radiogroup', { name: 'Which are listed' }).getByText('Green').click();
  expect(await page.getByRole('region', { name: /^(Red|Amber|Green): / }).count()).toBe(1);
  await page.getByRole('button', { name: 'Make the report' }).click();
  await page.getByRole('link', { name: 'Open the report' }).waitFor();
  await page.getByRole('button', { name: 'Make a copy without the red' }).click();
  await page.getByText('The copy is written to /home/sian/Downloads').waitFor();
  expect(window.complaints).toEqual([]);
});

it('says how far a check is, and stops it when asked', async () => {
  const page = await window.open('/releases/lecture');
  const progress = { state: 'comparing', done: 3, total: 9, error: null };
  await page.route('**/call/lecture.progress', (route) =>
    route.fulfill({ json: { ok: true, value: progress } }),
  );
  await page.getByLabel('Lecture', { exact: true }).setInputFiles(file);
  const far = page.getByText('3 of 9 pictures and clips are compared');
  await far.waitFor();
  const forgotten = page.waitForRequest('**/call/lecture.forget');
  await page.getByRole('button', { name: 'Stop the check' }).click();
  await forgotten;
  await far.waitFor({ state: 'detached' });
});
