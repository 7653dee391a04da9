import type { Page } from 'playwright-core';
import type { Scene } from './scenes.ts';

/** Goes on from where the window stands to a state, and waits until it is there. */
export type Ready = (page: Page) => Promise<void>;

export interface State {
  readonly name: string;
  readonly at: string;
  readonly scene?: Partial<Scene>;
  /** Something of it stays when its dialog is closed and another address is gone to: the next begins anew. */
  readonly leaves?: true;
  readonly ready: Ready;
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

export const seen =
  (text: string | RegExp): Ready =>
  (page) =>
    page.getByText(text).first().waitFor();
export const saying = (page: Page, text: string | RegExp) =>
  page.getByRole('dialog').getByText(text).first().waitFor();
export const pressed =
  (name: string | RegExp, then: string | RegExp): Ready =>
  async (page) => {
    await button(page, name).click();
    await saying(page, then);
  };
export const chosen =
  (name: string, then: string): Ready =>
  async (page) => {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await seen(then)(page);
  };
export const tile: Ready = (page) => page.getByRole('option').first().waitFor();
export const withKey =
  (key: string, then: string | RegExp): Ready =>
  async (page) => {
    await tile(page);
    await page.keyboard.press(key);
    await saying(page, then);
  };
export const viewed =
  (view: string, then: Ready): Ready =>
  async (page) => {
    await page.getByRole('radiogroup', { name: 'How the recordings are shown' }).getByText(view).click();
    await then(page);
  };
export const four: Ready = async (page) => {
  await page.getByRole('option').nth(2).click();
  await page
    .getByRole('option')
    .nth(5)
    .click({ modifiers: ['Shift'] });
};
export const withChoice =
  (then: Ready): Ready =>
  async (page) => {
    await four(page);
    await then(page);
  };
export const keyed =
  (key: string, role: 'option' | 'heading'): Ready =>
  async (page) => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').getByRole(role).first().waitFor();
  };
export const inTurn =
  (...steps: readonly Ready[]): Ready =>
  async (page) => {
    for (const step of steps) await step(page);
  };
