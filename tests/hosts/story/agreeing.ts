import { expect } from 'vitest';
import type { Id } from '../../../shared/kernel/id.ts';
import { patient } from './cast.ts';
import { daysAgo, dialog, fill, heading, place, press, tick, written } from './hands.ts';
import { look } from './look.ts';
import { ask, type StoryWindow } from './story-window.ts';
import { madeDaysAgo } from './taking-in.ts';

/** Enters what the patient agreed to before the photograph was made, and that she confirmed it afterwards. */
export async function agree(window: StoryWindow, recording: Id): Promise<Id> {
  const { page } = window;
  await press(page, 'New agreement');
  await heading(page, 'New agreement');
  await page
    .getByRole('list', { name: /^Chosen: / })
    .getByText(patient.familyName)
    .waitFor();
  await tick(page, 'Teaching');
  await fill(page, 'Given on', written(daysAgo(madeDaysAgo + 1)));
  await tick(page, 'All of these');
  await tick(page, 'Copies may be made and handed over');
  await look(window, 'new-agreement', 'main');
  await press(page, 'Save the agreement');
  await heading(page, /^Agreement A-\d{6}$/);
  await look(window, 'agreement', 'main');
  await press(page, 'Confirmed');
  const sheet = dialog(page, /^Record that the agreement was confirmed/);
  await sheet.getByText('What this changes').first().waitFor();
  await look(window, 'confirm-agreement');
  await press(sheet, 'Save the confirmation');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText('Confirmed afterwards').waitFor();
  const { agreements } = await ask(page, 'recording.show', { recording });
  return agreements[0]!.id;
}

/** Withdraws: what follows is on the screen before it is saved, and true the moment it is. */
export async function withdraw(window: StoryWindow, number: string, release: string): Promise<void> {
  const { page } = window;
  await place(page, 'Consent');
  await page
    .getByRole('link', { name: /^A-\d{6}$/ })
    .first()
    .click();
  await heading(page, /^Agreement A-/);
  await press(page, 'Withdrawn');
  const sheet = dialog(page, /^Record a withdrawal/);
  const effect = sheet.getByRole('region', { name: 'What this changes' });
  await effect.getByText(`${number} goes into quarantine at once, and is put up for erasure.`).waitFor();
  expect(await effect.innerText()).toContain(`(${release})`);
  await fill(sheet, 'Note', 'By telephone, confirmed by letter.');
  await look(window, 'withdrawal', 'main');
  await press(sheet, 'Save the withdrawal');
  await sheet.waitFor({ state: 'hidden' });
  await look(window, 'agreement-withdrawn');
}
