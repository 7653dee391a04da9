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
