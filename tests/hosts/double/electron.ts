import { EventEmitter } from 'node:events';
import { closedAll, created, invokable } from './browser-window.ts';
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
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
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
  showErrorBox: (title: string, content: string): void => tell({ kind: 'errorBox', title, content }),
};

export const powerMonitor = new EventEmitter();

export const protocol = {
  registerSchemesAsPrivileged: (schemesAsked: unknown): void =>
    tell({ kind: 'privileged', schemes: schemesAsked }),
};

interface MenuItem {
  readonly label?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

let menu: readonly MenuItem[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (template: readonly MenuItem[]): void => {
    menu = template;
  },
};

function press(label: string, items: readonly MenuItem[] = menu): void {
  for (const item of items) {
    if (item.label === label) item.click?.();
    if (item.submenu) press(label, item.submenu);
  }
}

process.on('message', (message: ToDouble) => {
  if (message.kind === 'power') powerMonitor.emit(message.event);
  else if (message.kind === 'menu') press(message.label);
  else if (message.kind === 'quit') app.quit();
  else {
    const waiting = asked.shift();
    if (waiting) waiting(message.filePaths);
    else answers.push(message.filePaths);
  }
});
