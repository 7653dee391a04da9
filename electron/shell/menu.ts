import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActs {
  readonly lock: () => void;
}

const editing: MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

const viewing: MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
];

/** The menu of the program. Saving and printing a page are not in it: what leaves does so by a release. */
export function setMenu({ lock }: MenuActs): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Custos',
        submenu: [
          { label: 'Lock now', accelerator: 'CommandOrControl+L', click: lock },
          { type: 'separator' },
          { role: 'quit' },
        ],
      },
      { label: 'Edit', submenu: editing },
      { label: 'View', submenu: viewing },
      { role: 'windowMenu' },
    ]),
  );
}
