import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contract/menu.ts';

type Item = MenuItemConstructorOptions;

export interface MenuActs {
  readonly lock: () => void;
  readonly choose: (command: string) => void;
  /** Whether other programs may see the window, as for a lecture. */
  readonly share: (shown: boolean) => void;
}

const editing: Item[] = [
  { role: 'undo' },
  { role: 'redo' },
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

const scaling: Item[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
];

/** These have a place of their own in the menu. */
const placed = new Set(['general.lock', 'general.back', 'go.settings']);

/** `Mod+Shift+l` as Electron writes it: `CommandOrControl+Shift+L`. */
export const acceleratorOf = (stroke: string): string =>
  stroke
    .replace(/^Mod\+/, 'CommandOrControl+')
    .replace(/\+(.)$/, (_, key: string) => `+${key.toUpperCase()}`);

/**
 * The menu of the program, from the window's own list of commands: the window offers it when a library is unlocked
 * and takes it back with the lock. The window hears the keys itself; the menu only shows them. Saving and printing a
 * page are not in it: what leaves does so by a release.
 */
export function menuTemplate(commands: readonly MenuCommand[], shared: boolean, acts: MenuActs): Item[] {
  const item = ({ id, name, stroke }: MenuCommand): Item => ({
    id,
    label: name,
    ...(stroke ? { accelerator: acceleratorOf(stroke), registerAccelerator: false } : {}),
    click: () => acts.choose(id),
  });
  const of = (group: string): Item[] =>
    commands.filter(({ id }) => id.startsWith(`${group}.`) && !placed.has(id)).map(item);
  const settings = commands.filter(({ id }) => id === 'go.settings').map(item);
  const menu = (label: string, submenu: Item[]): Item[] => (submenu.length > 0 ? [{ label, submenu }] : []);
  return [
    {
      label: 'Custos',
      submenu: [
        { label: 'Lock now', accelerator: 'CommandOrControl+L', click: acts.lock },
        { type: 'separator' },
        ...settings,
        { role: 'quit' },
      ],
    },
    { label: 'Edit', submenu: editing },
    {
      label: 'View',
      submenu: [
        ...scaling,
        { type: 'separator' },
        {
          label: 'Let other programs see this window until it locks',
          type: 'checkbox',
          checked: shared,
          click: ({ checked }) => acts.share(checked),
        },
      ],
    },
    ...menu('Go', of('go')),
    ...menu('Act', of('general')),
    { role: 'windowMenu' },
  ];
}
