import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser's window with nothing around the page. */
export interface AppWindow {
  /** Resolves when the window has been closed, or its browser has ended otherwise. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * What keeps the window to itself: a profile that is thrown away, nothing of the person's own browser, nothing on
 * disk, no calls home.
 */
export const windowArguments = (url: string, profile: string, asRoot: boolean): string[] => [
  `--app=${url}`,
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--no-pings',
  '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,DialMediaRouteProvider',
  '--disable-spell-checking',
  '--disk-cache-size=1',
  '--media-cache-size=1',
  '--password-store=basic',
  '--no-service-autorun',
  // Chromium refuses to run as root with its sandbox; that happens on test machines only.
  ...(asRoot ? ['--no-sandbox'] : []),
];

/** Opens an application window. The profile goes when the window does. */
export async function openAppWindow(browser: string, url: string): Promise<AppWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'custos-window-'));
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const child = spawn(browser, windowArguments(url, profile, asRoot), { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const closed = ended.then(() =>
    rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  );
  return { closed, close: () => void child.kill() };
}
