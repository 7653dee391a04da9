import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import type { Scene } from './stub/scenes.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;
let page: Page;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();

interface Place {
  readonly name: string;
  readonly at: string;
  readonly scene?: Partial<Scene>;
  /** What must be on screen before it is judged. */
  readonly ready: () => Promise<void>;
}

const seen = (text: string | RegExp) => () => page.getByText(text).first().waitFor();
const pressed = (name: string | RegExp, then: string | RegExp) => async () => {
  await button(name).click();
  await page.getByRole('dialog').getByText(then).first().waitFor();
};
const chosen = (name: string, then: string) => async () => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await seen(then)();
};
const tile = () => page.getByRole('option').first().waitFor();
const withKey = (key: string, then: string | RegExp) => async () => {
  await tile();
  await page.keyboard.press(key);
  await page.getByRole('dialog').getByText(then).first().waitFor();
};
const viewed = (view: string, then: () => Promise<void>) => async () => {
  await page.getByRole('radiogroup', { name: 'How the recordings are shown' }).getByText(view).click();
  await then();
};
const withChoice = (act: string, then: string | RegExp) => async () => {
  await page.getByRole('option').nth(2).click();
  await page
    .getByRole('option')
    .nth(5)
    .click({ modifiers: ['Shift'] });
  await pressed(act, then)();
};

