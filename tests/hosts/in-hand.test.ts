import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { passphrase } from '../operations/rig.ts';
import { formOut } from '../operations/signing-story.ts';
import { Desk, goTo, shoot } from './desk/desk-window.ts';
import { dialog, fill, heading, press } from './story/hands.ts';
import { ask } from './story/story-window.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open({ Cass: 'custodian', Marguerite: 'governance' });
});
afterAll(() => desk?.close());

const shortcuts = [
  'Escape',
  '/',
  '?',
  'F1',
  'F9',
  'i',
  'Control+k',
  'Control+1',
  'Control+Shift+L',
  'Alt+ArrowLeft',
];

/** Nothing of the program is there, whatever is pressed and wherever the address points. */
async function staysClosed(page: Page): Promise<void> {
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  for (const key of shortcuts) await page.keyboard.press(key);
  await page.evaluate(() => {
    location.hash = '#/consent/subjects';
    history.back();
  });
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
  for (const role of ['navigation', 'search', 'dialog', 'link', 'combobox'] as const)
    expect(await page.getByRole(role).count(), role).toBe(0);
  const words = await page.locator('body').innerText();
  expect(words).not.toMatch(/Cass|Marguerite|Grace|Featherstone|Commands|Lock\b/);
}

const on = (page: Page): Promise<void> => press(page, 'Go on');

async function answerAll(page: Page): Promise<void> {
  for (let point = 0; point < 9; point += 1) await on(page);
  for (const answer of ['Yes', 'Yes', 'No', null, 'No', 'No', 'Yes']) {
    if (answer) await press(page, answer);
    const names = page.getByRole('textbox');
    if ((await names.count()) > 0) await names.fill('Dr Hale');
    await on(page);
  }
}

it('gives a patient one form to answer and sign, and nothing else until it is handed back', async () => {
  const { form } = await formOut(desk.rig, 'Kowalska');
  await formOut(desk.rig, 'Featherstone');
  const window = await desk.window('Cass');
  const { page } = window;
  await goTo(page, '/consent/subjects', 'Consent');
  await goTo(page, `/consent/form/${form}`, /^Form F-/);
  await press(page, 'Answer and sign on this screen');
  const sheet = dialog(page, 'Answer and sign on this screen');
  await fill(sheet, 'Leaflet: language', 'Polish');
  await fill(sheet, 'Interpreter', 'Maria Nowak');
  await press(sheet, 'Hand the device over');
  await heading(page, 'Use of a recording for teaching');
  await page.getByText('This form is for Ann Kowalska.').waitFor();
  await staysClosed(page);
  await shoot(window, 'in-hand-begins');
  // A page that is loaded anew is the same form, from its beginning.
  await on(page);
  await page.reload();
  await heading(page, 'Use of a recording for teaching');
  await staysClosed(page);
  await answerAll(page);
  await heading(page, 'Your answers');
  expect(await page.getByRole('listitem').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/all the people[\s\S]*No: Dr Hale/)]),
  );
  await on(page);
  const pad = (await page.getByRole('img', { name: 'Place to sign, empty' }).boundingBox())!;
  await page.mouse.move(pad.x + 100, pad.y + 120);
  await page.mouse.down();
  await page.mouse.move(pad.x + 260, pad.y + 40, { steps: 8 });
  await page.mouse.move(pad.x + 500, pad.y + 140, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('img', { name: 'Place to sign, signed' }).waitFor();
  await shoot(window, 'in-hand-signed');
  await press(page, 'Sign and finish');
  await heading(page, 'Please hand the device back');
  await page.getByText('Your answers and your signature are kept.').waitFor();
  await staysClosed(page);
  await page.getByLabel('Passphrase of whoever handed it over').fill('not this one, I think');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await staysClosed(page);
  await page.getByLabel('Passphrase of whoever handed it over').fill(passphrase);
  await page.keyboard.press('Enter');
  await heading(page, /^Form F-/);
  await shoot(window, 'in-hand-entered');
  await press(page, 'Enter the form');
  await heading(page, 'Consent forms');
  const shown = await ask(page, 'form.show', { form });
  expect(shown).toMatchObject({
    state: 'entered',
    entry: {
      answers: { teaching: 'yes', assessment: 'no', copies: 'blank', viewers: 'no' },
      viewers: ['Dr Hale'],
      informed: { purpose: true, timeToConsider: true },
      leaflet: { language: 'Polish', interpreter: 'Maria Nowak' },
    },
  });
  await window.close();
}, 150_000);

it('is signed by keyboard alone with a witness; handed back unsigned or locked, nothing is kept', async () => {
  const { form } = await formOut(desk.rig, 'Nowak');
  const window = await desk.window('Cass');
  const { page } = window;
  const hand = async (): Promise<void> => {
    await goTo(page, `/consent/form/${form}`, /^Form F-/);
    await page.getByRole('button', { name: 'Answer and sign on this screen' }).press('Enter');
    await page.getByRole('button', { name: 'Hand the device over' }).press('Enter');
    await heading(page, 'Use of a recording for teaching');
  };
  const key = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).press('Enter');
  await hand();
  await key('Go on');
  await key('Hand the device back');
  await page.getByText('Nothing that you answered is kept.').waitFor();
  await key('Go back to where I was');
  await heading(page, 'What it is for');
  await desk.rig.engine.lock('screen');
  await heading(page, /^Unlock /);
  expect(await page.locator('body').innerText()).not.toMatch(/Nowak|teaching/);
  await window.close();
  expect(await desk.rig.call('Cass', 'form.show', { form })).toMatchObject({ state: 'out', entry: null });

  const again = await desk.window('Cass');
  await goTo(again.page, `/consent/form/${form}`, /^Form F-/);
  await again.page.getByRole('button', { name: 'Answer and sign on this screen' }).press('Enter');
  await again.page.getByRole('button', { name: 'Hand the device over' }).press('Enter');
  await heading(again.page, 'Use of a recording for teaching');
  const enter = (name: string): Promise<void> =>
    again.page.getByRole('button', { name, exact: true }).press('Enter');
  for (let step = 0; step < 17; step += 1) await enter('Go on');
  await enter('Type my name instead');
  await again.page.getByRole('textbox', { name: 'Your name' }).focus();
  await again.page.keyboard.type('Ann Nowak');
  await again.page.keyboard.press('Tab');
  await again.page.keyboard.type('Piotr Lis');
  await enter('Sign and finish');
  await heading(again.page, 'Please hand the device back');
  const shown = await desk.rig.call('Grace', 'form.show', { form });
  expect(shown).toMatchObject({ state: 'returned', entry: { answers: { make: 'blank' } } });
  await again.close();
}, 150_000);
