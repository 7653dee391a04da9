import { type BrowserWindow, Menu } from 'electron';
import type { MenuCommand } from '../../shared/contract/menu.ts';
import { channels } from './channels.ts';
import { menuTemplate } from './menu-template.ts';

export interface ProgramMenu {
  /** Shows these commands of the window; none once it is locked. */
  offer(commands: readonly MenuCommand[]): void;
  /** Hides the window from other programs again. */
  cover(): void;
}

/** Sets the menu of the program and keeps it as the window and the lock want it. */
export function keepMenu(window: BrowserWindow, lock: () => void): ProgramMenu {
  let commands: readonly MenuCommand[] = [];
  let shared = false;
  const set = (): void => {
    const template = menuTemplate(commands, shared, { lock, choose, share });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  const choose = (command: string): void => {
    if (!window.isDestroyed()) window.webContents.send(channels.menu, command);
  };
  const share = (shown: boolean): void => {
    shared = shown;
    window.setContentProtection(!shown);
    set();
  };
  set();
  return {
    offer(offered) {
      commands = offered;
      set();
    },
    cover: () => share(false),
  };
}
