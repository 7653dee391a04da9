import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../../electron/browser/browser-host.ts';
import { writeLaunchFile } from '../../../electron/browser/launch-file.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { passphrase, Rig } from '../../operations/rig.ts';

/** The real host, engine and window: what no browser shows is shown all the same. */

vi.setConfig({ testTimeout: 120_000 });

const built = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer');

let rig: Rig;
let host: BrowserHost;
let browser: Browser;
let page: Page;
const taken = new Map<string, Id>();

const avi = (): Buffer =>
  spawnSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=160x120:r=25:d=2',
      '-c:v',
      'mpeg4',
      '-f',
      'avi',
      'pipe:1',
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  ).stdout;

const large = (): Promise<Buffer> =>
  sharp({ create: { width: 9_000, height: 1_000, channels: 3, background: '#a06040' } })
    .tiff({ compression: 'lzw' })
    .toBuffer();

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  // The window goes by the clock of the machine, and locks itself by it.
  rig.advance(Date.now() - rig.now);
  const folder = rig.files({
    'small.tif': 'tika__testTIFF.tif',
    'phone.heic': 'media__sample_still_photo.heic',
    'film.avi': avi(),
    'large.tif': await large(),
  });
  for (const name of ['small.tif', 'phone.heic', 'film.avi', 'large.tif'])
    taken.set(name, await rig.take('Cass', join(folder, name)));
  host = await startBrowserHost({ engine: rig.engine, page: built });
  browser = await chromium.launch({
    executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(60_000);
  const launch = await writeLaunchFile(host);
  await page.goto(launch.url);
  await page.waitForURL(`${host.origin}/`);
  await launch.remove();
  await page.getByRole('combobox', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: 'Cass' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await rig?.close();
});

const show = (name: string): Promise<unknown> =>
  page.evaluate(
    (place) => {
      window.location.hash = place;
    },
    `#/recording/${taken.get(name)}`,
  );

const shownSize = (): Promise<string> =>
  page
    .getByRole('img', { name: /original$/ })
    .evaluate((image: HTMLImageElement) => `${image.naturalWidth} × ${image.naturalHeight}`);

test.each([
  ['small.tif', '100 × 75'],
  ['phone.heic', '1080 × 1920'],
])('%s is shown upright and whole', async (name, size) => {
  await show(name);
  await page.getByRole('status', { name: 'Size on screen' }).waitFor();
  await expect.poll(shownSize, { timeout: 30_000 }).toBe(size);
});

test('a large picture is looked at closely in pieces', async () => {
  await show('large.tif');
  await expect.poll(shownSize, { timeout: 30_000 }).toBe('4096 × 455');
  await page.keyboard.press('1');
  const piece = page.locator('img[src*="/0-"]').first();
  await piece.waitFor();
  await expect
    .poll(() => piece.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth), {
      timeout: 30_000,
    })
    .toBe(512);
});

test('a film that no browser plays is played', async () => {
  await show('film.avi');
  const playing = () => page.evaluate(() => document.querySelector('video')?.readyState ?? 0);
  await expect.poll(playing, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => document.querySelector('video')?.videoWidth)).toBe(160);
});
