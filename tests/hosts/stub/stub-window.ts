import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { faultsOfPage } from '../axe.ts';
import { fullScene, type Scene } from './scenes.ts';
import { type Stub, startStub } from './server.ts';

const built = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer');

/** The built window over the stub, in the Chromium of the system: a page a scene. */
export class StubWindow {
  readonly stub: Stub;
  readonly #browser: Browser;
  #context: BrowserContext | null = null;
  /** Whether the context was made as every test wants it that says nothing else. */
  #plain = false;
  /** An empty page of the stub: with the last page of a site its process would end, and what it compiled be lost. */
  #resting: Page | null = null;
  /** What the page complained of since it was opened. */
  complaints: string[] = [];

  private constructor(stub: Stub, browser: Browser) {
    this.stub = stub;
    this.#browser = browser;
  }

  static async start(): Promise<StubWindow> {
    if (!existsSync(join(built, 'index.html')))
      throw new Error('The window is not built: npm run build, or npm test, which builds it first.');
    const browser = await chromium.launch({
      executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
      // Pages of one context in one process, which a page that stays keeps alive: see `#resting`.
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--process-per-site'],
    });
    return new StubWindow(await startStub(built), browser);
  }

  /** A page that knows nothing of the one before, in the same context where that will do: it has the script compiled. */
  async #newPage(options: BrowserContextOptions): Promise<Page> {
    const plain = Object.keys(options).length === 0;
    if (this.#context && this.#plain && plain) {
      for (const before of this.#context.pages()) {
        if (before === this.#resting) continue;
        await before.evaluate(() => localStorage.clear()).catch(() => undefined);
        await before.close();
      }
    } else {
      await this.#context?.close();
      this.#context = await this.#browser.newContext({
        viewport: { width: 1366, height: 768 },
        colorScheme: 'light',
        reducedMotion: 'reduce',
        ...options,
      });
      this.#resting = plain ? await this.#context.newPage() : null;
      await this.#resting?.goto(`${this.stub.url}resting`);
    }
    this.#plain = plain;
    return this.#context.newPage();
  }

  /** Opens a place of the window; the page before it is closed. */
  async open(place: string, scene: Partial<Scene> = {}, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.#newPage(options);
    this.complaints = [];
    this.stub.show({ ...fullScene, ...scene });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await page.goto(`${this.stub.url}#${place}`);
    await page.locator('h1').first().waitFor();
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.stub.close();
  }
}

/** What axe finds wrong with a page in light, and with its contrast in dark. */
export async function faultsOfAccess(page: Page): Promise<string[]> {
  const light = await faultsOfPage(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.locator(':root[data-mantine-color-scheme="dark"]').waitFor();
  return [...light, ...(await faultsOfPage(page, 'contrast'))];
}
