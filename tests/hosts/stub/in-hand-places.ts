import type { Page } from 'playwright-core';
import { button, inTurn, pressed, type Ready, type State, seen } from './reaching.ts';
import { idOf } from './samples.ts';

const press =
  (name: string, times = 1): Ready =>
  async (page) => {
    for (let time = 0; time < times; time += 1) await button(page, name).click();
  };

/** Goes on from page to page until something is in sight; a state before may have left the form anywhere. */
const onTo =
  (text: string): Ready =>
  async (page: Page) => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    while (!(await page.getByText(text).first().isVisible())) await button(page, 'Go on').click();
  };

const signing = { inHand: { view: 'signing' } } as const;
const viewing = { inHand: { view: 'viewing', agreement: idOf(6, 1) } } as const;

/** The window in a patient's hands. */
export const inHandStates: readonly State[] = [
  {
    name: 'handing a form over',
    at: `/consent/form/${idOf(20, 1)}`,
    ready: pressed('Answer and sign', 'this form and nothing else'),
  },
  { name: 'a form in hand', at: '/', scene: signing, ready: seen('This form is for') },
  { name: 'a form in hand, told', at: '/', scene: signing, ready: onTo('Who may see it') },
  { name: 'a form in hand, asked', at: '/', scene: signing, ready: onTo('May a recording of you') },
  {
    name: 'a form in hand, answered no',
    at: '/',
    scene: signing,
    ready: inTurn(onTo('May all the people described'), press('No'), seen('One name a line')),
  },
  { name: 'a form in hand, to check', at: '/', scene: signing, ready: onTo('Left open') },
  { name: 'a form in hand, to sign', at: '/', scene: signing, ready: onTo('Wipe it') },
  {
    name: 'a form in hand, a name typed',
    at: '/',
    scene: signing,
    ready: inTurn(onTo('Wipe it'), press('Type my name'), seen('saw you type it')),
  },
  {
    name: 'a form handed back',
    at: '/',
    scene: signing,
    ready: inTurn(onTo('Who may see it'), press('Hand the device back'), seen('For staff')),
  },
  {
    name: 'recordings in hand',
    at: '/',
    scene: viewing,
    ready: seen('May it be shown in this form'),
  },
];
