import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { clinician, custodian, governance, library } from './cast.ts';
import { choose, dialog, fill, heading, place, press, tick } from './hands.ts';
import { look } from './look.ts';
import type { StoryWindow } from './story-window.ts';

const typePassphrase = async (within: Page | Locator, label: string, passphrase: string): Promise<void> => {
  await within.getByLabel(label, { exact: true }).fill(passphrase);
  await within.getByLabel('The same passphrase again', { exact: true }).fill(passphrase);
};

/** The wizard of the first run: the library is made, and its recovery kit shown once. */
export async function makeLibrary(window: StoryWindow, folder: string): Promise<void> {
  const { page } = window;
  await heading(page, 'Welcome to Custos');
  await look(window, 'welcome', 'main');
  await page.getByRole('button', { name: /^Make a library/ }).click();
  await heading(page, 'Make a library');
  await fill(page, 'Name of the library', library);
  await fill(page, 'Folder for the library', folder);
  await fill(page, 'Your name', custodian.name);
  await page.getByLabel('Your passphrase', { exact: true }).fill('password');
  await look(window, 'first-run-weak-passphrase');
  expect(await page.getByRole('button', { name: 'Make the library' }).isEnabled()).toBe(false);
  await typePassphrase(page, 'Your passphrase', custodian.passphrase);
  await look(window, 'first-run', 'main');
  await press(page, 'Make the library');
  await heading(page, 'Keep the recovery kit');
  await look(window, 'recovery-kit', 'main');
  expect(await page.getByRole('button', { name: 'Go on' }).isEnabled()).toBe(false);
  expect(await page.getByRole('region', { name: 'Recovery kit' }).innerText()).toMatch(/AGE-SECRET-KEY-/);
  await tick(page, 'The kit is printed and put away safely');
  await press(page, 'Go on');
  await heading(page, 'Library');
  expect(await page.content()).not.toContain('AGE-SECRET-KEY-');
  await look(window, 'library-empty', 'main');
}

async function addPerson(
  window: StoryWindow,
  { name, passphrase }: { readonly name: string; readonly passphrase: string },
  role: string,
): Promise<void> {
  const { page } = window;
  await press(page, 'Add a person');
  const sheet = dialog(page, 'Add a person');
  await fill(sheet, 'Name', name);
  await choose(page, 'Role', role);
  await typePassphrase(sheet, 'Their first passphrase', passphrase);
  await look(window, 'add-person');
  await press(sheet, 'Add the person');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByRole('row').filter({ hasText: name }).waitFor();
}

/** Somebody who may approve, and somebody who treats the patient. */
export async function addPeople(window: StoryWindow): Promise<void> {
  await place(window.page, 'Settings');
  await heading(window.page, 'Settings');
  await addPerson(window, governance, 'Information governance');
  await addPerson(window, clinician, 'Clinician');
  await look(window, 'settings', 'main');
}