const places: readonly Place[] = [
  { name: 'the first screen', at: '/', scene: { library: 'none' }, ready: seen('Welcome to Custos') },
  {
    name: 'the first run',
    at: '/',
    scene: { library: 'none' },
    ready: chosen('Make a library', 'Your name'),
  },
  {
    name: 'the people of a demonstration',
    at: '/',
    scene: { library: 'none' },
    ready: async () => {
      await chosen('Look round', 'Folder for the demonstration')();
      await page.getByLabel('Folder for the demonstration').fill('/home/illustration/Look round');
      await button('Make the demonstration').click();
      await seen('Whom would you like to be?')();
    },
  },
  {
    name: 'a survey before there is a library',
    at: '/',
    scene: { library: 'none', surveying: true },
    ready: chosen('Survey a folder', 'files looked at'),
  },
  { name: 'a survey under way', at: '/survey', scene: { surveying: true }, ready: seen('files looked at') },
  {
    name: 'what a survey found',
    at: '/survey',
    ready: async () => {
      await page.getByLabel('Folder to survey').fill('/srv/pictures');
      await button('Begin the survey').click();
      await button('Save the report').click();
      await seen('It opens in any browser')();
    },
  },
  { name: 'the unlocking', at: '/', scene: { library: 'locked' }, ready: seen('Who are you?') },
  {
    name: 'unlocking with the recovery kit',
    at: '/',
    scene: { library: 'locked' },
    ready: async () => {
      await button(/recovery kit/).click();
      await page.getByLabel('Library identity from the kit').waitFor();
    },
  },
  { name: 'the library', at: '/', ready: tile },
  {
    name: 'the library as a list',
    at: '/',
    ready: viewed('List', () => page.getByRole('row', { name: /R-000001/ }).waitFor()),
  },
  {
    name: 'the library along the time',
    at: '/',
    ready: viewed('Timeline', () =>
      page.getByRole('navigation', { name: 'When they were made' }).getByRole('button').first().waitFor(),
    ),
  },
  {
    name: 'a library in which nothing is found',
    at: '/',
    ready: async () => {
      await tile();
      await page.getByRole('combobox', { name: 'Search the library' }).fill('nothing');
      await seen('Nothing is found')();
    },
  },
  {
    name: 'saving a view',
    at: '/',
    ready: async () => {
      await page.getByRole('checkbox', { name: /^Ready/ }).check();
      await pressed('Save this view', 'Everybody in this library may open it')();
    },
  },
  { name: 'the quick look', at: '/', ready: withKey('Space', 'Arrows go on, Space closes.') },
  { name: 'an empty library', at: '/', scene: { empty: true }, ready: seen('The library is empty') },
  {
    name: 'a library that fails',
    at: '/',
    scene: { failing: ['recording.window'] },
    ready: seen('Try again'),
  },
  { name: 'taking in', at: '/', ready: pressed('Take files in', 'Nothing is chosen yet') },
  { name: 'classifying', at: '/', ready: withChoice('Classify', 'Who is recorded') },
  { name: 'releasing', at: '/', ready: withChoice('Release', 'Stays here') },
  { name: 'proposing an erasure', at: '/', ready: withChoice('Propose erasure', 'Nothing is erased yet') },
  { name: 'a job', at: `/job/${idOf(12, 1)}`, ready: seen('Set aside') },
  { name: 'a recording', at: `/recording/${idOf(1, 3)}`, ready: seen('Who may use this') },
  { name: 'a recording in quarantine', at: `/recording/${idOf(1, 5)}`, ready: seen('is in quarantine') },
  {
    name: 'a recording that there is not',
    at: `/recording/${idOf(1, 3)}`,
    scene: { missing: ['recording.show'] },
    ready: seen('There is no such recording'),
  },
  {
    name: 'putting on hold',
    at: `/recording/${idOf(1, 3)}`,
    ready: pressed('Put on hold', /on hold/),
  },
  {
    name: 'a recording that is refused',
    at: `/recording/${idOf(1, 3)}`,
    scene: { role: 'educator' },
    ready: seen('This is not open to you'),
  },
  { name: 'what waits to be anonymised', at: '/anonymise', ready: seen('wait for an anonymised copy') },
  {
    name: 'the bench',
    at: `/recording/${idOf(1, 0)}/anonymise`,
    ready: async () => {
      await button('Add a region').click();
      await page.getByRole('button', { name: /^Region 1/ }).waitFor();
    },
  },
  {
    name: 'the bench with what was found',
    at: `/recording/${idOf(1, 3)}/anonymise`,
    ready: async () => {
      await page.getByRole('button', { name: /^Region 3: .*left visible/ }).waitFor();
    },
  },
  { name: 'the bench of a film', at: `/recording/${idOf(1, 1)}/anonymise`, ready: seen('What is taken out') },
  {
    name: 'the sign-off',
    at: `/recording/${idOf(1, 4)}/anonymise`,
    ready: pressed('Sign off', 'Looked at by'),
  },
  { name: 'the agreements', at: '/consent', ready: seen('A-000001') },
  { name: 'a new agreement', at: '/consent/new', ready: seen('What was explained') },
  { name: 'an agreement', at: `/consent/agreement/${idOf(6, 1)}`, ready: seen('Signed form') },
  {
    name: 'a withdrawal',
    at: `/consent/agreement/${idOf(6, 1)}`,
    ready: pressed('Withdrawn', 'goes into quarantine'),
  },
  {
    name: 'a variation',
    at: `/consent/agreement/${idOf(6, 1)}`,
    ready: pressed('Varied', 'What is agreed to'),
  },
  { name: 'the patients', at: '/consent/subjects', ready: seen('Find a patient') },
  { name: 'a patient', at: `/consent/subject/${idOf(5, 0)}`, ready: seen('Care team') },
  {
    name: 'moving recordings',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Move recordings', 'The right patient'),
  },
  {
    name: 'correcting a patient',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Correct', 'Correct S-'),
  },
  { name: 'the releases', at: '/releases', ready: seen('L-000001') },
  {
    name: 'what became of a copy',
    at: '/releases',
    ready: pressed(/^Enter return/, 'How is this known'),
  },
  { name: 'the queues', at: '/queues', ready: seen('Approve erasure') },
  { name: 'empty queues', at: '/queues', scene: { empty: true }, ready: seen('All queues are empty') },
  { name: 'an appraisal', at: '/queues', ready: pressed(/^Appraise/, 'Keep the recording') },
  { name: 'the certificates', at: '/queues/certificates', ready: seen('E-000001') },
  {
    name: 'the approval of an erasure',
    at: '/queues',
    scene: { role: 'governance' },
    ready: pressed(/^Review proposed/, 'Nobody can bring it back'),
  },
  {
    name: 'a certificate',
    at: `/queues/certificate/${idOf(11, 1)}`,
    scene: { role: 'governance' },
    ready: seen('How it was checked'),
  },
  { name: 'the trail', at: '/trail', ready: seen('Refused teaching') },
  {
    name: 'the settings',
    at: '/settings',
    scene: { role: 'administrator' },
    ready: seen('Soundness of the library'),
  },
  {
    name: 'an address with nothing at it',
    at: '/no/such/place',
    ready: seen('There is nothing at this address'),
  },
];

describe('every place and state', () => {
  it.each(places)('$name has no fault of access, light or dark', async ({ at, scene, ready }) => {
    page = await window.open(at, scene);
    await ready();
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(window.complaints.filter((complaint) => !complaint.includes('Failed to load resource'))).toEqual(
      [],
    );
  });
});
