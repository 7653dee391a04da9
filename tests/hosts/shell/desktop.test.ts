import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { configurationFile } from '../../../electron/door/remembered-place.ts';
import { command, passphrase } from '../cli/run-command.ts';
import { type Double, startDouble } from '../double/double.ts';
import { press } from '../story/hands.ts';
import { ask } from '../story/story-window.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sample = new URL('../../samples/media__london-512.jpg', import.meta.url).pathname;

let home: string;
let note: string;
let double: Double;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'custos-desktop-'));
  const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  note = join(dirname(configurationFile(process.platform, environment)), 'window.json');
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, '{"x":100,"y":50,"width":1300,"height":700,"maximised":true}');
  const library = join(home, 'Ward.custos');
  await command(['init', '--library', library, '--user', 'Anna']);
  double = await startDouble(home, library);
  double.page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await double?.close();
  rmSync(home, { recursive: true, force: true });
});

test('the window opens where it was', () => {
  expect(double.of('window')[0]?.bounds).toMatchObject({ x: 100, y: 50, width: 1300, height: 700 });
  expect(double.of('shown').map(({ how }) => how)).toEqual(['maximize', 'show']);
});

test('every permission but the full screen is denied, when asked for and when checked, and every device', () => {
  const { request, check, device } = double.of('permissions')[0] ?? {};
  const allowed = (answers: Record<string, boolean> = {}): string[] =>
    Object.keys(answers).filter((name) => answers[name]);
  expect(Object.keys(request ?? {}).length).toBeGreaterThan(20);
  expect(allowed(request)).toEqual(['fullscreen']);
  expect(allowed(check)).toEqual(['fullscreen']);
  expect(device).toBe(false);
});

test('the menu shows what the role may do while the library is unlocked, and acts in the window', async () => {
  expect(double.of('menu').at(-1)?.labels).not.toContain('Go to the library');
  await double.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await press(double.page, 'Unlock');
  await double.page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
  await expect.poll(() => double.of('menu').at(-1)?.labels).toContain('Take files in');
  double.tell({ kind: 'menu', label: 'Go to the settings' });
  await double.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  double.tell({ kind: 'menu', label: 'Take files in' });
  await double.page.getByRole('dialog', { name: 'Take files in' }).waitFor();
  await double.page.keyboard.press('Escape');
});

test('what is done while somebody looks elsewhere is told in numbers, without a name', async () => {
  double.tell({ kind: 'focused', focused: false });
  await ask(double.page, 'import.start', { paths: [sample] });
  await expect
    .poll(() => double.of('notification'), { timeout: 60_000 })
    .toContainEqual(expect.objectContaining({ title: 'Taking in is done', body: '1 stored and checked.' }));
  expect(JSON.stringify(double.of('notification'))).not.toMatch(/london|jpg|R-0/);
});

test('other programs see the window only as long as somebody wants it, and never locked', async () => {
  const seen = () => double.of('contentProtection').at(-1)?.on;
  expect(seen()).toBe(true);
  double.tell({ kind: 'menu', label: 'Let other programs see this window until it locks' });
  await expect.poll(seen).toBe(false);
  double.tell({ kind: 'power', event: 'lock-screen' });
  await expect.poll(seen).toBe(true);
  await expect.poll(() => double.of('menu').at(-1)?.labels).not.toContain('Take files in');
});

test('starting Custos again brings the window forward', async () => {
  const before = double.of('shown').length;
  double.tell({ kind: 'secondInstance' });
  await expect.poll(() => double.of('shown').length).toBeGreaterThan(before);
});

test('closing the window with nothing running ends the program, and notes where it was', async () => {
  double.tell({ kind: 'closeWindow' });
  expect(await double.ended).toBe(0);
  expect(double.of('question')).toEqual([]);
  expect(existsSync(note)).toBe(true);
  expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual({
    x: 40,
    y: 30,
    width: 1200,
    height: 800,
    maximised: true,
  });
});
