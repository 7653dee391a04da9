import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';

export type { Frame, Page, Route } from 'playwright-core';

export interface BindingCall {
  readonly page: Page;
  readonly frame: Frame;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

let started: Promise<{ context: BrowserContext; endpoint: string }> | null = null;
let profile: string | null = null;

async function start(): Promise<{ context: BrowserContext; endpoint: string }> {
  const port = await freePort();
  profile = mkdtempSync(join(tmpdir(), 'custos-double-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
    viewport: { width: 1366, height: 768 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  return { context, endpoint: `http://127.0.0.1:${port}` };
}

/** One Chromium for all windows; a test joins it at the endpoint. */
export const startChromium = (): Promise<{ context: BrowserContext; endpoint: string }> => {
  started ??= start();
  return started;
};

export async function endChromium(): Promise<void> {
  await (await started)?.context.close();
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
