import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'main.ts');

export const passphrase = 'lantern pebble otter seventeen';

/** Makes the demonstration library by the command, as anybody can, and answers where it lies. */
export async function makeDemonstration(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [main, 'demo', join(folder, 'Demonstration'), '--json'],
    { env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') } },
  );
  return (JSON.parse(stdout) as { place: string }).place;
}
