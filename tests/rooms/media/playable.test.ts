import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { inReadingOrder, type RandomAccess } from '../../../electron/media/faststart.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { openBench, sample } from './foreign-files.ts';

vi.setConfig({ testTimeout: 120_000 });

const bench = openBench();
const media = createMedia({ concurrency: 1 });
afterAll(() => {
  media.close();
  bench.remove();
});

const inMemory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  async *stream(start, end) {
    for (let at = start; at < end; at += 65_536) yield bytes.subarray(at, Math.min(at + 65_536, end));
  },
});

function recorded(name: string, args: readonly string[]): Buffer {
  const path = join(bench.folder, name);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  const ran = spawnSync('ffmpeg', ['-v', 'error', '-y', ...source, ...args, path]);
  if (ran.status !== 0) throw new Error(String(ran.stderr));
  return readFileSync(path);
}

interface Probed {
  format: { duration: string; tags?: Record<string, string> };
  streams: { codec_type: string; codec_name: string; width?: number; tags?: Record<string, string> }[];
}
function probe(bytes: Uint8Array): Probed {
  const path = join(bench.folder, 'made');
  writeFileSync(path, bytes);
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path];
  return JSON.parse(execFileSync('ffprobe', args).toString()) as Probed;
}

const play = (bytes: Uint8Array, container: string, kind: 'video' | 'audio') =>
  media.playable({ kind, container, durationMs: 2_000, file: inMemory(bytes) }, new AbortController().signal);

describe('a film coded anew for the window', () => {
  test.each([
    ['avi', 'film.avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame', '-metadata', 'title=Bronwen Llewellyn']],
    ['mpeg-ps', 'film.mpg', ['-c:v', 'mpeg2video', '-c:a', 'mp2']],
    // The index stands at the end, as cameras write it.
    ['mov', 'film.mov', ['-c:v', 'mpeg4', '-c:a', 'pcm_s16be']],
  ])('%s keeps picture, sound and length, and none of its words', async (container, name, args) => {
    const made = await play(recorded(name, args), container, 'video');
    expect(made.type).toBe('video/x-matroska');
    const { format, streams } = probe(made.bytes);
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio']);
    expect(streams[0]?.width).toBe(160);
    expect(Math.abs(Number(format.duration) - 2)).toBeLessThan(0.2);
    expect(made.bytes.toString()).not.toContain('Llewellyn');
    expect(Buffer.from(made.bytes).includes('Llewellyn')).toBe(false);
  });

  test('sound alone becomes sound alone', async () => {
    const bytes = recorded('sound.aiff', ['-map', '1:a', '-c:a', 'pcm_s16be']);
    const made = await play(bytes, 'aiff', 'audio');
    expect(made.type).toBe('audio/ogg');
    expect(probe(made.bytes).streams.map(({ codec_name }) => codec_name)).toEqual(['opus']);
  });

  test('what cannot be decoded is said to be unreadable, and what is not waited for ends', async () => {
    await expect(play(Buffer.alloc(5_000, 7), 'avi', 'video')).rejects.toMatchObject({
      reason: 'unreadable',
    });
    const ended = new AbortController();
    const work = media.playable(
      { kind: 'video', container: 'avi', durationMs: null, file: inMemory(recorded('x.avi', [])) },
      ended.signal,
    );
    ended.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a film in reading order', () => {
  const whole = async (bytes: Uint8Array): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for await (const part of inReadingOrder(inMemory(bytes))) parts.push(part);
    return Buffer.concat(parts);
  };

  test('brings the index to the front, and every picture is found through it', async () => {
    const bytes = recorded('last.mp4', ['-c:v', 'mpeg4', '-c:a', 'aac']);
    const ordered = await whole(bytes);
    expect(bytes.indexOf('moov')).toBeGreaterThan(bytes.indexOf('mdat'));
    expect(ordered.indexOf('moov')).toBeLessThan(ordered.indexOf('mdat'));
    expect(ordered.length).toBe(bytes.length);
    const path = join(bench.folder, 'ordered.mp4');
    const frames = (file: string): string =>
      execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0', '-f', 'framemd5', '-']).toString();
    writeFileSync(path, ordered);
    expect(frames(path)).toBe(frames(join(bench.folder, 'last.mp4')));
  });

  test('passes on what has its index first, what is cut and what is no film', async () => {
    const film = readFileSync(sample('tika__testMP4Video.mp4'));
    for (const bytes of [
      film,
      film.subarray(0, film.length - 100),
      Buffer.from('no film'),
      Buffer.alloc(0),
    ]) {
      const ordered = await whole(bytes);
      expect(ordered.length).toBe(bytes.length);
    }
  });
});
