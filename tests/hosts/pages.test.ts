import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { fullScene, type Scene } from './stub/scenes.ts';
import { type Stub, startStub } from './stub/server.ts';

const chromiumPath = process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium';
const configFile = fileURLToPath(new URL('../../renderer/vite.config.ts', import.meta.url));

let folder: string;
let stub: Stub;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-window-'));
  // The test runner names its own environment, and React would be built for development.
  process.env.NODE_ENV = 'production';
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  stub = await startStub(folder);
  browser = await chromium
    .launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
    .catch((error: Error) => {
      throw new Error(`Chromium does not start. On Debian: apt-get install chromium. (${error.message})`);
    });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stub?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  complaints = [];
});

afterEach(async () => {
  await context?.close();
});

async function open(place: string, scene: Partial<Scene> = {}): Promise<void> {
  stub.show({ ...fullScene, ...scene });
  context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${stub.url}#${place}`);
  await page.locator('h1').first().waitFor();
}

/** What axe finds wrong, each with the elements it means; all its rules, or those named. */
async function faults(rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

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
  { name: 'the library', at: '/', ready: tile },
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
  { name: 'the releases', at: '/releases', ready: seen('L-000001') },
  { name: 'the queues', at: '/queues', ready: seen('Approve erasure') },
  { name: 'empty queues', at: '/queues', scene: { empty: true }, ready: seen('All queues are empty') },
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
    await open(at, scene);
    await ready();
    expect(await faults()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.locator(':root[data-mantine-color-scheme="dark"]').waitFor();
    expect(await faults(['color-contrast'])).toEqual([]);
    expect(complaints.filter((complaint) => !complaint.includes('Failed to load resource'))).toEqual([]);
  });
});

describe('the grid by keyboard', () => {
  const activeName = () =>
    page.evaluate(() => {
      const active = document.activeElement?.getAttribute('aria-activedescendant');
      return active ? (document.getElementById(active)?.textContent ?? '') : '';
    });

  it('goes from tile to tile, chooses a range, looks and opens', async () => {
    await open('/');
    await tile();
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(activeName).toContain('R-000002');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('3 recordings chosen').first().waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('dialog', { name: 'Quick look at R-000004' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('dialog', { name: 'Quick look at R-000003' }).waitFor();
    await page.keyboard.press('Escape');
    // The dialog gives the focus back to the grid.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Recording R-000003' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor();
    await expect.poll(activeName).toContain('R-000003');
  });

  it('holds ten thousand recordings and makes only those in sight', async () => {
    await open('/');
    await tile();
    await page.getByRole('listbox', { name: 'Recordings' }).focus();
    await page.keyboard.press('End');
    await page.getByRole('option', { name: /R-010000/ }).waitFor();
    expect(await page.getByRole('option').count()).toBeLessThan(100);
    await page.keyboard.press('Control+a');
    await page.getByText('10,000 recordings chosen').first().waitFor();
  });

  it('reaches the search with a stroke and the acts with a letter', async () => {
    await open('/');
    await tile();
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement?.id === 'search');
    await page.keyboard.type('nothing');
    await page.getByText('Nothing is found').waitFor();
    await button('Clear search and filters').click();
    await page.getByRole('option').nth(1).click();
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: 'Release 1 recording' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys that hold here' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('a');
    await page.getByRole('heading', { level: 1, name: /^Anonymise R-/ }).waitFor();
  });
});

describe('the bench by keyboard', () => {
  it('moves, resizes and removes a region, and sends whole pixels inside the picture', async () => {
    await open(`/recording/${idOf(1, 0)}/anonymise`);
    await button('Add a region').click();
    const region = page.getByRole('button', { name: /^Region 1: 320 by 150 at 640, 525/ });
    await region.waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: /at 628, 525/ }).waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: /320 by 162/ }).waitFor();
    await page.getByLabel('Left of region 1').fill('5000');
    await page.getByRole('button', { name: /at 1280, 525/ }).waitFor();
    await button('Make anonymised copy').click();
    await page.getByText('Please look at it and sign it off').first().waitFor();
    const sent = stub.calls.findLast(({ name }) => name === 'anonymise.make')?.input;
    expect(sent).toMatchObject({ regions: [{ x: 1280, y: 525, w: 320, h: 162, source: 'drawn by hand' }] });
    await page.getByRole('button', { name: /^Region 1/ }).focus();
    await page.keyboard.press('Delete');
    await page.getByText('No region yet').waitFor();
  });
});

describe('the lock', () => {
  it('empties the window at once when the engine locks', async () => {
    await open(`/recording/${idOf(1, 3)}`);
    await page.getByRole('img', { name: /original/ }).waitFor();
    stub.show({ library: 'locked' });
    stub.tell({ kind: 'locked', why: 'idle' });
    await page.getByRole('heading', { level: 1, name: /^Unlock/ }).waitFor();
    expect(await page.locator('img, video, audio').count()).toBe(0);
    expect(await page.content()).not.toMatch(/R-000004|Llanfairpwll|media\//);
    expect(new URL(page.url()).hash).toBe('#/');
  });

  it('says a wrong passphrase in words and lets the right one in', async () => {
    await open('/', { library: 'locked' });
    await page.getByRole('combobox', { name: 'Who are you?' }).click();
    await page.getByRole('option', { name: 'Jo Lee' }).click();
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
    await button('Unlock').click();
    await page.getByRole('alert').getByText('not the passphrase').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill('correct');
    await button('Unlock').click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });
});

describe('what a role may do', () => {
  it('shows an educator no place and no act that the contract keeps from the role', async () => {
    await open('/', { role: 'educator' });
    await tile();
    const nav = page.getByRole('navigation', { name: 'Places' });
    expect(await nav.getByRole('link').allInnerTexts()).toEqual(['Library', 'Releases', 'Settings']);
    await page.getByRole('option').first().click();
    expect(await button('Classify').count()).toBe(0);
    expect(await button('Take files in').count()).toBe(0);
  });
});
