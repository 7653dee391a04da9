import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { presentation } from '../operations/lecture-files.ts';
import { openBrowserWindow } from './story/browser-window.ts';
import { custodian, library, patient, recipient } from './story/cast.ts';
import { daysAgo, heading, until, written } from './story/hands.ts';
import { look as lookAt, lookAtFailure } from './story/look.ts';
import { ask, type StoryWindow } from './story/story-window.ts';

const photograph = join(import.meta.dirname, '..', 'samples', 'media__london-512.jpg');
/** More stops than any screen has. */
const mostStops = 90;

let home: string;
let window: StoryWindow;
let page: Page;

/** What stands under the focus, as it is read out, and what it is. */
const focused = (): Promise<{ name: string; role: string }> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement | null;
    // What is hidden from readers, as the hint of a key on a button, is not read out.
    const read = (element: Element): string => {
      const copy = element.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
      return copy.textContent ?? '';
    };
    const label = [...(at?.labels ?? [])].map(read).join(' ');
    const name = at?.getAttribute('aria-label') ?? (label || (at ? read(at) : ''));
    return {
      name: name.trim(),
      role: at?.getAttribute('role') ?? at?.getAttribute('type') ?? at?.tagName ?? '',
    };
  });

/** Goes on with Tab until the focus stands on what is called so. */
async function tabTo(name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < mostStops; stop += 1) {
    const here = await focused();
    if (typeof name === 'string' ? here.name === name : name.test(here.name)) return;
    passed.push(`${here.name} (${here.role})`);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(name)}; it came by ${passed.join(', ')}`);
}

const key = (name: string): Promise<void> => page.keyboard.press(name);
const type = (text: string): Promise<void> => page.keyboard.type(text);

/** Replaces what stands in the field under the focus. */
async function write(label: string | RegExp, text: string): Promise<void> {
  await tabTo(label);
  await key('Control+A');
  await type(text);
}

/** Opens the list of a field and goes down to an option. */
async function pick(label: string, option: string): Promise<void> {
  await tabTo(label);
  await key('ArrowDown');
  const list = page.getByRole('listbox', { name: label });
  await list.waitFor();
  for (let step = 0; step < 12; step += 1) {
    const chosen = await page.evaluate(
      () =>
        document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')
          ?.textContent ?? '',
    );
    if (chosen === option) break;
    await key('ArrowDown');
  }
  await key('Enter');
  expect(await page.getByRole('combobox', { name: label, exact: true }).inputValue()).toBe(option);
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'custos-keys-'));
  window = await openBrowserWindow(home);
  page = window.page;
  await heading(page, 'Welcome to Custos');
  await ask(page, 'library.create', {
    place: join(home, 'Illustration.custos'),
    name: library,
    user: custodian.name,
    passphrase: custodian.passphrase,
  });
  await page.reload();
  await heading(page, 'Library');
}, 60_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await lookAtFailure(window);
});
afterAll(async () => {
  await window?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

describe('a day without a mouse', () => {
  test('a file is taken in and classified, with a new patient', async () => {
    await key('i');
    await page.getByRole('dialog', { name: 'Take files in' }).waitFor();
    await tabTo('Choose files');
    const asked = page.waitForEvent('filechooser');
    await key('Enter');
    await (await asked).setFiles([photograph]);
    await write('Who is recorded', `${patient.givenName} ${patient.familyName}`);
    await page.getByRole('button', { name: 'Enter a new patient' }).waitFor();
    await tabTo('Enter a new patient');
    await key('Enter');
    await tabTo('Given names');
    await write('Number', patient.nhs);
    await tabTo('Save the patient');
    await key('Enter');
    await page
      .getByRole('list', { name: /^Chosen: / })
      .getByText(patient.familyName)
      .waitFor();
    await pick('Category', 'Any other recording of a patient');
    await pick('Made for', 'Teaching');
    await pick('Circumstances', 'Planned');
    await write('Date made', written(daysAgo(3)));
    await tabTo('Take in');
    await key('Enter');
    await expect
      .poll(async () => (await ask(page, 'job.list', {}))[0]?.outcomes.stored, { timeout: 20_000 })
      .toBe(1);
  });

  test('arrows and Enter open it from the grid', async () => {
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor();
    await tabTo('Recordings');
    await key('Home');
    await key('ArrowRight');
    await key('ArrowLeft');
    await key('Enter');
    await heading(page, 'Recording R-000001');
  });

  test('a region is put over the picture, the copy made and signed off', async () => {
    await key('a');
    await heading(page, 'Anonymise R-000001');
    await page.getByRole('img', { name: 'Original of R-000001' }).waitFor();
    await key('d');
    await until(page, () => document.activeElement?.getAttribute('aria-label')?.includes('Drawn by hand'));
    for (const arrow of ['ArrowUp', 'ArrowLeft', 'Shift+ArrowRight']) await key(arrow);
    await tabTo('Make anonymised copy');
    await key('Enter');
    await page.getByText('Read back and checked').waitFor();
    await tabTo('Sign off');
    await key('Enter');
    const sheet = page.getByRole('dialog', { name: 'Sign off the anonymised copy' });
    await sheet.waitFor();
    await tabTo('All of these');
    await key('Space');
    await tabTo('The patient cannot be identified');
    await key('Space');
    await tabTo('Sign off');
    await key('Enter');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText(`Signed off by ${custodian.name}.`).waitFor();
  });

  test('the agreement is entered and confirmed', async () => {
    await key('c');
    await heading(page, 'New agreement');
    await page
      .getByRole('list', { name: /^Chosen: / })
      .getByText(patient.familyName)
      .waitFor();
    await tabTo('Teaching');
    await key('Space');
    await write('Given on', written(daysAgo(4)));
    await tabTo('All of these');
    await key('Space');
    await tabTo('Copies may be made and handed over');
    await key('Space');
    await tabTo('Save the agreement');
    await key('Enter');
    await heading(page, 'Agreement A-000001');
    await tabTo('Confirmed');
    await key('Enter');
    const sheet = page.getByRole('dialog', { name: /^Record that the agreement was confirmed/ });
    await sheet.getByText('What this changes').first().waitFor();
    await tabTo('Save the confirmation');
    await key('Enter');
    await sheet.waitFor({ state: 'hidden' });
  });

  test('it is released from there, since it is still chosen', async () => {
    await key('r');
    const sheet = page.getByRole('dialog', { name: 'Release 1 recording' });
    await sheet.getByText('1 recording may go, 0 recordings must stay here.').waitFor();
    await write(/^To whom/, recipient.name);
    await tabTo('Release 1 recording');
    await key('Enter');
    await page.getByRole('dialog', { name: 'Release L-000001' }).waitFor();
    await key('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(readdirSync(join(home, 'Downloads', 'L-000001'))).toContain('L-000001-001.jpg');
  });

  test('Escape closes what lies on top and nothing else, and goes back where nothing does', async () => {
    await heading(page, 'Agreement A-000001');
    await tabTo('Jobs');
    await key('Enter');
    await page.getByRole('dialog', { name: 'Jobs' }).waitFor();
    await key('Escape');
    await page.getByRole('dialog', { name: 'Jobs' }).waitFor({ state: 'hidden' });
    await key('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await key('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
    await heading(page, 'Agreement A-000001');
    await key('Escape');
    await heading(page, 'New agreement');
  });

  test('a lecture with it is checked, and its report and a copy are made', async () => {
    const lecture = join(home, 'lecture.pptx');
    const pictures = [readFileSync(photograph)];
    writeFileSync(lecture, await presentation([{ pictures }, { pictures: [] }]));
    await key('Control+4');
    await heading(page, 'Releases');
    await tabTo('Check a lecture');
    await key('Enter');
    await heading(page, 'Lecture check');
    await tabTo('Choose a lecture');
    const asked = page.waitForEvent('filechooser');
    await key('Enter');
    await (await asked).setFiles([lecture]);
    await page.getByRole('region', { name: 'Red: Slide 1' }).waitFor();
    await lookAt(window, 'lecture-check', 'main');
    await tabTo('Make the report');
    await key('Enter');
    await page.getByRole('link', { name: 'Open the report' }).waitFor();
    await tabTo('Make a copy without the red');
    await key('Enter');
    await page.getByText(/^The copy is written to /).waitFor();
  });
});
