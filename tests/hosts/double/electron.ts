import { EventEmitter } from 'node:events';
import { closedAll, created, focus, invokable, windows } from './browser-window.ts';
import { endChromium } from './chromium.ts';
import { type ToDouble, tell } from './messages.ts';
import { schemes } from './session.ts';

/*
 * Stands in for Electron where its binary cannot be had: the shell and the preload run as they are built, against
 * Chromium. It proves calls, events, bytes and the rules of navigation; it cannot prove the sandbox, the isolation of
 * worlds, the limits of structured clone, real frames, fuses, menus, or what the system's dialogs do.
 */

export { BrowserWindow } from './browser-window.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';

const switches: string[] = [];

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = { appendSwitch: (name: string) => void switches.push(name) };
  enableSandbox(): void {
    switches.push('sandbox');
  }
  async whenReady(): Promise<void> {
    tell({ kind: 'switches', names: switches });
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  quit(): void {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    this.emit('before-quit', event);
    if (prevented) return;
    for (const window of windows) if (!window.isDestroyed() && !window.close()) return;
    this.emit('will-quit', event);
    if (!prevented) this.exit(0);
  }
  exit(status: number): void {
    for (const server of schemes.values()) server.close();
    void endChromium().finally(() => process.exit(status));
  }
}

export const app = new App();
created.listener = (contents) => app.emit('web-contents-created', {}, contents);
closedAll.listener = () => app.emit('window-all-closed');

export const ipcMain = {
  handle: (channel: string, work: (event: unknown, ...args: unknown[]) => unknown) =>
    void invokable.set(channel, work),
};

const answers: (readonly string[])[] = [];
const asked: ((paths: readonly string[]) => void)[] = [];

export const dialog = {
  async showOpenDialog(): Promise<{ canceled: boolean; filePaths: readonly string[] }> {
    const ready = answers.shift();
    const filePaths = ready ?? (await new Promise<readonly string[]>((resolve) => void asked.push(resolve)));
    return { canceled: filePaths.length === 0, filePaths };
  },
  async showMessageBox(_: unknown, { message, buttons }: { message: string; buttons: string[] }) {
    tell({ kind: 'question', message, buttons });
    return { response };
  },
  showErrorBox: (title: string, content: string): void => tell({ kind: 'errorBox', title, content }),
};

let response = 0;

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly #notice: { title: string; body: string };

  constructor(notice: { title: string; body: string }) {
    super();
    this.#notice = notice;
  }

  show(): void {
    const { title, body } = this.#notice;
    tell({ kind: 'notification', title, body });
  }
}

export const powerMonitor = new EventEmitter();

export const protocol = {
  registerSchemesAsPrivileged: (schemesAsked: unknown): void =>
    tell({ kind: 'privileged', schemes: schemesAsked }),
};

interface MenuItem {
  readonly label?: string;
  readonly click?: (item: { checked: boolean }) => void;
  readonly submenu?: readonly MenuItem[];
}

let menu: readonly MenuItem[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (template: readonly MenuItem[]): void => {
    menu = template;
    tell({ kind: 'menu', labels: labelsOf(template) });
  },
};

const labelsOf = (items: readonly MenuItem[]): string[] =>
  items.flatMap(({ label, submenu }) => [...(label ? [label] : []), ...labelsOf(submenu ?? [])]);

function press(label: string, items: readonly MenuItem[] = menu): void {
  for (const item of items) {
    if (item.label === label) item.click?.({ checked: true });
    if (item.submenu) press(label, item.submenu);
  }
}

function closeAll(): void {
  const closed = [...windows].map((window) => window.close());
  if (closed.every(Boolean)) app.emit('window-all-closed');
}

process.on('message', (message: ToDouble) => {
  if (message.kind === 'power') powerMonitor.emit(message.event);
  else if (message.kind === 'menu') press(message.label);
  else if (message.kind === 'quit') app.quit();
  else if (message.kind === 'closeWindow') closeAll();
  else if (message.kind === 'secondInstance') app.emit('second-instance');
  else if (message.kind === 'focused') focus.on = message.focused;
  else if (message.kind === 'answerQuestion') response = message.response;
  else {
    const waiting = asked.shift();
    if (waiting) waiting(message.filePaths);
    else answers.push(message.filePaths);
  }
});
