import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { pagesAsPictures, scanned, scannedPdf } from '../operations/form-scans.ts';
import { presentation } from '../operations/lecture-files.ts';
import { agreedTo, fileOf, forTeaching, newPatient, picture, pictures, takeIn } from './desk/desk-library.ts';
import { Desk, goTo, shoot } from './desk/desk-window.ts';
import { choose, dialog, fill, heading, press } from './story/hands.ts';
import { ask, type StoryWindow } from './story/story-window.ts';

/**
 * A day at the desk: what is there is entered by operations, and what a person does is done in the window. The legacy
 * collection is of as many files as CUSTOS_LEGACY says, and of few otherwise.
 */

/** Of the clinic's twenty; tests/operations/forms.test.ts has all of them come back, in every way of scanning. */
const formsBack = Number(process.env.CUSTOS_FORMS ?? 4);
const legacyFiles = Number(process.env.CUSTOS_LEGACY ?? 60);
/** A busy machine takes its time. */
const patience = { timeout: 60_000 };
let desk: Desk;
let window: StoryWindow;
let began = 0;
let prepared = 0;

beforeAll(async () => {
  desk = await Desk.open({ Cass: 'custodian' });
  window = await desk.window('Cass');
}, 120_000);
afterAll(() => desk?.close());
beforeEach(() => {
  began = performance.now();
});
/** Says when the library was ready for the person at the window. */
const ready = (): void => {
  prepared = performance.now();
};
afterEach(({ task }) => {
  const seconds = (from: number, to: number): string => ((to - from) / 1_000).toFixed(1);
  const now = performance.now();
  process.stdout.write(
    `${task.name}: prepared in ${seconds(began, prepared)} s, at the window ${seconds(prepared, now)} s\n`,
  );
});

const key = (place: Locator, stroke = 'Enter'): Promise<void> => place.press(stroke);

it('a clinic’s forms come back in two scans, and each is matched and can be entered', async () => {
  const { page } = window;
  const { rig } = desk;
  const patients: Id[] = [];
  for (let at = 0; at < 20; at += 1) patients.push(await newPatient(rig, `Clinic${at}`));
  const { forms } = await rig.call('Cass', 'form.issue', { purpose: 'teaching', subjects: patients });
  const pages: Buffer[] = [];
  // One by one: a print of many sets each twice, to number its pages.
  for (const { id } of forms.slice(0, formsBack)) {
    const printed = await rig.call('Cass', 'form.print', { forms: [id] });
    pages.push(...pagesAsPictures((await rig.media('Cass', printed.url))!.bytes, 100));
  }
  expect(pages).toHaveLength(formsBack * 2);
  const scans = await Promise.all(pages.map((each, at) => scanned(each, { turned: [0, 180, 1][at % 3]! })));
  const halves = [scans.slice(0, formsBack), scans.slice(formsBack)];
  const batch = await Promise.all(
    halves.map(async (half, at) => ({
      name: `clinic-${at + 1}.pdf`,
      mimeType: 'application/pdf',
      buffer: await scannedPdf(half),
    })),
  );
  ready();
  await goTo(page, '/consent/forms', 'Consent');
  await page.getByLabel('Scans of signed forms').setInputFiles(batch);
  await expect
    .poll(() => page.getByText('Every page is here.').count(), { timeout: 240_000 })
    .toBe(formsBack);
  await shoot(window, 'desk-forms-matched');
  const returned = await ask(page, 'form.list', { state: 'returned' });
  expect(returned.total).toBe(formsBack);
  await goTo(page, `/consent/form/${forms[0]!.id}`, /^Form F-/);
  const groups = page.getByRole('radiogroup');
  for (let at = 0; at < 7; at += 1)
    await groups
      .nth(at)
      .getByRole('radio', { name: at === 2 ? 'No' : 'Yes', exact: true })
      .check();
  await fill(page, 'Date of signing', '1/11/2026');
  await shoot(window, 'desk-form-entered');
  await press(page, 'Enter the form');
  await heading(page, 'Consent');
  expect(await ask(page, 'form.show', { form: forms[0]!.id })).toMatchObject({ state: 'entered' });
}, 300_000);

