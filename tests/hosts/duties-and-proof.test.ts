import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from './stub/samples.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => window.stub.calls.findLast((call) => call.name === name)?.input;

describe('the queues', () => {
  it('take back a proposal to erase, with a reason', async () => {
    const page = await window.open('/queues');
    await page.getByRole('button', { name: /^Take back the proposal/ }).click();
    const dialog = page.getByRole('dialog', { name: /^Take back the proposal to erase R-/ });
    await dialog.getByText('nobody can approve its erasure').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('The patient has changed her mind');
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(asked('erasure.withdraw')).toMatchObject({ reason: 'The patient has changed her mind' });
  });

  it('offer that to nobody who may not do it', async () => {
    const page = await window.open('/queues', { role: 'clinician' });
    await page.getByText('Proposed by').first().waitFor();
    expect(await page.getByRole('button', { name: /^Take back the proposal/ }).count()).toBe(0);
  });

  it('give several duties to somebody at once, and put several off for one reason in one act', async () => {
    const page = await window.open('/queues');
    const choose = (number: string) => page.getByRole('checkbox', { name: new RegExp(`^Choose ${number}`) });
    await choose('R-000001').focus();
    // Down the column by arrows, without going through every control of a row.
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    expect(await choose('R-000002').isChecked()).toBe(true);
    const acts = page.getByRole('toolbar', { name: 'What to do with the chosen duties' });
    await acts.getByText('2 duties chosen').waitFor();
    expect(await acts.getByRole('button', { name: 'Propose erasure' }).count()).toBe(0);
    await acts.getByRole('button', { name: 'Say who sees to them' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who sees to 2 duties' });
    await dialog.getByRole('combobox', { name: 'Responsible' }).click();
    await page.getByRole('option', { name: /^Stanisława/ }).click();
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(asked('queue.assign')).toEqual({ items: [idOf(10, 0), idOf(10, 1)], to: idOf(9, 2) });
    await acts.getByRole('button', { name: 'Put off' }).click();
    const putOff = page.getByRole('dialog', { name: 'Put 2 duties off' });
    await putOff.getByLabel('Until which day').fill('1/2/2099');
    await putOff.getByRole('textbox', { name: 'Why' }).fill('The ward has moved');
    await putOff.getByRole('button', { name: 'Put them off' }).click();
    await putOff.waitFor({ state: 'hidden' });
    expect(asked('queue.putOff')).toEqual({
      items: [idOf(10, 0), idOf(10, 1)],
      until: '2099-02-01',
      reason: 'The ward has moved',
    });
  });

  it('choose nothing any more of what was proposed for erasure: those duties are gone', async () => {
    const page = await window.open('/queues');
    await page.getByRole('checkbox', { name: /^Choose R-000005/ }).check();
    const acts = page.getByRole('toolbar', { name: 'What to do with the chosen duties' });
    await acts.getByRole('button', { name: 'Propose erasure' }).click();
    const dialog = page.getByRole('dialog', { name: 'Propose to erase 1 recording' });
    await dialog.getByRole('textbox', { name: 'Why' }).fill('The consent was withdrawn');
    await dialog.getByRole('button', { name: 'Propose erasure' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await acts.getByText('Nothing chosen').waitFor();
  });

  it('ask for one certificate by its id, however many there are', async () => {
    const page = await window.open(`/queues/certificate/${idOf(11, 700)}`, { role: 'governance' });
    await page.getByRole('heading', { level: 1, name: /^Certificate E-/ }).waitFor();
    expect(asked('erasure.certificate')).toEqual({ certificate: idOf(11, 700) });
  });
});

describe('the trail', () => {
  const checkpoint = {
    library: idOf(8, 0),
    sequence: 1_204,
    hash: 'ab'.repeat(32),
    at: '2026-03-03T14:05:00.000Z',
    signature: 'c2lnbmVk',
  };
  const choose = async (name: string, content: string) => {
    const page = await window.open('/trail', { role: 'governance' });
    const asks = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Check against a checkpoint' }).click();
    await (await asks).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
    return page;
  };

  it('is held against a checkpoint that a person chooses, and says whether it still contains it', async () => {
    const page = await choose('checkpoint.json', JSON.stringify(checkpoint));
    await page.getByText('still contains the checkpoint of 3 March 2026').waitFor();
    expect(asked('trail.verify')).toEqual({ checkpoint });
    expect(await faultsOfAccess(page)).toEqual([]);
  });

  it('says of any other file that it is none', async () => {
    const page = await choose('notes.json', '{"library":"x"}');
    await page.getByRole('alert').getByText('notes.json is not a checkpoint of a trail').waitFor();
  });

  it('gives a checkpoint to keep elsewhere, as a file in a folder', async () => {
    const page = await window.open('/trail', { role: 'governance' });
    await page.getByRole('button', { name: 'Make a checkpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Checkpoint of the trail' });
    await dialog.getByLabel('Folder to save it in').fill('/media/stick/');
    expect(await faultsOfAccess(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the checkpoint' }).click();
    await dialog.getByText('Saved as').waitFor();
    expect(asked('trail.checkpoint')).toMatchObject({
      file: expect.stringMatching(/^\/media\/stick\/custos-checkpoint-[\dT-]+\.json$/),
    });
  });
});
