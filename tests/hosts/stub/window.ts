import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { fullScene, type Scene } from './scenes.ts';
import { type Stub, startStub } from './server.ts';

const chromiumPath = process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium';
const configFile = fileURLToPath(new URL('../../../renderer/vite.config.ts', import.meta.url));

/** The built window before a host without an engine, in a real browser. */
export interface StubWindow {
  readonly stub: Stub;
  /** What the page complained of since it was opened. */
  readonly complaints: readonly string[];
  /** Opens a place in a fresh browser profile and waits for its heading. */
  open(place: string, scene?: Partial<Scene>, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function openStubWindow(): Promise<StubWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-window-'));
  // The test runner names its own environment, and React would be built for development.
  process.env.NODE_ENV = 'production';
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const stub = await startStub(folder);
  const browser: Browser = await chromium
    .launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
    .catch((error: Error) => {
      throw new Error(`Chromium does not start. On Debian: apt-get install chromium. (${error.message})`);
    });
  const complaints: string[] = [];
  const closeContexts = async (): Promise<void> => {
    for (const context of browser.contexts()) await context.close();
  };
  return {
    stub,
    complaints,
    async open(place, scene = {}, options = {}) {
      await closeContexts();
      complaints.length = 0;
      stub.show({ ...fullScene, ...scene });
      const context = await browser.newContext({
        viewport: { width: 1366, height: 768 },
        colorScheme: 'light',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        const failed = message.text().includes('Failed to load resource');
        if (message.type() === 'error' && !failed) complaints.push(message.text());
      });
      await page.goto(`${stub.url}#${place}`);
      await page.locator('h1').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await stub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What axe finds wrong, each with the elements it means; all its rules, or those named. */
export async function faults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}
