import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreementOf, findings, idOf, names, people, releaseOf, subjectOf, tileOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
});

afterAll(() => window?.close());

/** Every place with a patient in it, and what says that it has come. */
const shown: readonly (readonly [string, string | RegExp])[] = [
  ['/', /R-000001/],
  [`/recording/${idOf(1, 3)}`, 'Who may use this'],
  [`/recording/${idOf(1, 4)}`, 'Who may use this'],
  ['/anonymise', 'R-000001'],
  ['/twins', /R-0/],
  ['/survey', /./],
  ['/consent', 'A-000001'],
  [`/consent/agreement/${idOf(6, 1)}`, 'A-000002'],
  ['/releases', 'L-000001'],
  ['/queues', 'The agreement ends within 90 days.'],
  ['/queues/certificates', 'E-000001'],
  [`/queues/certificate/${idOf(11, 1)}`, 'How it was checked'],
  [`/job/${idOf(12, 1)}`, 'Set aside'],
  ['/trail', 'Refused teaching'],
];
/** Places that hold nothing but who somebody is. */
const heldBack = ['/consent/subjects', '/consent/new', `/consent/subject/${idOf(5, 0)}`];

const subject = subjectOf(0);
const identifiers: readonly string[] = [
  ...names.flatMap(({ givenName, familyName }) => [givenName, familyName]).filter((name) => name.length > 2),
  ...subject.identifiers.map(({ value }) => value),
  '943 476 5919',
  '1961-11-30',
  '30 November 1961',
  agreementOf(1).terms.givenByName,
  tileOf(3).fileName ?? '',
  'DSC_0000',
  'Wyniki badania',
  'The patient telephoned',
  'Legal proceedings',
  releaseOf(0).recipient,
  releaseOf(0).purpose,
  ...findings.map(({ value }) => value),
];

/**
 * Everything that the page holds: its text, its attributes, what stands in its fields, its title. Whoever works here
 * is no patient and stays.
 */
async function everything(page: Page): Promise<string> {
  const all = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')];
    return [document.title, document.documentElement.outerHTML, ...fields.map(({ value }) => value)].join(
      '\n',
    );
  });
  return people.reduce((text, { name }) => text.replaceAll(name, ''), all);
}

async function go(page: Page, place: string, seen: string | RegExp): Promise<string> {
  await page.evaluate((at) => {
    location.hash = at;
  }, `#${place}`);
  await page.getByRole('main').getByText(seen).first().waitFor();
  // Whatever else the place asks has been answered when nothing waits any more.
  await expect.poll(() => page.locator('main .mantine-Loader-root').count(), { timeout: 20_000 }).toBe(0);
  return everything(page);
}

async function lecture(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByRole('banner').getByRole('button', { name: 'Leave lecture mode' }).waitFor();
}

it('hides on every screen whatever says who a patient is', async () => {
  const page = await window.open('/', { role: 'custodian' });
  let open = '';
  for (const [place, seen] of shown) open += await go(page, place, seen);
  for (const place of heldBack) open += await go(page, place, /./);
  // The scene does hold them: what follows is no accident.
  expect(identifiers.filter((one) => open.includes(one)).length).toBeGreaterThan(8);
  await lecture(page);
  for (const [place, seen] of shown) {
    const text = await go(page, place, seen);
    expect([place, ...identifiers.filter((one) => text.includes(one))]).toEqual([place]);
  }
  for (const place of heldBack) {
    const text = await go(page, place, 'This page is not shown in lecture mode');
    expect([place, ...identifiers.filter((one) => text.includes(one))]).toEqual([place]);
  }
  expect(await faultsOfAccess(page)).toEqual([]);
}, 120_000);

it('forgets what was on screen, asks for nobody and changes nothing', async () => {
  const page = await window.open('/');
  await page.locator('#search').fill('Llywelyn');
  await page.getByRole('option').first().click();
  await page.getByText('DSC_00000.JPG').first().waitFor();
  await lecture(page);
  const before = window.stub.calls.length;
  const left = await everything(page);
  expect(['Llywelyn', 'DSC_'].filter((one) => left.includes(one))).toEqual([]);
  await page.keyboard.press('i');
  await page.getByText('In lecture mode nothing is changed').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What to find' }).fill('Amy');
  await page.getByRole('option', { name: /Search the library for/ }).waitFor();
  await page.keyboard.press('Escape');
  const asked = new Set(window.stub.calls.slice(before).map(({ name }) => name));
  expect([...asked].filter((name) => /^(subject|import)\./.test(name))).toEqual([]);
});

it('outlasts a lock, and ends where it is left', async () => {
  const page = await window.open('/');
  await page.getByRole('option').first().waitFor();
  await lecture(page);
  window.stub.show({ library: 'locked' });
  window.stub.tell({ kind: 'locked', why: 'idle' });
  await page.getByRole('heading', { level: 1, name: /^Unlock/ }).waitFor();
  await page.getByRole('combobox', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: 'Jo Lee' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('correct');
  window.stub.show({ library: 'unlocked' });
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Leave lecture mode' }).click();
  await page.getByText('Lecture mode is off').first().waitFor();
  await page.getByRole('option').first().click();
  await page.getByText('DSC_00000.JPG').first().waitFor();
});
