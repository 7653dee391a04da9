import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type BrowserHost, startBrowserHost } from '../../../electron/browser/browser-host.ts';
import type { Role } from '../../../shared/domain/user/role.ts';
import { passphrase, Rig } from '../../operations/rig.ts';
import { heading, unlock } from '../story/hands.ts';
import { look } from '../story/look.ts';
import type { StoryWindow } from '../story/story-window.ts';

const built = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer');

/** A library that operations fill, and real windows on the very engine that holds it. */
export class Desk {
  readonly rig: Rig;
  readonly #host: BrowserHost;
  readonly #browser: Browser;

  private constructor(rig: Rig, host: BrowserHost, browser: Browser) {
    this.rig = rig;
    this.#host = host;
    this.#browser = browser;
  }

  static async open(colleagues: Readonly<Record<string, Role>>): Promise<Desk> {
    const rig = await Rig.make(colleagues, 'uploads');
    // The window counts the time to the lock by the machine's clock.
    rig.advance(Date.now() - rig.now);
    const host = await startBrowserHost({ engine: rig.engine, page: built });
    const browser = await chromium.launch({
      executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
    });
    return new Desk(rig, host, browser);
  }

  /** A window that somebody has unlocked. */
  async window(name: string): Promise<StoryWindow> {
    const context = await this.#browser.newContext({
      viewport: { width: 1366, height: 768 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(this.#host.address());
    const window: StoryWindow = {
      page,
      host: 'desk',
      chooseFiles: () => Promise.reject(new Error('Files are dropped in these stories.')),
      nameReleaseFolder: () => Promise.resolve(),
      close: () => context.close(),
    };
    await unlock(window, name, passphrase);
    return window;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#host.close();
    await this.rig.close();
  }
}

/** Goes to a place by its address, as a bookmark would. */
export async function goTo(page: Page, place: string, title: string | RegExp): Promise<void> {
  await page.evaluate((at) => {
    location.hash = at;
  }, `#${place}`);
  await heading(page, title);
}

/** A picture for whoever wants to look; axe sees each state in pages.test.ts. */
export async function shoot(window: StoryWindow, name: string): Promise<void> {
  if (process.env.CUSTOS_SCREENSHOTS) await look(window, name, 'main');
}
