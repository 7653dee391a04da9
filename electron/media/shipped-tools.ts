import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ToolPlaces } from './ffmpeg.ts';

/** What was shipped beside the program: each file's path below its folder, and its SHA-256 (hexadecimal). */
export const shippedManifest = z.object({ files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)) });
export type ShippedManifest = z.output<typeof shippedManifest>;

/** The shipped files as they are found at start. */
export interface CheckedTools {
  readonly places: ToolPlaces;
  /** A sentence for each file that is not as it was shipped. */
  readonly faults: readonly string[];
}

async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

const faultOf = (file: string): string =>
  `The file ${file} that came with Custos is missing or was changed since. It is not used. Please install Custos again.`;

/**
 * Compares every file that was shipped with the manifest made at packing. A tool of which a file differs is refused,
 * and none is taken from elsewhere in its stead: whoever changed it must not decide what is.
 */
export async function checkShipped(folder: string, { files }: ShippedManifest): Promise<CheckedTools> {
  const faults: string[] = [];
  const refused: { ffmpeg?: string; ffprobe?: string } = {};
  for (const [file, sha256] of Object.entries(files)) {
    if ((await sha256Of(join(folder, file))) === sha256) continue;
    const fault = faultOf(file);
    faults.push(fault);
    // What lies in the folder of the programs may be a part of both (a library that they load).
    if (!file.startsWith('ffmpeg/')) continue;
    if (!/\/ffprobe(\.exe)?$/.test(file)) refused.ffmpeg ??= fault;
    if (!/\/ffmpeg(\.exe)?$/.test(file)) refused.ffprobe ??= fault;
  }
  return { places: { resourcesPath: folder, refused }, faults };
}
