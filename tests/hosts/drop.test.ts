import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { command, passphrase } from './cli/run-command.ts';
import { openBrowserWindow } from './story/browser-window.ts';
import { openDoubleWindow } from './story/double-window.ts';
import { dialog, press } from './story/hands.ts';
import { ask, type StoryWindow } from './story/story-window.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sample = (name: string): string => join(import.meta.dirname, '..', 'samples', name);
const notice = 'Drop to take these files into the library';

let home: string;
let library: string;
let window: StoryWindow;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'custos-drop-'));
  library = join(home, 'Ward.custos');
  await command(['init', '--library', library, '--user', 'Anna']);
});
afterEach(async () => {
  await window?.close();
  rmSync(home, { recursive: true, force: true });
});

async function unlocked(opening: Promise<StoryWindow>): Promise<Page> {
  window = await opening;
  const { page } = window;
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await press(page, 'Unlock');
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  return page;
}

/** A drag as the system makes it: the browser itself reads the files and folders from the disk. */
async function dragIn(page: Page, files: readonly string[]): Promise<{ drop(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  const at = { x: 700, y: 400, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  await devtools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await devtools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  return { drop: async () => void (await devtools.send('Input.dispatchDragEvent', { type: 'drop', ...at })) };
}

/** Presses the button of the dialog that the drop opened and answers what became of each file. */
async function takeIn(page: Page): Promise<string[]> {
  await dialog(page, 'Take files in').getByRole('button', { name: 'Take in', exact: true }).click();
  await expect
    .poll(async () => (await ask(page, 'job.list', {}))[0]?.state, { timeout: 60_000 })
    .toBe('done');
  const [job] = await ask(page, 'job.list', {});
  if (!job) throw new Error('There is no job.');
  const { items } = await ask(page, 'job.show', { job: job.id });
  return items.map(({ state }) => state);
}

test('a file and a folder dragged in from the system are taken in until stored', async () => {
  const folder = join(home, 'card');
  mkdirSync(join(folder, 'DCIM', '.hidden'), { recursive: true });
  cpSync(sample('media__london-512.jpg'), join(folder, 'DCIM', 'inner.jpg'));
  cpSync(sample('tika__testWEBP.webp'), join(folder, 'outer.webp'));
  writeFileSync(join(folder, 'Thumbs.db'), 'of the system');
  writeFileSync(join(folder, 'DCIM', '.hidden', 'x.jpg'), 'hidden');
  const page = await unlocked(openBrowserWindow(home, library));
  const drag = await dragIn(page, [sample('tika__baseball.jpg'), folder]);
  await page.getByText(notice).waitFor();
  await drag.drop();
  await dialog(page, 'Take files in')
    .getByText('3 files: tika__baseball.jpg, inner.jpg, outer.webp')
    .waitFor();
  await page.getByText(notice).waitFor({ state: 'hidden' });
  expect(await takeIn(page)).toEqual(['stored', 'stored', 'stored']);
});

test('files that another program hands over without a place are taken in as well', async () => {
  const page = await unlocked(openBrowserWindow(home, library));
  const bytes = readFileSync(sample('media__london-512.jpg')).toString('base64');
  await page.evaluate((encoded) => {
    const content = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'made up.jpg', { type: 'image/jpeg' }));
    for (const kind of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }, bytes);
  expect(await takeIn(page)).toEqual(['stored']);
});

test('text that is dragged over the window is nobody’s recording', async () => {
  const page = await unlocked(openBrowserWindow(home, library));
  const taken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', 'a name');
    const event = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  expect(await page.getByText(notice).count()).toBe(0);
});

test('in the desktop program a dropped folder comes in by its path', async () => {
  const folder = join(home, 'card');
  mkdirSync(folder);
  cpSync(sample('media__london-512.jpg'), join(folder, 'inner.jpg'));
  const page = await unlocked(openDoubleWindow(home, library));
  await page.evaluate((path) => {
    const dataTransfer = new DataTransfer();
    // Electron knows where a dropped thing lies; the double is told by the thing itself.
    dataTransfer.items.add(new File([], 'card'));
    const [card] = dataTransfer.files;
    const files = [Object.assign(card as File, { __path: path })];
    Object.defineProperty(dataTransfer, 'files', { value: files });
    for (const kind of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }, folder);
  await dialog(page, 'Take files in').getByText('1 file or folder:').waitFor();
  expect(await takeIn(page)).toEqual(['stored']);
});
