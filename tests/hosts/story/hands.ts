import type { Locator, Page } from 'playwright-core';
import type { StoryWindow } from './story-window.ts';

/** What a person does with mouse and keys, by the words on the screen. */
export const press = (within: Page | Locator, name: string | RegExp): Promise<void> =>
  within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();

export const fill = (within: Page | Locator, label: string, text: string): Promise<void> =>
  within.getByRole('textbox', { name: label, exact: true }).fill(text);

export const tick = (within: Page | Locator, label: string | RegExp): Promise<void> =>
  within
    .getByRole('checkbox', { name: label, ...(typeof label === 'string' ? { exact: true } : {}) })
    .check();

/** Chooses from a list that drops down. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

export const place = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click();

export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

export const dialog = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('dialog', { name: title });

export async function lock({ page }: StoryWindow): Promise<void> {
  await press(page, 'Lock');
  await heading(page, /^Unlock /);
}

export async function unlock({ page }: StoryWindow, name: string, passphrase: string): Promise<void> {
  await heading(page, /^Unlock /);
  await choose(page, 'Who are you?', name);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await press(page, 'Unlock');
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}

/** A day as people here write it. */
export const written = (day: string): string =>
  `${Number(day.slice(8))}/${Number(day.slice(5, 7))}/${day.slice(0, 4)}`;

/** The civil day in the library's zone, some days before today. */
export const daysAgo = (days: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(Date.now() - days * 86_400_000);

/**
 * Waits until something holds in the page. The page forbids evaluating text, which Playwright's own way of waiting
 * for a function needs.
 */
export async function until(page: Page, holds: () => boolean | undefined): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate(holds)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It did not come true in the page: ${String(holds)}`);
}
