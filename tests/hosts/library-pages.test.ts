import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => () => window.stub.calls.findLast((call) => call.name === name)?.input;

describe('a patient in time', () => {
  it('shows the recordings by day, compares some and shows all in the library', async () => {
    const page = await window.open(`/consent/subject/${idOf(5, 0)}`);
    await page.getByRole('region', { name: '3 March 2024' }).getByText('R-000001').waitFor();
    await page.getByRole('region', { name: 'Day not known' }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    const compare = page.getByRole('button', { name: 'Compare two to four' });
    expect(await compare.isDisabled()).toBe(true);
    for (const number of ['R-000004', 'R-000005'])
      await page.getByRole('checkbox', { name: `Choose ${number}` }).check();
    await compare.click();
    await page.getByRole('heading', { level: 1, name: 'Light table' }).waitFor();
    await page.getByRole('img', { name: 'R-000005, original' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show in the library' }).click();
    await expect
      .poll(asked('recording.window'))
      .toMatchObject({ query: { subject: idOf(5, 0), sort: 'made' } });
    await page.getByRole('button', { name: 'Take away: One patient' }).waitFor();
  });
});

describe('a new agreement', () => {
  it('says where the date of birth and what is entered of the age contradict each other', async () => {
    const page = await window.open(`/recording/${idOf(1, 3)}`);
    await page.getByRole('button', { name: 'New agreement' }).click();
    const contradiction = page.getByText(/^Born on 30 November 1961, the patient was 16 or over on/);
    await page.getByRole('heading', { level: 1, name: 'New agreement' }).waitFor();
    expect(await contradiction.count()).toBe(0);
    await page.getByRole('checkbox', { name: 'The patient was under 16' }).check();
    await contradiction.waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'The patient was under 16' }).uncheck();
    await contradiction.waitFor({ state: 'detached' });
  });
});

describe('a correction of a patient', () => {
  it('is taken back by another correction, with a reason of its own', async () => {
    const page = await window.open(`/consent/subject/${idOf(5, 0)}`);
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct S-000001' });
    const family = dialog.getByLabel('Family name');
    const before = await family.inputValue();
    await family.fill('Misread');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('As the passport has it');
    await dialog.getByRole('button', { name: 'Save the correction' }).click();
    await expect.poll(asked('subject.change')).toMatchObject({ facts: { familyName: 'Misread' } });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(asked('subject.change'))
      .toMatchObject({ facts: { familyName: before }, reason: 'The correction before was taken back.' });
  });
});

describe('a new patient', () => {
  it('is entered by the whole of the name, however fast the button is pressed after it', async () => {
    const page = await window.open('/');
    await page.getByRole('button', { name: 'Take files in' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take files in' });
    await dialog.getByLabel('Who is recorded').fill('Bronwen Lle');
    await dialog.getByRole('button', { name: 'Enter a new patient' }).waitFor();
    await dialog.getByLabel('Who is recorded').focus();
    await page.evaluate(() => {
      document.execCommand('insertText', false, 'wellyn');
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'Enter a new patient')?.click();
    });
    await expect.poll(() => dialog.getByLabel('Family name').inputValue()).toBe('Llewellyn');
    await expect.poll(() => dialog.getByLabel('Given names').inputValue()).toBe('Bronwen');
  });
});

describe('what one press takes away', () => {
  const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).last().click();

  it('comes back by Undo: a view, a device template, a hold', async () => {
    const page = await window.open('/');
    await page.getByRole('button', { name: 'Remove the view Waiting for my sign-off' }).click();
    await undo(page);
    await expect.poll(asked('view.save')).toMatchObject({ name: 'Waiting for my sign-off' });
    await page.goto(`${window.stub.url}#/anonymise`);
    await page.getByRole('button', { name: 'Device templates' }).click();
    await page.getByRole('button', { name: 'Remove Obstetrics, left room' }).click();
    await undo(page);
    await expect
      .poll(asked('template.import'))
      .toMatchObject({ document: { templates: [{ name: 'Obstetrics, left room' }] } });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.goto(`${window.stub.url}#/recording/${idOf(1, 3)}`);
    await page.getByRole('heading', { level: 1, name: 'Recording R-000004' }).waitFor();
    await page.keyboard.press('h');
    const dialog = page.getByRole('dialog', { name: 'Put R-000004 on hold' });
    await dialog.getByRole('textbox', { name: 'Why' }).fill('An inquest');
    const save = dialog.getByRole('button', { name: 'Put on hold' });
    expect(await save.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Senior colleague who agreed' }).fill('Dr Bell');
    expect(await save.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Look at it again after' }).fill('31/12/2099');
    await save.click();
    await expect.poll(asked('recording.hold')).toMatchObject({ held: true });
    await undo(page);
    await expect.poll(asked('recording.hold')).toMatchObject({ held: false });
  });

  it('comes back of a patient only while nothing rests on it', async () => {
    const page = await window.open(`/consent/subject/${idOf(5, 0)}`);
    await page
      .getByRole('button', { name: /^End today for / })
      .first()
      .click();
    await undo(page);
    await expect.poll(asked('subject.careTeam')).toMatchObject({ to: null });
    await page.getByRole('button', { name: 'Split', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Split S-000001 into two patients' });
    await dialog.getByRole('list', { name: 'Which recordings' }).getByRole('checkbox').first().check();
    await dialog.getByLabel('Given names').fill('Other');
    await dialog.getByLabel('Family name').fill('Person');
    await dialog.getByRole('textbox', { name: 'Why they are two people' }).fill('Two cards in one folder');
    await dialog.getByRole('button', { name: 'Split them' }).click();
    await expect.poll(asked('subject.split')).toMatchObject({ subject: idOf(5, 0) });
    await undo(page);
    // Agreements were entered for the new one meanwhile.
    await page.getByText('More was entered for').first().waitFor();
  });
});

describe('what was entered by mistake', () => {
  it('goes by Undo: a patient for whom nothing is entered', async () => {
    const page = await window.open('/consent/subjects');
    await page.getByRole('button', { name: 'New patient' }).click();
    const entry = page.getByRole('group', { name: 'New patient' });
    await entry.getByLabel('Family name').fill('Entered');
    await entry.getByLabel('Given names').fill('Twice');
    await entry.getByRole('button', { name: 'Save the patient' }).click();
    await page.getByText('S-000008 is entered.').first().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(asked('subject.discard')).toMatchObject({ subject: idOf(5, 7) });
    await page.getByText('S-000008 was taken out again.').first().waitFor();
  });

  it('stands apart again by Undo: two entries that were joined', async () => {
    const page = await window.open(`/consent/subject/${idOf(5, 0)}`);
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge another patient into S-000001' });
    await dialog.getByText('Undo reaches this until something more is done').waitFor();
    await dialog.getByLabel('The one that was entered twice').fill('a');
    await dialog
      .getByRole('button', { name: /^Choose / })
      .nth(1)
      .click();
    await dialog
      .getByRole('textbox', { name: 'Why they are the same person' })
      .fill('One card, two spellings');
    await dialog.getByRole('button', { name: 'Merge them' }).click();
    await expect.poll(asked('subject.merge')).toMatchObject({ merge: idOf(5, 1) });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(asked('subject.separate')).toMatchObject({ subject: idOf(5, 1) });
  });
});

describe('twins', () => {
  it('stand side by side and go to the light table', async () => {
    const page = await window.open('/');
    await page.getByRole('link', { name: 'Twins' }).click();
    await page.getByRole('heading', { level: 1, name: 'Twins' }).waitFor();
    await page.getByText('Pictures that hardly differ').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('button', { name: 'Compare those like R-000002' }).click();
    await page.getByRole('main').getByRole('link', { name: 'R-000010' }).waitFor();
  });

  it('are said where there are none', async () => {
    const page = await window.open('/twins', { empty: true });
    await page.getByText('No twins are found').waitFor();
  });
});

describe('classifying many at once', () => {
  it('says beforehand what would change and what follows, and takes it back afterwards', async () => {
    const page = await window.open('/');
    await page.getByRole('option').nth(2).click();
    await page
      .getByRole('option')
      .nth(5)
      .click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Classify', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Classify 4 recordings' });
    await dialog.getByRole('combobox', { name: 'Made for' }).click();
    await page.getByRole('option', { name: 'Teaching', exact: true }).click();
    const preview = dialog.getByRole('region', { name: 'What would change' });
    await preview.getByRole('row', { name: 'Made for Care Teaching 1' }).waitFor();
    await preview.getByText('Agreement A-000001 no longer holds for 1 recording').waitFor();
    expect(asked('recording.previewClassify')()).toMatchObject({ classification: { madeFor: 'teaching' } });
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save the classification' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(asked('change.undo')).toMatchObject({ change: idOf(18, 1) });
  });
});
