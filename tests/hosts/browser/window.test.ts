import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { windowArguments } from '../../../electron/browser/app-window.ts';
import { type BrowserHost, startBrowserHost } from '../../../electron/browser/browser-host.ts';
import { browserPlaces } from '../../../electron/browser/find-browser.ts';
import { writeLaunchFile } from '../../../electron/browser/launch-file.ts';
import type { EngineEvent } from '../../../shared/contract/event.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { createFakeEngine, type FakeEngine } from '../fake-engine.ts';

const film = readFileSync(new URL('../../samples/media__bt601.mov', import.meta.url));

let browser: Browser;
let folder: string;
let engine: FakeEngine;
let host: BrowserHost;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-page-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Custos</title><p>the window</p><script src="app.js"></script>',
  );
  writeFileSync(
    join(folder, 'app.js'),
    `globalThis.heard = [];
     new EventSource('events').onmessage = ({ data }) => globalThis.heard.push(JSON.parse(data));`,
  );
  engine = createFakeEngine();
  host = await startBrowserHost({ engine, page: folder });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

async function openPage() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const launch = await writeLaunchFile(host);
  await page.goto(launch.url);
  await page.waitForURL(`${host.origin}/`);
  await launch.remove();
  return { context, page };
}

test('the launch file is its owner’s alone, and its ticket is in no address', async () => {
  const launch = await writeLaunchFile(host);
  const path = fileURLToPath(launch.url);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  const ticket = /name="ticket" value="([\w-]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  expect(ticket).toHaveLength(43);
  expect(launch.url).not.toContain(ticket);
  expect(windowArguments(launch.url, '/profile', false).join(' ')).not.toContain(ticket);
  await launch.remove();
});

test('the window opens from it and is let in', async () => {
  const { context, page } = await openPage();
  expect(await page.textContent('p')).toBe('the window');
  expect(page.url()).not.toContain('ticket');
  await page.reload();
  expect(await page.textContent('p')).toBe('the window');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await context.close();
});

test('calls, events and uploads pass as the page sends them', async () => {
  const { context, page } = await openPage();
  const reply = await page.evaluate(async () =>
    (
      await fetch('call/library.status', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      })
    ).json(),
  );
  expect(reply).toEqual({ ok: true, value: { name: 'library.status', input: { a: 1 } } });
  const event: EngineEvent = { kind: 'changed', nouns: ['recording'] };
  await vi.waitFor(async () => {
    engine.emit(event);
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard[0])).toEqual(
      event,
    );
  });
  await page.evaluate(async () => {
    const body = new File([new Uint8Array(200_000)], 'a.jpg');
    await fetch('upload', {
      method: 'PUT',
      headers: { 'x-custos-name': encodeURIComponent('Ä 1.jpg') },
      body,
    });
  });
  expect(engine.received).toEqual([{ name: 'Ä 1.jpg', size: 200_000 }]);
  await context.close();
});

test('a film plays and seeks, and all its streams are closed in the end', async () => {
  const { context, page } = await openPage();
  const { token, placed } = engine.place([...engine.connections][0] as Id, film, 'video/quicktime');
  const at = await page.evaluate(async (src) => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = src;
    document.body.append(video);
    const until = (name: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    if (video.readyState === 0) await until('loadedmetadata');
    video.currentTime = video.duration * 0.8;
    await until('seeked');
    return video.currentTime / video.duration;
  }, `media/${token}`);
  expect(at).toBeCloseTo(0.8, 1);
  await context.close();
  await vi.waitFor(() => expect(placed.open).toBe(0));
});

test('another site can neither frame the window nor use its cookie', async () => {
  const { context, page } = await openPage();
  await page.goto('data:text/html,<body></body>');
  const stolen = await page.evaluate(
    (origin) =>
      fetch(`${origin}/call/library.status`, { method: 'POST', credentials: 'include', body: '{}' }).then(
        () => 'answered',
        () => 'refused',
      ),
    host.origin,
  );
  expect(stolen).toBe('refused');
  expect(engine.calls).toEqual([]);
  await context.close();
});

test('a browser is looked for where each system keeps it', () => {
  expect(browserPlaces('linux', { PATH: '/a:/b' })).toContain('/b/chromium');
  expect(browserPlaces('darwin', {})[0]).toContain('Google Chrome');
  expect(browserPlaces('win32', { PROGRAMFILES: 'C:\\P' }).join()).toContain('msedge.exe');
});

test('the window is opened with nothing of the person’s own browser', () => {
  const given = windowArguments('file:///x', '/profile', false);
  expect(given).toEqual(
    expect.arrayContaining(['--user-data-dir=/profile', '--disable-extensions', '--disk-cache-size=1']),
  );
  expect(given).not.toContain('--no-sandbox');
});
