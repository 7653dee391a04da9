import { createInterface } from 'node:readline';
import { openDoor } from '../door/door.ts';
import { pageFolder } from '../door/page-folder.ts';
import {
  configurationFile,
  ledgersFolder,
  recentPlaces,
  rememberedPlace,
  remembering,
} from '../door/remembered-place.ts';
import { newDoorAddress } from '../door/socket-place.ts';
import { createEngine, type Engine } from '../engine.ts';
import { openAppWindow } from './app-window.ts';
import { type BrowserHost, startBrowserHost } from './browser-host.ts';
import { findBrowser } from './find-browser.ts';
import { writeLaunchFile } from './launch-file.ts';

export interface ServeOptions {
  /** The library; by default the one last opened on this machine. */
  readonly library?: string | undefined;
  readonly port?: number | undefined;
  /** Opens a window where there is a display and a browser, and ends with it. */
  readonly open: boolean;
  readonly json: boolean;
}

const say = (sentence: string): boolean => process.stderr.write(`custos: ${sentence}\n`);

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Resolves with the first signal that asks this process to end. */
const askedToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** Prints an address to open, and another one whenever Enter is pressed: each is good once and for ten seconds. */
function printAddresses(host: BrowserHost, json: boolean): void {
  const url = host.address();
  process.stdout.write(json ? `${JSON.stringify({ url, pid: process.pid })}\n` : `${url}\n`);
  if (!process.stdin.isTTY) return;
  say('Open this address within ten seconds; Enter makes a new one, Ctrl-C ends Custos.');
  createInterface({ input: process.stdin }).on('line', () => process.stdout.write(`${host.address()}\n`));
}

/** Shows the window and resolves when it is closed; false where none can be shown here. */
async function showWindow(host: BrowserHost, ended: Promise<void>): Promise<boolean> {
  const browser = hasDisplay() ? await findBrowser(process.platform, process.env) : null;
  if (!browser) {
    say(
      hasDisplay()
        ? 'no Chrome, Edge or Chromium was found to open a window with.'
        : 'there is no display here.',
    );
    return false;
  }
  const launch = await writeLaunchFile(host);
  const window = await openAppWindow(browser, launch.url);
  await Promise.race([window.closed, ended.then(() => window.close())]);
  await window.closed;
  await launch.remove();
  return true;
}

/** With the window closed, what is under way goes on to its end; Ctrl-C pauses it until the library is next unlocked. */
async function workOn(engine: Engine, ended: Promise<void>): Promise<void> {
  await engine.lock('asked');
  if (!engine.isBusy()) return;
  say('work is still under way and goes on without a window. Ctrl-C pauses it until next time.');
  await Promise.race([engine.idle(), ended]);
}

/** Runs the browser host until its window is closed or the process is asked to end. */
export async function serve(options: ServeOptions): Promise<void> {
  const ended = askedToEnd();
  const noted = configurationFile(process.platform, process.env);
  const place = options.library ?? (await rememberedPlace(noted));
  const address = await newDoorAddress();
  const recent = () => recentPlaces(noted);
  const ledgers = ledgersFolder(process.platform, process.env);
  const made = await createEngine({ place, files: 'uploads', door: address, recent, ledgers });
  const engine = remembering(made, noted);
  const door = await openDoor(engine, address);
  const host = await startBrowserHost({ engine, page: pageFolder(), port: options.port ?? 0 });
  try {
    if (options.open && (await showWindow(host, ended))) return await workOn(engine, ended);
    printAddresses(host, options.json);
    await ended;
  } finally {
    await host.close();
    await door.close();
    await engine.close();
  }
}
