import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullScene } from './stub/scenes.ts';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
}, 60_000);
afterAll(() => window?.close());

const asked = (name: string) => window.stub.calls.findLast((call) => call.name === name)?.input;

describe('the first screens', () => {
  it('offer the libraries that were opened here, and open the one that is chosen', async () => {
    const page = await window.open('/', { library: 'locked' });
    await page.getByRole('button', { name: 'Open another library' }).click();
    const recent = page.getByRole('region', { name: 'Opened here before' });
    await recent.getByRole('button', { name: /Dermatology/ }).waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await recent.getByRole('button', { name: /Dermatology/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Unlock/ }).waitFor();
    expect(asked('library.open')).toEqual({ place: '/srv/Dermatology.custos' });
  });

  it('lead back to the library from where somebody came', async () => {
    const page = await window.open('/', { library: 'locked' });
    await page.getByRole('button', { name: 'Open another library' }).click();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /^Unlock/ }).waitFor();
  });

  it('restore a backup, and say what came of it before going on', async () => {
    const page = await window.open('/', { library: 'none' });
    await page.getByRole('button', { name: /^Open a library/ }).click();
    await page.getByRole('button', { name: 'Restore one from a backup' }).click();
    await page.getByRole('heading', { level: 1, name: 'Restore from a backup' }).waitFor();
    await page.getByLabel('Folder of the backup').fill('/media/backup');
    await page.getByLabel('Folder for the restored library').fill('/srv/Again.custos');
    await page.getByLabel('Your name in that library').fill('Jo Lee');
    await page.getByLabel('Your passphrase when the backup was made').fill('correct');
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restore the library' }).click();
    await page.getByText('The library is restored and sound').waitFor();
    expect(asked('backup.restore')).toEqual({
      from: '/media/backup',
      place: '/srv/Again.custos',
      user: 'Jo Lee',
      passphrase: 'correct',
    });
    expect(await faultsOfAccess(page)).toEqual([]);
    // The stub knows nothing of restoring: from here it stands for a library that is open.
    window.stub.show(fullScene);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  });
});

describe('the settings', () => {
  it('say how the backups stand, and plan them', async () => {
    const page = await window.open('/settings', { role: 'administrator' });
    await page.getByText('The last backup could not be made').waitFor();
    await page.getByText('The disk at /media/backup is full').waitFor();
    await page.getByText('The next backup is made on 27 November 2026 at 12:30').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'How often' }).click();
    await page.getByRole('option', { name: 'Every Wednesday' }).click();
    await page.getByLabel('At', { exact: true }).fill('18:15');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await expect
      .poll(() => asked('backup.setPlan'))
      .toEqual({ plan: { destination: '/media/backup', every: 'week', weekday: 3, at: '18:15' } });
    await page.getByRole('button', { name: 'No longer' }).click();
    await expect.poll(() => asked('backup.setPlan')).toEqual({ plan: null });
  });

  it('let whoever may ask for a second person at each sign-off', async () => {
    const page = await window.open('/settings', { role: 'administrator' });
    const second = page.getByRole('switch', { name: 'A second person looks at each copy' });
    await second.click();
    await expect.poll(() => asked('anonymise.setRules')).toEqual({ secondReader: true });
    await page.getByText('From now on two people look at each copy').first().waitFor();
    const other = await window.open('/settings', { role: 'custodian' });
    expect(await other.getByRole('switch', { name: 'A second person looks at each copy' }).isDisabled()).toBe(
      true,
    );
  });

  it('warn where no backup was ever made', async () => {
    const page = await window.open('/settings', { role: 'administrator', empty: true });
    await page.getByRole('status').getByText('No backup has been made yet').waitFor();
    await page.getByRole('button', { name: 'Make backups by itself' }).waitFor();
  });

  it('say what a role opens and closes before it is changed', async () => {
    const page = await window.open('/settings', { role: 'administrator' });
    await page.getByText('Size').first().waitFor();
    await page.getByText('812 files, 34.6 GB').waitFor();
    await page
      .getByRole('combobox', { name: /^Role of/ })
      .first()
      .click();
    await page.getByRole('option', { name: 'Educator' }).click();
    const dialog = page.getByRole('dialog', { name: /^Another role for/ });
    await dialog.getByText('Finds and uses what patients have agreed may be taught with').waitFor();
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(asked('user.setRole')).toBeUndefined();
    await dialog.getByRole('button', { name: 'Change the role' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(asked('user.setRole')).toMatchObject({ role: 'educator' });
  });
});
