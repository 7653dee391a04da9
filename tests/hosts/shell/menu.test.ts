import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { acceleratorOf, menuTemplate } from '../../../electron/shell/menu-template.ts';
import { type MenuCommand, menuCommands } from '../../../shared/contract/menu.ts';

const offered: MenuCommand[] = [
  { id: 'go.library', name: 'Go to the library', stroke: 'Mod+1' },
  { id: 'go.settings', name: 'Go to the settings', stroke: 'Mod+7' },
  { id: 'general.import', name: 'Take files in', stroke: null },
  { id: 'general.lock', name: 'Lock the library', stroke: 'Mod+Shift+l' },
];
const acts = () => ({ lock: vi.fn(), choose: vi.fn(), share: vi.fn() });

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

test('the menu is the window’s own list of commands, each once, and choosing one tells the window', () => {
  const given = acts();
  const items = flat(menuTemplate(offered, false, given));
  const named = (name: string) => items.filter(({ label }) => label === name);
  expect(named('Take files in')).toHaveLength(1);
  expect(named('Go to the settings')).toHaveLength(1);
  expect(named('Lock the library')).toHaveLength(0);
  expect(named('Go to the library')[0]).toMatchObject({
    accelerator: 'CommandOrControl+1',
    registerAccelerator: false,
  });
  const [takeIn] = named('Take files in');
  (takeIn?.click as (() => void) | undefined)?.();
  expect(given.choose).toHaveBeenCalledWith('general.import');
});

test('a locked library leaves no command of it in the menu, and the lock always', () => {
  const labels = menuTemplate([], false, acts()).flatMap(({ label }) => label ?? []);
  expect(labels).toEqual(['Custos', 'Edit', 'View']);
  expect(flat(menuTemplate([], false, acts())).map(({ label }) => label)).toContain('Lock now');
});

test('nothing in the menu saves, prints, reloads, opens tools or leads out of the program', () => {
  const roles = flat(menuTemplate(offered, false, acts())).flatMap(({ role }) => role ?? []);
  for (const role of [
    'toggleDevTools',
    'reload',
    'forceReload',
    'recentDocuments',
    'services',
    'help',
    'shareMenu',
  ])
    expect(roles).not.toContain(role);
});

test('strokes are written as the system shows them', () => {
  expect(acceleratorOf('Mod+Shift+l')).toBe('CommandOrControl+Shift+L');
  expect(acceleratorOf('Mod+k')).toBe('CommandOrControl+K');
});

test('a page can put neither long texts nor foreign ids into the menu', () => {
  expect(menuCommands.safeParse(offered).success).toBe(true);
  for (const bad of [{ id: '../x' }, { name: 'x'.repeat(81) }, { name: '' }, { stroke: 'x'.repeat(41) }])
    expect(menuCommands.safeParse([{ ...offered[0], ...bad }]).success).toBe(false);
  expect(menuCommands.safeParse(Array(61).fill(offered[0])).success).toBe(false);
});
