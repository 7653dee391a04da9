import { expect } from 'vitest';
import { custodian } from './cast.ts';
import { dialog, heading, lock, place, press, unlock } from './hands.ts';
import { look } from './look.ts';
import { ask, type StoryWindow } from './story-window.ts';

/** The trail holds: every entry follows from the one before. */
export async function verifyTrail(window: StoryWindow): Promise<void> {
  const { page } = window;
  await place(page, 'Trail');
  await heading(page, 'Trail');
  await press(page, 'Verify the trail');
  await page.getByText('The trail is sound').waitFor();
  await look(window, 'trail', 'main');
}

/** The very file comes back on another card, and is known and refused. */
export async function bringBack(window: StoryWindow, file: string, certificate: string): Promise<void> {
  const { page } = window;
  await lock(window);
  await unlock(window, custodian.name, custodian.passphrase);
  await heading(page, 'Library');
  const jobsBefore = (await ask(page, 'job.list', {})).length;
  await page.getByRole('button', { name: 'Take files in' }).first().click();
  const sheet = dialog(page, 'Take files in');
  await window.chooseFiles([file]);
  await press(sheet, 'Take in');
  await sheet.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => (await ask(page, 'job.list', {})).map(({ state }) => state), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(Array.from({ length: jobsBefore + 1 }, () => 'done')));
  await page.getByRole('button', { name: /^(Jobs|Taking in)/ }).click();
  await page
    .getByRole('link', { name: /^(What became of each file|See why)/ })
    .first()
    .click();
  await heading(page, 'Taking in');
  const needy = page.getByRole('region', { name: 'What needs somebody' });
  const row = needy.getByRole('row').filter({ hasText: 'Erased before, refused' });
  await row.waitFor();
  expect(await row.innerText()).toContain(certificate);
  await look(window, 'brought-back');
}