it('a round of fifty is written to, answered and brought to its end by keyboard alone', async () => {
  const { page } = window;
  const { rig } = desk;
  const recordings = await takeIn(rig, await pictures(50, 1_000), undefined);
  const agreements: Id[] = [];
  for (const [at, recording] of recordings.entries())
    agreements.push((await agreedTo(rig, recording, `Round${at}`)).agreement);
  ready();
  await goTo(page, '/consent/round', 'Asking afterwards');
  await key(page.getByRole('checkbox', { name: 'Choose all on this page' }), 'Space');
  await key(page.getByRole('button', { name: 'Enter a letter or a call for 50 agreements' }));
  const letter = dialog(page, 'A letter or a call: 50 agreements');
  await key(letter.getByRole('button', { name: 'Enter it' }));
  await letter.waitFor({ state: 'hidden' });
  await shoot(window, 'desk-round-written-to');
  for (const [at, answer] of ['Confirmed', 'Confirmed', 'Not confirmed'].entries()) {
    await key(page.getByRole('button', { name: /^Record answer: / }).first());
    await heading(page, /^Agreement A-/);
    await key(page.getByRole('button', { name: answer, exact: true }));
    const sheet = page.getByRole('dialog');
    await key(sheet.getByRole('button', { name: /^Save / }));
    await sheet.waitFor({ state: 'hidden' });
    await goTo(page, '/consent/round', 'Asking afterwards');
    await expect
      .poll(() => page.getByRole('button', { name: /^Record answer: / }).count(), patience)
      .toBe(49 - at);
  }
  const left = (await ask(page, 'round.list', { limit: 200 })).agreements.map(({ id }) => id);
  const event = { kind: 'confirmed', on: new Date().toISOString().slice(0, 10) as Day } as const;
  for (const agreement of left) await rig.call('Cass', 'agreement.record', { agreement, event });
  await page.getByText('Everybody has been asked').waitFor();
  await shoot(window, 'desk-round-ended');
  const counts = await ask(page, 'queue.counts', {});
  expect([counts.confirm ?? 0, counts.erase]).toEqual([0, 1]);
  expect(agreements).toHaveLength(50);
}, 300_000);

it('a withdrawal reaches the copies at three recipients, each called back by a letter', async () => {
  const { page } = window;
  const { rig } = desk;
  const [recording] = await takeIn(rig, { 'copied.jpg': await picture(5) }, undefined);
  const { agreement } = await agreedTo(rig, recording!, 'Copied');
  const today = new Date().toISOString().slice(0, 10) as Day;
  await rig.call('Cass', 'agreement.record', { agreement, event: { kind: 'confirmed', on: today } });
  const recipients = ['Professor Hale', 'Dr Zelda Quince', 'Ms Ida Mole'];
  for (const recipient of recipients) {
    const asked = { use: 'teaching', audience: 'medicalSetting', recipient } as const;
    const made = await rig.call('Cass', 'release.make', {
      ...asked,
      recordings: [recording!],
      folder: rig.files({}),
    });
    expect(made.items).toMatchObject([{ recording: { id: recording } }]);
    expect(made.release).not.toBeNull();
  }
  ready();
  await goTo(page, `/consent/agreement/${agreement}`, /^Agreement A-/);
  await press(page, 'Withdrawn');
  const sheet = dialog(page, /^Record a withdrawal/);
  const effect = sheet.getByRole('region', { name: 'What this changes' });
  await effect.getByText(/goes into quarantine/).waitFor();
  for (const recipient of recipients) expect(await effect.innerText()).toContain(recipient);
  await shoot(window, 'desk-withdrawal');
  await press(sheet, 'Save the withdrawal');
  await sheet.waitFor({ state: 'hidden' });
  await goTo(page, '/releases', 'Releases');
  for (let at = 0; at < 3; at += 1) {
    await page
      .getByRole('button', { name: /^Enter recall: / })
      .first()
      .click();
    const known = page.getByRole('dialog', { name: /^Recalled: / });
    await fill(known, 'How is this known', 'The patient has withdrawn.');
    await press(known, 'Save');
    await known.waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.getByRole('button', { name: /^Recall letter for / }).count(), patience)
      .toBe(at + 1);
  }
  for (let at = 0; at < 3; at += 1) {
    await page
      .getByRole('button', { name: /^Recall letter for / })
      .nth(at)
      .click();
    const letter = page.getByRole('dialog', { name: /^Recall letter for / });
    await press(letter, 'Make the letter');
    await letter.getByRole('link', { name: 'Open the letter' }).waitFor();
    await page.keyboard.press('Escape');
    await letter.waitFor({ state: 'hidden' });
  }
  await shoot(window, 'desk-recalled');
  const { releases } = await ask(page, 'release.list', { recording: recording! });
  expect(releases.map(({ items }) => items[0]?.state)).toEqual(['recalled', 'recalled', 'recalled']);
}, 300_000);

/** Says how long one thing took that was asked for in the window, until the window showed it. */
async function timed(what: string, doing: () => Promise<void>): Promise<void> {
  const from = performance.now();
  await doing();
  process.stdout.write(`  ${what}: ${((performance.now() - from) / 1_000).toFixed(1)} s\n`);
}

/** Every duty of the list is chosen: what is on this page by its box, and the other pages by a second press. */
async function chooseWhole(page: Page, total: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  const count = total.toLocaleString('en-GB');
  if (total > 50) await press(page, `Choose all ${count} of the list`);
  await page.getByText(`${count} duties chosen`, { exact: true }).waitFor();
}

