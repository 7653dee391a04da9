import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { builtHost } from './double/built-host.ts';

const root = join(import.meta.dirname, '..', '..');

/** Electron's program where it was fetched; importing the package would begin to fetch it. */
function electronProgram(): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const program = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : null;
}

const program = electronProgram();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
const keepsSandbox = process.platform !== 'linux' || process.getuid?.() !== 0;

test.skipIf(program === null || !hasDisplay || !keepsSandbox)(
  'in Electron itself the window opens without Node, in its own origin',
  async () => {
    await builtHost();
    const home = mkdtempSync(join(tmpdir(), 'custos-electron-'));
    const app = await _electron.launch({
      executablePath: program ?? '',
      args: [root],
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') } as Record<string, string>,
    });
    try {
      const page = await app.firstWindow();
      expect(page.url()).toBe('custos://app/');
      expect(await page.evaluate(() => typeof (globalThis as Record<string, unknown>).require)).toBe(
        'undefined',
      );
      const status = await page.evaluate(() =>
        (
          window as unknown as { custos: { call(name: string, input: unknown): Promise<unknown> } }
        ).custos.call('library.status', {}),
      );
      expect(status).toMatchObject({ ok: true, value: { state: 'none', files: 'dialogs' } });
    } finally {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
);
