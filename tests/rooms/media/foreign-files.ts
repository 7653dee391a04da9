import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a real file in tests/samples. */
export const sample = (name: string): string =>
  fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));

export const bytesOf = (name: string): Buffer => readFileSync(sample(name));

/** A folder of its own for one test file's made-up files. */
export interface Bench {
  readonly folder: string;
  write(name: string, bytes: Uint8Array | string): string;
  /** Makes a file with ffmpeg from its synthetic sources; `args` come between input and output. */
  encode(name: string, source: 'picture' | 'sound' | 'film', args: readonly string[]): string;
  remove(): void;
}

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=10:duration=2'];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2:sample_rate=48000'];

export function openBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'custos-media-'));
  const place = (name: string): string => join(folder, name);
  return {
    folder,
    write(name, bytes) {
      writeFileSync(place(name), bytes);
      return place(name);
    },
    encode(name, source, args) {
      const inputs = source === 'film' ? [...picture, ...tone] : source === 'sound' ? tone : picture;
      execFileSync('ffmpeg', ['-y', '-v', 'error', '-nostdin', ...inputs, ...args, place(name)]);
      return place(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
