import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { StubWindow } from './stub/stub-window.ts';
import { tabRound } from './stub/tab-round.ts';

/** The screens on special circumstances and on signing, without the mouse. */

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => window.stub.calls.findLast((call) => call.name === name)?.input;

/** Where acts begin, each by the button that opens its dialog, and a word that the dialog holds. */
const acts = [
  ['/consent/notices', 'Enter how callers are told', 'For which lines'],
  ['/consent/notices', /^Enter its last day: Main switchboard/, 'judged anew'],
  ['/consent/sealed', 'Ask to open it: R-000041', 'opened by two people'],
  ['/consent/sealed', 'Open it together: R-000042', 'You are the second person'],
  ['/consent/sealed', 'Close it: R-000043', 'It is sealed again at once'],
  ['/consent/sealed', 'Enter the consultation: R-000041', 'an experienced colleague is consulted'],
  ['/queues', /^Attempts: /, 'To be settled by'],
  ['/queues', 'Put right: R-000010', 'medico-legal investigation'],
  ['/queues', 'Put right: R-000011', 'bodies that answer'],
  ['/queues', /^Replace: /, 'In common: left hand'],
] as const;

describe.each(Object.entries(Object.groupBy(acts, ([place]) => place)))('%s by keyboard', (place, here) => {
  it('is gone round with Tab, and the focus is seen at each stop', async () => {
    const page = await window.open(place);
    await page.getByRole('table').first().waitFor();
    const { stops, missed, unseen } = await tabRound(page);
    expect(stops.length).toBeGreaterThan(10);
    expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
  });

  it('opens what is done by Enter, holds the focus in it, and gives it back', async () => {
    const page = await window.open(place);
    for (const [, name, word] of here ?? []) {
      const opener = page.getByRole('button', { name }).first();
      await opener.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText(word).first().waitFor();
      const { stops, missed, unseen } = await tabRound(page);
      expect(stops.length, String(name)).toBeGreaterThan(1);
      expect({ missed, unseen }, String(name)).toEqual({ missed: [], unseen: [] });
      expect(await dialog.evaluate((box) => box.contains(document.activeElement)), String(name)).toBe(true);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
    }
  });
});

it('leads from being told to what is asked, and opens it for both, by Enter alone', async () => {
  const page = await window.open('/queues', { asked: true });
  await page.getByRole('link', { name: 'See what is asked' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Sealed recordings' }).waitFor();
  await page.getByRole('button', { name: 'Open it together: R-000042' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Open it to us both' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(asked('seal.decide')).toMatchObject({ opening: idOf(23, 1), opens: true });
});

it('enters an attempt to reach a patient', async () => {
  const page = await window.open('/queues');
  await page
    .getByRole('button', { name: /^Attempts: / })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('To be settled by').waitFor();
  await dialog.getByRole('textbox', { name: 'When' }).fill('5/3/2026');
  for (const label of ['How', 'What came of it']) {
    await dialog.getByRole('combobox', { name: label }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  }
  await dialog.getByRole('button', { name: 'Enter the attempt' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(asked('circumstance.enter')).toMatchObject({ entry: { form: 'attempt', on: '2026-03-05' } });
});

it('signs a form with a typed name, and takes the device back with the passphrase', async () => {
  const page = await window.open('/', { inHand: { view: 'signing' } });
  const typed = page.getByRole('button', { name: 'Type my name instead' });
  for (let at = 0; at < 40 && !(await typed.isVisible()); at += 1)
    await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await typed.press('Enter');
  await page.getByRole('textbox', { name: 'Your name' }).pressSequentially('Amy Ng');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Sian Pritchard');
  const { missed, unseen } = await tabRound(page);
  expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
  await page.getByRole('button', { name: 'Sign and finish' }).press('Enter');
  await expect
    .poll(() => asked('signing.complete'))
    .toMatchObject({ signature: { means: 'typed', name: 'Amy Ng', witness: 'Sian Pritchard' } });
  await page.getByLabel('Passphrase of whoever handed it over').pressSequentially('seven quiet herons');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked('session.takeBack')).toMatchObject({ passphrase: 'seven quiet herons' });
});

it('goes through a form in a patient’s hands and back to the staff', async () => {
  const page = await window.open('/', { inHand: { view: 'signing' } });
  for (let at = 0; at < 12; at += 1) {
    const { stops, missed, unseen } = await tabRound(page);
    expect(stops.length).toBeGreaterThan(0);
    expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
    await page.getByRole('button', { name: 'Go on' }).press('Enter');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  }
  await page.getByRole('button', { name: 'Hand the device back' }).press('Enter');
  await page.getByText('For staff').waitFor();
  const { missed, unseen } = await tabRound(page);
  expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
});
