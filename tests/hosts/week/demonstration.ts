import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'main.ts');

export const passphrase = 'lantern pebble otter seventeen';

export interface Demonstration {
  readonly place: string;
  /** The number of the first recording that stands for something: `ready`, `needs class`. */
  numberOf(shows: string): string;
}

interface Made {
  readonly place: string;
  readonly recordings: readonly { readonly number: string; readonly shows: string }[];
}

/** A demonstration of one's own from one that nobody has opened: making it takes most of a minute. */
export function copyOf(demonstration: Demonstration, folder: string): Demonstration {
  const place = join(folder, 'Demonstration');
  cpSync(demonstration.place, place, { recursive: true });
  return { ...demonstration, place };
}

/** Makes the demonstration library by the command, as anybody can. */
export async function makeDemonstration(folder: string): Promise<Demonstration> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [main, 'demo', join(folder, 'Demonstration'), '--json'],
    { env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') } },
  );
  const { place, recordings } = JSON.parse(stdout) as Made;
  return {
    place,
    numberOf(shows) {
      const found = recordings.find((recording) => recording.shows.startsWith(shows));
      if (!found) throw new RangeError(`Nothing in the demonstration stands for: ${shows}`);
      return found.number;
    },
  };
}
