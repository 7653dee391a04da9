import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { windowArguments } from '../../electron/browser/app-window.ts';
import { type BrowserHost, startBrowserHost } from '../../electron/browser/browser-host.ts';
import { createEngine, type Engine } from '../../electron/engine.ts';
import { startDouble } from '../hosts/double/double.ts';
import { heading } from '../hosts/story/hands.ts';
import { ask, bytesOf } from '../hosts/story/story-window.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const passphrase = 'seven quiet herons over the estuary';
const familyName = 'Featherstonehaugh-Szczepanska';
const sample = join(import.meta.dirname, '..', 'samples', 'media__london-512.jpg');
const page = join(import.meta.dirname, '..', '..', 'out', 'renderer');

let home: string;
/** Everything that the system would put into its folder of short-lived files. */
let temporary: string;
let outerTmpdir: string | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'custos-traces-'));
  temporary = join(home, 't');
  mkdirSync(temporary);
  outerTmpdir = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
});
afterEach(() => {
  if (outerTmpdir === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = outerTmpdir;
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/** What may lie nowhere: pieces out of the middle of what was shown, and names as text of one or two bytes a letter. */
const needlesOf = (shown: readonly Buffer[]): Buffer[] => [
  ...shown.flatMap((bytes) =>
    [0.3, 0.5, 0.7].map((part) => {
      const at = Math.floor(bytes.length * part);
      return bytes.subarray(at, at + 48);
    }),
  ),
  Buffer.from(familyName, 'utf8'),
  Buffer.from(familyName, 'utf16le'),
];

/** The files below a folder that hold one of these. Files that go away meanwhile hold nothing. */
function tracesIn(folder: string, needles: readonly Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    try {
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(needle)) ? [path.slice(folder.length)] : [];
    } catch {
      return [];
    }
  });
}

/** Makes a library with a patient and a photograph through the window's own calls. */
async function fill(window: Page, place: string): Promise<{ recording: string; subject: string }> {
  await ask(window, 'library.create', { place, name: 'Ward', user: 'Anna', role: 'custodian', passphrase });
  const { id: subject } = await ask(window, 'subject.create', {
    familyName,
    givenName: 'Blodeuwedd',
    bornOn: null,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  const { job } = await ask(window, 'import.start', {
    paths: [sample],
    classify: { subjects: [subject], category: 'other', madeFor: 'care', circumstances: 'planned' },
  });
  await expect
    .poll(async () => (await ask(window, 'job.show', { job })).job.state, { timeout: 60_000 })
    .toBe('done');
  const { items } = await ask(window, 'job.show', { job });
  return { recording: items[0]?.recording?.id ?? '', subject };
}

/** Looks at the patient, the grid and the photograph as a person does; answers the bytes that were shown. */
async function lookAround(window: Page, recording: string, subject: string): Promise<Buffer[]> {
  const go = (hash: string): Promise<void> =>
    window.evaluate((to) => {
      location.hash = to;
    }, hash);
  await go(`/consent/subject/${subject}`);
  await window.getByText(familyName).first().waitFor();
  await go('/');
  const drawn = window.getByRole('option').first().locator('canvas');
  // Before its picture is there it is one pixel wide.
  await expect.poll(() => drawn.evaluate((canvas) => (canvas as HTMLCanvasElement).width)).toBeGreaterThan(1);
  const { tiles } = await ask(window, 'recording.window', { query: {}, offset: 0, limit: 1 });
  const thumbnail = await bytesOf(window, tiles[0]?.thumbnail ?? '');
  await go(`/recording/${recording}`);
  const picture = window.getByRole('img', { name: /original/i }).first();
  await picture.waitFor();
  const source = (await picture.evaluate((element) => element.getAttribute('src'))) ?? '';
  return [thumbnail, readFileSync(sample), ...(source === '' ? [] : [await bytesOf(window, source)])];
}

test('in the browser neither profile nor temporary files hold a shown picture or a name after the lock', async () => {
  const library = join(home, 'Ward.custos');
  const profile = join(home, 'profile');
  const engine: Engine = await createEngine({ place: null, files: 'uploads' });
  const host: BrowserHost = await startBrowserHost({ engine, page });
  const own = windowArguments('about:blank', profile, true).filter(
    (each) => !/^--(app|user-data-dir)=/.test(each),
  );
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--headless=new', '--disable-gpu', ...own],
    env: { ...process.env, TMPDIR: temporary } as Record<string, string>,
    viewport: { width: 1366, height: 768 },
  });
  try {
    const window = context.pages()[0] ?? (await context.newPage());
    window.setDefaultTimeout(30_000);
    await window.goto(host.address());
    await heading(window, 'Welcome to Custos');
    const { recording, subject } = await fill(window, library);
    await window.reload();
    await heading(window, 'Library');
    const needles = needlesOf(await lookAround(window, recording, subject));
    await engine.lock('screen');
    await heading(window, /^Unlock/);
    const found = () => [
      ...tracesIn(profile, needles),
      ...tracesIn(temporary, needles),
      ...tracesIn(library, needles),
    ];
    expect(found()).toEqual([]);
    await context.close();
    expect(found()).toEqual([]);
  } finally {
    await context.close();
    await host.close();
    await engine.close();
  }
});

test('in the desktop program neither do they, even over a browser that would keep a cache', async () => {
  const library = join(home, 'Ward.custos');
  const double = await startDouble(home);
  try {
    const { page: window } = double;
    window.setDefaultTimeout(30_000);
    await heading(window, 'Welcome to Custos');
    const { recording, subject } = await fill(window, library);
    await window.reload();
    await heading(window, 'Library');
    const needles = needlesOf(await lookAround(window, recording, subject));
    double.tell({ kind: 'power', event: 'lock-screen' });
    await heading(window, /^Unlock/);
    expect(tracesIn(home, needles)).toEqual([]);
  } finally {
    await double.close();
  }
});
