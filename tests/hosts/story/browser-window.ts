import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { StoryWindow } from './story-window.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const chromiumPlace = '/usr/bin/chromium';

/** Who waits longer than this for the window waits in vain. */
export const patienceMs = 30_000;

interface Host {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts the browser host as a program of its own, with a home that is thrown away. */
function startHost(home: string, library: string | null): Promise<Host> {
  const place = library === null ? [] : ['--library', library];
  const host = spawn(
    process.execPath,
    [join(root, 'electron', 'browser', 'main.ts'), ...place, '--no-open', '--json'],
    {
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return new Promise((resolve, reject) => {
    let output = '';
    let messages = '';
    host.stderr.on('data', (chunk) => {
      messages += String(chunk);
    });
    host.stdout.on('data', (chunk) => {
      output += String(chunk);
      const line = output.split('\n')[0];
      if (output.includes('\n') && line) resolve({ url: JSON.parse(line).url, process: host });
    });
    host.once('exit', (status) => reject(new Error(`The browser host ended (${status}): ${messages}`)));
  });
}

const ended = (host: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (host.exitCode !== null || host.signalCode !== null) resolve();
    else host.once('exit', () => resolve());
    host.kill('SIGTERM');
  });

/** Opens the real window of the browser host in the Chromium of the system. */
export async function openBrowserWindow(home: string, library: string | null = null): Promise<StoryWindow> {
  if (!existsSync(chromiumPlace)) throw new Error('The story needs Chromium: apt-get install chromium.');
  if (!existsSync(join(root, 'out', 'renderer', 'index.html')))
    throw new Error('The window is not built: npm run build, or npm test, which builds it first.');
  const browser = await chromium.launch({
    executablePath: chromiumPlace,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
  });
  const host = await startHost(home, library);
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  // From the start, so that no key is faster than the wish to hear of dialogs; each is answered where it is asked for.
  page.on('filechooser', () => undefined);
  await page.goto(host.url);
  return {
    page,
    host: 'browser',
    async chooseFiles(paths) {
      const asked = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose files' }).click();
      await (await asked).setFiles([...paths]);
    },
    // The browser host asks for none: it writes releases into the person's folder of downloads.
    nameReleaseFolder: () => Promise.resolve(),
    async close() {
      await browser.close();
      await ended(host.process);
    },
  };
}
