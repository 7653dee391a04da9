import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnonymisedFilm, anonymiseFilm } from '../../../../electron/anonymise/anonymise-film.ts';
import { seekableBytes } from '../../../../electron/anonymise/metadata/streams/seekable.ts';
import { openSource } from '../../../../electron/media/byte-source.ts';
import { sniff } from '../../../../electron/media/sniff.ts';

/** A folder of clips made by ffmpeg, and of what Custos makes of them. */
export class Clips {
  readonly folder = mkdtempSync(join(tmpdir(), 'custos-clips-'));
  /** Names of files that the work left in its folder: there must be none. */
  readonly leftBehind: string[] = [];
  #made = 0;

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  make(name: string, ...args: readonly string[]): string {
    const path = join(this.folder, name);
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, path]);
    return path;
  }

  /** The result as a file, with what was said of it. */
  async treat(
    path: string,
    regions: unknown,
    sound: unknown = [],
    signal?: AbortSignal,
  ): Promise<AnonymisedFilm & { readonly path: string }> {
    this.#made += 1;
    const work = mkdtempSync(join(this.folder, 'work-'));
    const source = openSource({ path });
    const sniffed = sniff(source);
    if (!sniffed.ok) throw new RangeError('No recording');
    const out = join(this.folder, `made-${this.#made}`);
    try {
      const { kept, ...done } = await anonymiseFilm<Buffer>(
        { size: source.size, read: async (offset, length) => source.at(offset, length) },
        sniffed.container,
        { regions, sound },
        {
          put: async (parts) => {
            const all: Uint8Array[] = [];
            for await (const part of parts) all.push(part);
            return Buffer.concat(all);
          },
          reading: (bytes, read) => read(seekableBytes(bytes)),
          drop: async () => undefined,
        },
        { knownIdentifiers: [], places: {}, folder: work, signal },
      );
      const named = `${out}.${done.container === 'mpeg-ts' ? 'ts' : done.container}`;
      writeFileSync(named, kept);
      return { ...done, path: named };
    } finally {
      source.close();
      this.leftBehind.push(...readdirSync(work));
    }
  }
}

const tool = (name: string, args: readonly string[]): string =>
  execFileSync(name, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Each packet of one stream: when it is shown, and the digest of its data. */
export function packets(path: string, stream: string): { readonly at: number; readonly hash: string }[] {
  const shown = ['-show_entries', 'packet=pts_time,dts_time,data_hash', '-show_data_hash', 'md5'];
  const said = tool('ffprobe', ['-v', 'error', '-select_streams', stream, ...shown, '-of', 'json', path]);
  const { packets: all } = JSON.parse(said) as {
    packets: { pts_time?: string; dts_time?: string; data_hash: string }[];
  };
  return all.map(({ pts_time, dts_time, data_hash }) => ({
    at: Number(pts_time ?? dts_time),
    hash: data_hash,
  }));
}

/** The field of the first picture or sound track. */
export function field(path: string, stream: string, name: string): string {
  const args = [
    '-v',
    'error',
    '-select_streams',
    stream,
    '-show_entries',
    `stream=${name}:stream_side_data=rotation`,
  ];
  return tool('ffprobe', [...args, '-of', 'default=nk=1:nw=1', path]).trim();
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The brightest sample within a box in each decoded, upright picture. */
export function brightest(path: string, { x, y, w, h }: Box): number[] {
  const graph = `format=gray,crop=${w}:${h}:${x}:${y}:exact=1`;
  const args = ['-v', 'error', '-i', path, '-map', '0:v:0', '-vf', graph, '-vsync', '0'];
  const raw = execFileSync('ffmpeg', [...args, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], {
    maxBuffer: 1 << 28,
  });
  const size = w * h;
  return Array.from({ length: raw.length / size }, (_, index) =>
    raw.subarray(index * size, (index + 1) * size).reduce((most, value) => Math.max(most, value), 0),
  );
}

/** How alike two films are outside a box of the upright picture, 0 to 1, as ffmpeg's own filter measures it. */
export function alike(path: string, other: string, { x, y, w, h }: Box): number {
  const box = `drawbox=${x}:${y}:${w}:${h}:t=fill:c=black`;
  const graph = `[0:v]setpts=N,${box}[a];[1:v]setpts=N,${box}[b];[a][b]ssim=f=-`;
  const said = tool('ffmpeg', ['-v', 'error', '-i', path, '-i', other, '-lavfi', graph, '-f', 'null', '-']);
  const all = [...said.matchAll(/All:([\d.]+)/g)].map(([, value]) => Number(value));
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** All samples of the first sound track, as they are stored or decoded, interleaved. */
export function samples(path: string): Int16Array {
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a:0', '-f', 's16le', '-'], {
    maxBuffer: 1 << 28,
  });
  return new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}