it('a legacy collection is taken through: seen as a whole, given to somebody, appraised, put off', async () => {
  const { page } = window;
  const { rig } = desk;
  const about1990 = { earliest: '1988-01-01' as Day, latest: '1992-12-31' as Day };
  const paths = [rig.files(await pictures(legacyFiles, 10_000))];
  const count = legacyFiles.toLocaleString('en-GB');
  await timed(`${count} legacy files taken in`, async () => {
    const { job } = await rig.call('Cass', 'import.start', {
      paths,
      classify: { ...forTeaching, made: about1990 },
    });
    await rig.ended('Cass', job);
  });
  ready();
  await goTo(page, '/queues/overview', 'Where the collection stands');
  await shoot(window, 'desk-legacy-overview');
  await goTo(page, '/queues', 'Queues');
  await timed('all of the list chosen', async () => {
    await choose(page, 'Queue', `Replace (${count})`);
    await chooseWhole(page, legacyFiles);
  });
  await press(page, 'Say who sees to them');
  const given = page.getByRole('dialog');
  await given.getByRole('combobox', { name: 'Responsible' }).click();
  await page.getByRole('option', { name: /\(you\)$/ }).click();
  await timed('all given to one person', async () => {
    await press(given, 'Save');
    await given.waitFor({ state: 'hidden', ...patience });
  });
  const mine = await ask(page, 'queue.items', { queue: 'replace', mine: true });
  expect(mine.total).toBe(legacyFiles);
  await shoot(window, 'desk-legacy-given');
  if (legacyFiles > 50) {
    await timed('the next page', async () => {
      await press(page, 'Next page');
      await page.getByText(`51 to ${Math.min(100, legacyFiles)} of ${count}`, { exact: true }).waitFor();
    });
  }
  await choose(page, 'Queue', `Review (${count})`);
  await page
    .getByRole('button', { name: /^Appraise: / })
    .first()
    .click();
  const appraisal = page.getByRole('dialog', { name: /^Appraise: / });
  await appraisal.getByRole('radio', { name: 'Keep the recording' }).check();
  await fill(appraisal, 'Why', 'The only picture of this stage; nobody can be known by it.');
  await press(appraisal, 'Save');
  await appraisal.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await ask(page, 'queue.counts', {})).review, patience).toBe(legacyFiles - 1);
  await chooseWhole(page, legacyFiles);
  await press(page, 'Put off');
  const later = page.getByRole('dialog', { name: /^Put / });
  await fill(later, 'Until which day', `1/3/${new Date().getFullYear() + 1}`);
  await fill(later, 'Why', 'They are looked through with the clinic in spring.');
  await timed('all put off', async () => {
    await press(later, 'Put them off');
    await later.waitFor({ state: 'hidden', ...patience });
  });
  expect((await ask(page, 'queue.counts', {})).review ?? 0).toBe(0);
  await shoot(window, 'desk-legacy-put-off');
  const [first] = (await ask(page, 'recording.window', { query: {}, offset: 0, limit: 1 })).tiles;
  expect(first?.made).toMatchObject({ earliest: '1988-01-01', latest: '1992-12-31' });
}, 1_200_000);

it('a lecture of eighty slides is checked, and what is red is said with its reason', async () => {
  const { page } = window;
  const { rig } = desk;
  const files = await pictures(10, 50_000);
  const recordings = await takeIn(rig, files, undefined);
  const today = new Date().toISOString().slice(0, 10) as Day;
  for (const [at, recording] of recordings.slice(0, 5).entries()) {
    const { agreement } = await agreedTo(rig, recording, `Lecture${at}`);
    await rig.call('Cass', 'agreement.record', { agreement, event: { kind: 'confirmed', on: today } });
  }
  const known = Object.values(files);
  const strange = await Promise.all(Array.from({ length: 10 }, (_, at) => picture(70_000 + at)));
  // Of every four slides one shows a permitted picture, one a picture of no known permission, two are of others.
  const slides = Array.from({ length: 80 }, (_, at) => ({
    pictures: [
      (at % 4 === 0
        ? known[(at / 4) % 5]
        : at % 4 === 1
          ? known[5 + (((at - 1) / 4) % 5)]
          : strange[at % 10])!,
    ],
  }));
  const path = fileOf(rig, 'eighty.pptx', await presentation(slides));
  ready();
  await goTo(page, '/releases/lecture', 'Lecture check');
  await page.getByLabel('Lecture', { exact: true }).setInputFiles(path);
  await page.getByRole('region', { name: 'What was found' }).waitFor({ timeout: 90_000 });
  await shoot(window, 'desk-lecture');
  const found = await page.getByRole('region', { name: 'What was found' }).innerText();
  expect(found.replace(/\s+/g, ' ')).toMatch(/20 .*green|green.* 20/i);
  await page.getByRole('region', { name: /^Red: Slide 2$/ }).waitFor();
  await press(page, 'Make the report');
  await page.getByRole('link', { name: 'Open the report' }).waitFor();
}, 300_000);
