import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { StubWindow } from './stub/stub-window.ts';

let window: StubWindow;
let page: Page;

beforeAll(async () => {
  window = await StubWindow.start();
  page = await window.open('/');
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => () => window.stub.calls.findLast((call) => call.name === name)?.input;
const goTo = (place: string) => page.evaluate((hash) => location.assign(hash), `#${place}`);
const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
const reads = (words: string) => page.getByText(words).first().waitFor();

it('an agreement entered by mistake goes by Undo', async () => {
  await page.getByRole('option').nth(7).click();
  await goTo('/consent/new');
  await reads('Undo reaches an agreement without a signed form until');
  await press('Save the agreement');
  await expect.poll(asked('agreement.create')).toMatchObject({ recordings: [idOf(1, 7)] });
  await press('Undo');
  await expect.poll(asked('agreement.discard')).toEqual({ agreement: idOf(6, 0) });
  await reads('A-000001 was taken out again.');
});

it('what became of an agreement stays, which is said before it is saved', async () => {
  await goTo(`/consent/agreement/${idOf(6, 1)}`);
  await reads('A scan that is attached stays with the agreement');
  await reads('What was agreed to then holds for them, until they are untied again.');
  await press(/^Tie the chosen recordings/);
  await expect.poll(asked('agreement.link')).toMatchObject({ agreement: idOf(6, 1) });
  await press(/^Untie R-/);
  const untie = page.getByRole('dialog', { name: /^Untie R-\d+ from A-000002$/ });
  await untie.getByRole('textbox', { name: 'Why they do not belong together' }).fill('Of another visit');
  await untie.getByRole('button', { name: 'Untie' }).click();
  await untie.waitFor({ state: 'hidden' });
  expect(asked('agreement.unlink')()).toMatchObject({ agreement: idOf(6, 1), reason: 'Of another visit' });
  for (const [kind, button, warning, save] of [
    ['confirmed', 'Confirmed', 'Undo does not reach what is recorded', 'Save the confirmation'],
    ['withdrawn', 'Withdrawn', 'This cannot be taken back', 'Save the withdrawal'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(warning).waitFor();
    await dialog.getByRole('button', { name: save }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(asked('agreement.record')()).toMatchObject({ agreement: idOf(6, 1), event: { kind } });
  }
  const before = window.stub.calls.length;
  await page.keyboard.press('Control+z');
  await reads('stays so, and so does what became of an agreement');
  const later = window.stub.calls.slice(before).map(({ name }) => name);
  expect(later.filter((name) => /undo|discard|record$/.test(name))).toEqual([]);
});

it('what became of an agreement is saved only beside its own effect', async () => {
  await goTo(`/consent/agreement/${idOf(6, 1)}`);
  await page.getByRole('button', { name: 'Withdrawn', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save the withdrawal' });
  await expect.poll(() => save.isEnabled()).toBe(true);
  await dialog.getByLabel('On which day').selectText();
  const openAtOnce = await save.evaluate(async (button: HTMLButtonElement) => {
    document.execCommand('insertText', false, '01/02/2024');
    await Promise.resolve();
    return !button.disabled;
  });
  expect(openAtOnce).toBe(false);
  await expect.poll(() => save.isEnabled()).toBe(true);
  expect(asked('agreement.effect')()).toMatchObject({ event: { on: '2024-02-01' } });
  await press('Cancel');
});

it('what is entered of an emergency or answered about a seal stays, which is said before', async () => {
  await goTo('/queues');
  await press('Attempts: R-000002');
  await page.getByRole('dialog').getByText('Undo does not reach what is entered').waitFor();
  await press('Cancel');
  await goTo('/consent/sealed');
  await press('Open it together: R-000042');
  await page.getByRole('dialog').getByText('Undo does not reach your answer').waitFor();
});

it('what a patient answers of a recording is kept, which they read before they finish', async () => {
  page = await window.open('/', { inHand: { view: 'viewing', agreement: idOf(6, 1) } });
  await reads('May it be shown in this form');
  const finish = page.getByRole('button', { name: 'Finish' });
  while ((await finish.count()) === 0) await press('Go on');
  await reads('Finish keeps what you said, and it cannot be taken back here.');
});
