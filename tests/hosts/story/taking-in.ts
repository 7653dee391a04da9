import { expect } from 'vitest';
import type { Id } from '../../../shared/kernel/id.ts';
import { patient } from './cast.ts';
import { choose, daysAgo, dialog, fill, heading, place, press, until, written } from './hands.ts';
import { look } from './look.ts';
import type { Card } from './photographs.ts';
import { ask, type StoryWindow } from './story-window.ts';

/** When the card's photographs were made, and on whose word: a few days ago, said by a person. */
export const madeDaysAgo = 3;

async function enterPatient(window: StoryWindow): Promise<void> {
  const { page } = window;
  await fill(page, 'Who is recorded', `${patient.givenName} ${patient.familyName}`);
  await press(page, 'Enter a new patient');
  const form = page.getByRole('group', { name: 'New patient' });
  await fill(form, 'Date of birth', patient.bornOn);
  await fill(form, 'Number', patient.nhsMistyped);
  await look(window, 'new-patient-wrong-check-digit');
  expect(await form.getByRole('button', { name: 'Save the patient' }).isEnabled()).toBe(false);
  await fill(form, 'Number', patient.nhs);
  await press(form, 'Save the patient');
  await page
    .getByRole('list', { name: /^Chosen: / })
    .getByText(patient.familyName)
    .waitFor();
}

/** Waits for the newest job to be through. */
async function jobDone({ page }: StoryWindow): Promise<Id> {
  for (;;) {
    const [job] = await ask(page, 'job.list', {});
    if (job?.state === 'done') return job.id;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A card with all sorts on it comes in as one batch, with what is known of it said once. */
export async function takeIn(window: StoryWindow, card: Card): Promise<void> {
  const { page } = window;
  await place(page, 'Library');
  await heading(page, 'Library');
  await page.getByRole('button', { name: 'Take files in' }).first().click();
  const sheet = dialog(page, 'Take files in');
  await window.chooseFiles(card.all);
  await enterPatient(window);
  await choose(page, 'Category', 'Any other recording of a patient');
  await choose(page, 'Made for', 'Teaching');
  await choose(page, 'Circumstances', 'Planned');
  await fill(sheet, 'Date made', written(daysAgo(madeDaysAgo)));
  await look(window, 'take-in', 'main');
  await press(sheet, 'Take in');
  await sheet.waitFor({ state: 'hidden' });
  const job = await jobDone(window);
  await page.getByRole('button', { name: /^(Jobs|Taking in)/ }).click();
  const tray = page.getByRole('dialog', { name: 'Jobs' });
  await tray
    .getByText(`${card.all.length - card.setAside} stored and checked, ${card.setAside} set aside`)
    .waitFor();
  await look(window, 'job-tray');
  await tray.getByRole('link', { name: 'See why 2 files were set aside' }).click();
  await heading(page, 'Taking in');
  const needy = page.getByRole('region', { name: 'What needs somebody' });
  await needy.getByRole('cell', { name: 'Set aside' }).first().waitFor();
  expect(await needy.getByRole('row').count()).toBe(1 + card.setAside);
  await look(window, 'job', 'main');
  const { items } = await ask(page, 'job.show', { job });
  expect(items.filter(({ state }) => state === 'setAside').every(({ error }) => error !== null)).toBe(true);
}

/** Finds the photograph of the story in the grid and answers its id; it is left chosen. */
export async function findPhotograph(window: StoryWindow, card: Card): Promise<Id> {
  const { page } = window;
  await place(page, 'Library');
  const grid = page.getByRole('listbox', { name: 'Recordings' });
  await grid.waitFor();
  expect(await grid.getByRole('option').count()).toBe(card.all.length - card.setAside);
  // Sound has no picture; every other tile in sight has its own.
  await until(page, () =>
    [...document.querySelectorAll('section[aria-label="Recordings"] [role=option]')].every((tile) => {
      if (tile.getBoundingClientRect().bottom > globalThis.innerHeight) return true;
      if (tile.querySelector('canvas')) return true;
      const drawn = tile.querySelector('img');
      if (drawn) return drawn.complete && drawn.naturalWidth > 0;
      const isSound = tile.querySelector('[aria-label="Sound"]') !== null;
      return isSound && (tile.textContent ?? '').includes('No picture to show');
    }),
  );
  await look(window, 'grid', 'main');
  await page.getByRole('combobox', { name: 'Search the library' }).fill('wound');
  await until(
    page,
    () => document.querySelectorAll('section[aria-label="Recordings"] [role=option]').length === 1,
  );
  await grid.getByRole('option').first().click();
  await page.getByRole('complementary').getByText('Llewellyn Bronwen wound 1.jpg').waitFor();
  await look(window, 'grid-found');
  const { tiles } = await ask(page, 'recording.window', { query: { text: 'wound' }, offset: 0, limit: 1 });
  return tiles[0]!.id;
}

/** Opens the recording that is chosen in the grid. */
export async function openPhotograph({ page }: StoryWindow): Promise<void> {
  await page.getByRole('listbox', { name: 'Recordings' }).getByRole('option').first().dblclick();
  await heading(page, /^Recording R-\d{6}$/);
}
