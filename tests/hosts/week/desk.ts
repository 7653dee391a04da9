import { join } from 'node:path';
import { expect } from 'vitest';
import { patients } from '../../../electron/demo/people.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { dialog, fill, heading, place, press, tick } from '../story/hands.ts';
import { look } from '../story/look.ts';
import { ask } from '../story/story-window.ts';
import type { Scene } from './scene.ts';

async function idOf({ window: { page } }: Scene, number: string): Promise<Id> {
  const [found] = await ask(page, 'recording.byNumber', { numbers: [number] });
  if (!found) throw new Error(`${number} is not there`);
  return found.id;
}

/** A patient was asked after the recording; the answer is entered from the queue and ends the duty. */
export async function recordAnswer(scene: Scene): Promise<void> {
  const { window, demonstration } = scene;
  const { page } = window;
  const number = demonstration.numberOf('confirmation owed');
  await place(page, 'Queues');
  await press(page, `Record answer: ${number}`);
  await heading(page, /^Agreement A-/);
  await press(page, 'Confirmed');
  const sheet = dialog(page, /^Record that the agreement was confirmed/);
  await sheet.getByText('What this changes').first().waitFor();
  await press(sheet, 'Save the confirmation');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText('Confirmed afterwards').waitFor();
  const { items } = await ask(page, 'queue.items', { queue: 'confirm', offset: 0, limit: 100 });
  expect(items.map(({ recording }) => recording.number)).not.toContain(number);
}

/** A recording was entered for the wrong one of two sisters; it is moved, and no agreement follows it. */
export async function putRight(scene: Scene): Promise<void> {
  const { window, demonstration } = scene;
  const { page } = window;
  const { gwenllian, gwenhwyfar } = patients;
  const number = demonstration.numberOf('limited: the patient can be recognised');
  await place(page, 'Consent');
  await page.getByRole('link', { name: 'Patients', exact: true }).click();
  await fill(page, 'Find a patient', gwenllian.nhs);
  await page.getByRole('link', { name: /^S-/ }).first().click();
  await heading(page, /^Patient S-/);
  await look(window, 'patient', 'main');
  await press(page, 'Move recordings');
  const sheet = dialog(page, /^Move recordings from /);
  await tick(sheet, number);
  await fill(sheet, 'The right patient', gwenhwyfar.nhs);
  await press(sheet, `Choose ${gwenhwyfar.givenName} ${gwenhwyfar.familyName}`);
  await fill(sheet, 'Why', 'The label on the arm is that of her sister.');
  await look(window, 'wrong-patient');
  await press(sheet, 'Move them');
  await sheet.waitFor({ state: 'hidden' });
  const shown = await ask(page, 'recording.show', { recording: await idOf(scene, number) });
  expect(shown.subjects).toMatchObject([{ name: `${gwenhwyfar.givenName} ${gwenhwyfar.familyName}` }]);
  expect(shown.agreements).toEqual([]);
}

/** A card full of the same is classified at once, seen to be wrong, and taken back. */
export async function takeBack(scene: Scene): Promise<void> {
  const { window, demonstration } = scene;
  const { page } = window;
  const recording = await idOf(scene, demonstration.numberOf('needs class'));
  const standing = async () => (await ask(page, 'recording.show', { recording })).standing;
  await page.getByRole('checkbox', { name: /^Needs class/ }).check();
  const grid = page.getByRole('listbox', { name: 'Recordings' });
  await page.getByText('2 recordings', { exact: true }).waitFor();
  await grid.focus();
  await page.keyboard.press('Control+a');
  await page.getByText('2 recordings chosen').first().waitFor();
  await page.keyboard.press('k');
  const sheet = dialog(page, 'Classify 2 recordings');
  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'X-ray', exact: true }).click();
  await page.getByRole('combobox', { name: 'Made for' }).click();
  await page.getByRole('option', { name: 'Care', exact: true }).click();
  await page.getByRole('combobox', { name: 'Circumstances' }).click();
  await page.getByRole('option', { name: 'Planned', exact: true }).click();
  await look(window, 'classify-many');
  await press(sheet, 'Save the classification');
  await sheet.waitFor({ state: 'hidden' });
  await expect.poll(standing).not.toBe('needsClass');
  await page.keyboard.press('Control+z');
  await page.getByText('The change was taken back.').first().waitFor();
  await expect.poll(standing).toBe('needsClass');
}

/** A copy that had to be called back has come: the release says so, and nobody is chased for it any more. */
export async function copyReturned(scene: Scene): Promise<void> {
  const { window, demonstration } = scene;
  const { page } = window;
  const number = demonstration.numberOf('withdrawn and on hold');
  await place(page, 'Queues');
  await press(page, `Recall copies: ${number}`);
  await heading(page, 'Releases');
  await page.getByRole('button', { name: new RegExp(`^Enter return: ${number} of L-\\d{6}`) }).click();
  const sheet = dialog(page, new RegExp(`^Returned: ${number}`));
  await fill(sheet, 'How is this known', 'The disc came back by internal post.');
  await press(sheet, 'Save');
  await sheet.waitFor({ state: 'hidden' });
  await look(window, 'releases', 'main');
  const { items } = await ask(page, 'queue.items', { queue: 'recall', offset: 0, limit: 100 });
  expect(items.map(({ recording }) => recording.number)).not.toContain(number);
}

/** The week ends with a backup that was opened, a library that was read through and a trail that holds. */
export async function endOfWeek({ window, folder }: Scene): Promise<void> {
  const { page } = window;
  await place(page, 'Settings');
  await heading(page, 'Settings');
  await fill(page, 'Folder for the backup', join(folder, 'backups'));
  await press(page, 'Make a backup');
  await page
    .getByText(/^The backup is made: .*opened and checked/)
    .first()
    .waitFor();
  await tick(page, 'Read every stored file through; this takes long');
  await press(page, 'Verify the library');
  await page.getByText('The library is sound').waitFor();
  await look(window, 'end-of-week', 'main');
}
