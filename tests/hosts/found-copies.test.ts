import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOfAccess, StubWindow } from './stub/stub-window.ts';

let window: StubWindow;

beforeAll(async () => {
  window = await StubWindow.start();
});
afterAll(() => window?.close());

const file = { name: 'slide 12.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a picture') };

it('says of a file found elsewhere whose copy it is, where it went and whether it may be shown', async () => {
  const page = await window.open('/releases');
  await page.getByRole('link', { name: 'Is a file found elsewhere ours?' }).click();
  await page.getByRole('heading', { name: 'Found elsewhere' }).waitFor();
  await page.getByLabel('File found elsewhere').setInputFiles(file);
  const same = page.getByRole('region', { name: 'The same file: R-000004' });
  await same.getByText('It may be shown so today').waitFor();
  expect(await same.innerText()).toContain('It is this very file that left.');
  expect(await same.innerText()).toContain('Prifysgol Bangor');
  const alike = page.getByRole('region', { name: 'Looks the same: R-000010' });
  expect(await alike.innerText()).toContain('Please look whether it is the same picture');
  expect(await alike.innerText()).toContain('It may not be shown so today');
  expect(await faultsOfAccess(page)).toEqual([]);
  // Another question is not answered by the old answer.
  await page.getByRole('combobox', { name: 'For what use' }).click();
  await page.getByRole('option', { name: 'Research' }).click();
  await same.waitFor({ state: 'detached' });
  expect(window.complaints).toEqual([]);
});

it('takes a file that is dropped to ask about it, and not into the library', async () => {
  const page = await window.open('/releases/found');
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['a picture'], 'website.jpg', { type: 'image/jpeg' }));
    const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.querySelector('main')?.dispatchEvent(event);
  });
  await page.getByRole('region', { name: 'The same file: R-000004' }).waitFor();
  await page.getByText('website.jpg').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});
