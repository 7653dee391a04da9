import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
});

afterAll(() => window?.close());

const field = (page: Page) => page.getByRole('combobox', { name: 'What to find' });

async function palette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
  await page.keyboard.type(typed);
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

describe('the palette', () => {
  it('finds a place by a few letters and goes there', async () => {
    const page = await window.open('/');
    await palette(page, 'qeues');
    await page.getByRole('option', { name: 'Go to the queues', selected: true }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await heading(page, 'Queues');
  });

  it('finds a recording and an agreement by number and a patient by name', async () => {
    const page = await window.open('/', { knownNumbers: true });
    await palette(page, '3');
    await page.getByRole('option', { name: 'Recording R-000003' }).waitFor();
    await page.getByRole('option', { name: 'Agreement A-000003' }).waitFor();
    await field(page).fill('Amy');
    await page.getByRole('option', { name: /^Amy Ng, S-000003/ }).click();
    await heading(page, 'Patient S-000003');
  });

  it('shows what the role or the moment refuses, with the reason, and does not do it', async () => {
    const before = window.stub.calls.length;
    const page = await window.open('/', { role: 'educator' });
    await palette(page, 'enter agreement');
    const line = page.getByRole('option', { name: /^Enter an agreement/ });
    await line.getByText('This is done by custodians, clinicians and information governance.').waitFor();
    expect(await line.getAttribute('aria-disabled')).toBe('true');
    await line.click({ force: true });
    expect(await field(page).isVisible()).toBe(true);
    await field(page).fill('release chosen');
    await page.getByRole('option', { name: /Please choose a recording first/ }).waitFor();
    const asked = window.stub.calls.slice(before).map(({ name }) => name);
    expect(asked).not.toContain('subject.find');
  });
});

describe('the keys', () => {
  it('are shown for where one is, and read the same list', async () => {
    const page = await window.open('/');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys that hold here' });
    await sheet.getByRole('region', { name: 'Library' }).getByText('Choose a range').waitFor();
    await sheet.getByRole('region', { name: 'Everywhere' }).getByText('Take files in').waitFor();
    expect(await sheet.getByText('Add a region').count()).toBe(0);
    expect(await faultsOfAccess(page)).toEqual([]);
  });

  it('can be changed, say what a key already means, and go back to their own', async () => {
    const page = await window.open('/settings');
    const change = page.getByRole('button', { name: 'Change the key of: Take files in' });
    await change.click();
    await page.keyboard.press('c');
    await page.getByText('C already means “Enter an agreement”').first().waitFor();
    await page.keyboard.press('w');
    await page.getByRole('row', { name: /Take files in W/ }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('w');
    const dialog = page.getByRole('dialog').first();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('button', { name: 'Back to its own key: Take files in' }).click();
    await page.getByRole('row', { name: /Take files in I/ }).waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('are not given back while another command has them', async () => {
    const page = await window.open('/settings');
    await page.getByRole('button', { name: 'Change the key of: Enter an agreement' }).click();
    await page.keyboard.press('w');
    await page.getByRole('button', { name: 'Change the key of: Take files in' }).click();
    await page.keyboard.press('c');
    await page.getByRole('row', { name: /Take files in C/ }).waitFor();
    await page.getByRole('button', { name: 'Back to its own key: Enter an agreement' }).click();
    await page.getByText('C already means “Take files in”').first().waitFor();
    await page.getByRole('row', { name: /Enter an agreement.*W/ }).waitFor();
  });

  it('rest as single letters where somebody dictates, while those with Ctrl still act', async () => {
    const page = await window.open('/settings');
    await page.getByRole('switch', { name: 'Single letters act' }).click({ force: true });
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('c');
    await page.keyboard.press('Control+5');
    await heading(page, 'Queues');
    expect(page.url()).toContain('#/queues');
  });

  it('do nothing while somebody types', async () => {
    const page = await window.open('/');
    await page.locator('#search').click();
    await page.keyboard.type('crai');
    expect(await page.locator('#search').inputValue()).toBe('crai');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await heading(page, 'Library');
  });
});

describe('the focus', () => {
  const focused = (page: Page) =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });

  it('stays with a button that is off while it works, and goes on where what held it is gone', async () => {
    const page = await window.open('/');
    await page.getByRole('option').nth(2).click();
    await page.getByRole('button', { name: /^Taking in/ }).click();
    const tray = page.getByRole('dialog');
    await tray.getByRole('button', { name: 'Resume' }).first().focus();
    const before = window.stub.calls.length;
    await page.keyboard.press('Enter');
    await expect.poll(() => window.stub.calls.slice(before).map(({ name }) => name)).toContain('job.resume');
    await expect.poll(() => focused(page)).toBe('Resume');
    await page.keyboard.press('Escape');
    await tray.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Open the recording' }).focus();
    // Nothing is chosen any more, and the link goes with what it belonged to.
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Recordings');
  });

  it('stays with what was pressed and where a list ends, and begins in a form that comes in the place of its button', async () => {
    const page = await window.open('/trail');
    await page.getByRole('button', { name: 'Verify the trail' }).press('Enter');
    await page.getByText('The trail is sound').waitFor();
    expect(await focused(page)).toBe('Verify the trail');
    await page.getByRole('button', { name: 'Next page' }).press('Enter');
    const back = page.getByRole('button', { name: 'Previous page' });
    await back.press('Enter');
    await expect.poll(() => back.isDisabled()).toBe(true);
    expect(await focused(page)).toBe('Previous page');
    await page.evaluate(() => {
      location.hash = '#/consent/subjects';
    });
    await page.getByRole('button', { name: 'New patient' }).press('Enter');
    await expect
      .poll(() => page.getByLabel('Given names').evaluate((field) => field === document.activeElement))
      .toBe(true);
  });

  it('begins where something is to be typed before the library is open', async () => {
    const page = await window.open('/', { library: 'locked' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });
});
