import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BindingCall } from './chromium.ts';
import { type Frame, type Page, type Route, startChromium } from './chromium.ts';
import { tell } from './messages.ts';
import { allListening, schemes } from './session.ts';

type Invoke = (event: unknown, ...args: unknown[]) => unknown;
export const invokable = new Map<string, Invoke>();

const outward = (url: string): string =>
  [...schemes.values()].reduce((address, server) => server.outward(address), url);
const inward = (url: string): string =>
  [...schemes.values()].reduce((address, server) => server.inward(address), url);

/** The preload as it runs in a page: in the main frame only, in a function of its own, with Electron's three doors. */
const preloadScript = (code: string): string => `if (window === window.top) (() => {
  const heard = new Map();
  window.__hear = (channel, data) => { for (const listener of heard.get(channel) ?? []) listener({ sender: 'secret' }, data); };
  const electron = {
    contextBridge: { exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }) },
    ipcRenderer: {
      invoke: (channel, ...args) => window.__invoke(channel, args),
      on: (channel, listener) => { heard.set(channel, (heard.get(channel) ?? new Set()).add(listener)); },
      removeListener: (channel, listener) => { heard.get(channel)?.delete(listener); },
    },
    webUtils: { getPathForFile: (file) => file.__path ?? '' },
  };
  // A function of its own: the built preload has an \`electron\` of its own.
  ((require, module, exports) => {
${code}
  })(() => electron, { exports: {} }, {});
})();`;

class WebContents extends EventEmitter {
  readonly mainFrame: { url: string } = { url: '' };
  page: Page | null = null;
  opener: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.opener = handler;
  }

  downloadURL(url: string): void {
    tell({ kind: 'denied', what: 'download asked for', url });
  }

  send(channel: string, data: unknown): void {
    const deliver = ([name, value]: [string, unknown]): void => {
      (window as unknown as { __hear?: (name: string, value: unknown) => void }).__hear?.(name, value);
    };
    this.page?.evaluate(deliver, [channel, data] as [string, unknown]).catch(() => undefined);
  }

  /** Asks the shell's rules as Electron does before a page or a frame goes somewhere. */
  async judge(route: Route): Promise<void> {
    const request = route.request();
    if (!request.isNavigationRequest()) return route.continue();
    const frame = request.frame();
    const isMainFrame = frame === this.page?.mainFrame();
    const url = outward(request.url());
    let prevented = false;
    const event = { url, isMainFrame, preventDefault: () => (prevented = true) };
    if (frame.url() !== 'about:blank' || !isMainFrame) {
      if (request.redirectedFrom()) this.emit('will-redirect', event);
      else if (isMainFrame) this.emit('will-navigate', event);
      this.emit('will-frame-navigate', event);
    }
    if (!prevented) return route.continue();
    tell({ kind: 'denied', what: isMainFrame ? 'navigation' : 'frame', url });
    // As Electron does: the page stays where it was.
    return route.abort('aborted');
  }
}

export const windows = new Set<BrowserWindow>();
/** Whether a person looks at the window, as a test says. */
export const focus = { on: true };

/** Announced for every window, as Electron's app does. */
export const created: { listener: ((contents: WebContents) => void) | null } = { listener: null };

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #options: Record<string, unknown> & {
    webPreferences: Record<string, unknown> & { preload: string };
  };
  #protected = false;
  #destroyed = false;

  constructor(
    options: Record<string, unknown> & { webPreferences: Record<string, unknown> & { preload: string } },
  ) {
    super();
    this.#options = options;
    windows.add(this);
    created.listener?.(this.webContents);
  }

  setContentProtection(on: boolean): void {
    this.#protected = on;
    tell({ kind: 'contentProtection', on });
  }

  isFocused = (): boolean => focus.on;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => true;
  getNormalBounds = () => ({ x: 40, y: 30, width: 1200, height: 800 });

  maximize(): void {
    tell({ kind: 'shown', how: 'maximize' });
  }

  hide(): void {
    tell({ kind: 'shown', how: 'hide' });
  }

  /** As when a person closes it; answers whether it is closed. */
  close(): boolean {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.#destroyed = true;
    return !prevented;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  show(): void {
    tell({ kind: 'shown', how: 'show' });
    this.emit('show');
  }

  focus(): void {
    this.emit('focus');
  }

  async #invoke({ page, frame }: BindingCall, channel: string, args: unknown[]): Promise<unknown> {
    const isMainFrame = frame === page.mainFrame();
    const url = outward(frame.url());
    if (isMainFrame) this.webContents.mainFrame.url = url;
    const event = {
      sender: page === this.webContents.page ? this.webContents : new WebContents(),
      senderFrame: isMainFrame ? this.webContents.mainFrame : { url },
    };
    const work = invokable.get(channel);
    if (!work) throw new Error(`No handler registered for '${channel}'`);
    return (await work(event, ...args)) ?? null;
  }

  /** A window that the page opens is asked about and closed; an empty one that a test opened for itself stays. */
  async #judgeWindow(page: Page, opened: Page): Promise<void> {
    if (opened === page || ((await opened.opener()) === null && opened.url() === 'about:blank')) return;
    const url = outward(opened.url());
    const answer = this.webContents.opener?.({ url });
    tell({ kind: 'denied', what: `window: ${answer?.action}`, url });
    await opened.close();
  }

  async loadURL(url: string): Promise<void> {
    await allListening();
    const { context, endpoint } = await startChromium();
    const page = context.pages()[0] ?? (await context.newPage());
    this.webContents.page = page;
    const { webPreferences: given, ...bounds } = this.#options;
    const { preload, session: _, ...webPreferences } = given;
    await page.exposeBinding('__invoke', (source, channel: string, args: unknown[]) =>
      this.#invoke(source as BindingCall & { frame: Frame }, channel, args),
    );
    await page.addInitScript(preloadScript(readFileSync(preload, 'utf8')));
    await page.route('**/*', (route) => this.webContents.judge(route));
    context.on('page', (opened) => void this.#judgeWindow(page, opened));
    page.on('close', () => {
      this.#destroyed = true;
      this.emit('closed');
      closedAll.listener?.();
    });
    await page.goto(inward(url));
    this.emit('ready-to-show');
    tell({
      kind: 'window',
      webPreferences: JSON.parse(JSON.stringify(webPreferences)),
      contentProtection: this.#protected,
      bounds,
    });
    tell({ kind: 'open', endpoint, address: inward(url) });
  }
}

export const closedAll: { listener: (() => void) | null } = { listener: null };
