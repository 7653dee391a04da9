import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { olderCaseDays } from '../../../electron/demo/story/recordings.ts';
import { daysAgo, dialog, fill, heading, press } from '../story/hands.ts';
import { look } from '../story/look.ts';
import { ask } from '../story/story-window.ts';
import { tagsOf } from '../story/witnesses.ts';
import type { Scene } from './scene.ts';

const grid = (page: Page) => page.getByRole('listbox', { name: 'Recordings' });

async function search(page: Page, text: string, found: number): Promise<void> {
  await grid(page).focus();
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.getByText(`${found} recording${found === 1 ? '' : 's'}`, { exact: true }).waitFor();
}

/** A case from years ago is found by its year, and may be taught from. */
export async function findOldCase({ window, demonstration }: Scene): Promise<void> {
  const { page } = window;
  const year = daysAgo(olderCaseDays).slice(0, 4);
  await search(page, `made:${year} status:ready`, 1);
  await look(window, 'old-case-found');
  await grid(page).focus();
  await page.keyboard.press('Enter');
  await heading(page, `Recording ${demonstration.numberOf('ready: a case from some years ago')}`);
  const panel = page.getByRole('region', { name: 'Who may use this, and for what' });
  await panel.getByRole('button', { name: /^Teaching, anonymised copy.*: Yes/ }).waitFor();
  await look(window, 'old-case', 'main');
  await page.keyboard.press('Escape');
  await heading(page, 'Library');
}

/** What is ready is gathered in a collection and released; the one that is not agreed to stays, with its reason. */
export async function prepareLecture({ window, folder, demonstration }: Scene): Promise<void> {
  const { page } = window;
  const owed = demonstration.numberOf('confirmation owed');
  const ready = demonstration.numberOf('ready: a case from some years ago');
  await search(page, `number:${ready} number:${owed}`, 2);
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await page.getByText('2 recordings chosen').first().waitFor();
  await page.keyboard.press('b');
  const sheet = dialog(page, 'Add 2 recordings to a collection');
  await fill(sheet, 'Name of the new collection', 'Wounds, third year');
  await look(window, 'collection');
  await press(sheet, 'Add to the collection');
  await sheet.waitFor({ state: 'hidden' });
  await expect
    .poll(() => ask(page, 'collection.list', {}), { timeout: 20_000 })
    .toMatchObject([{ name: 'Wounds, third year', count: 2 }]);
  await page.keyboard.press('r');
  const release = dialog(page, 'Release 2 recordings');
  await release.getByText('1 recording may go, 1 recording must stay here.').waitFor();
  await fill(release, 'To whom', 'Dr Siân Featherstonehaugh');
  await window.nameReleaseFolder(join(folder, 'lecture'));
  await look(window, 'lecture-release', 'main');
  await press(release, 'Release 1 recording');
  const done = dialog(page, /^Release L-\d{6}$/);
  await done.waitFor();
  const placed = /They lie in (\S.*)/.exec(await done.innerText())?.[1]?.trim() ?? '';
  const copies = readdirSync(placed).filter((name) => name.endsWith('.jpg'));
  expect(copies).toHaveLength(1);
  expect(tagsOf(join(placed, copies[0] ?? ''))).toEqual({});
  await press(done, 'Done');
}

/** The same wound at two visits, side by side, moved together. */
export async function compareVisits({ window, demonstration }: Scene): Promise<void> {
  const { page } = window;
  const { renditions, number } = await ask(page, 'recording.show', {
    recording: (
      await ask(page, 'recording.byNumber', {
        numbers: [demonstration.numberOf('ready: released for teaching, copies out')],
      })
    )[0]!.id,
  });
  expect(renditions.length).toBeGreaterThan(1);
  await search(page, `number:${number} number:${demonstration.numberOf('recognisability')}`, 2);
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await page.getByText('2 recordings chosen').first().waitFor();
  await page.keyboard.press('t');
  await heading(page, 'Light table');
  await expect.poll(() => page.getByRole('main').locator('img').count()).toBeGreaterThanOrEqual(2);
  await look(window, 'light-table', 'main');
  await page.keyboard.press('Escape');
  await heading(page, 'Library');
}
