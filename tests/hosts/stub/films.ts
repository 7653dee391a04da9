import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { indexOf, tileOf } from './samples.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '..', '..', 'samples', name));

/** A swelling tone, as the engine keeps it: smallest and largest sample of each span. */
const waveform = Buffer.from(
  Array.from(
    { length: 600 },
    (_, index) => (index % 2 ? 1 : -1) * Math.round(60 + 60 * Math.sin(index / 40)),
  ),
);

/** Serves a real film or sound for the recordings of the stub that are one, with ranges; false for a photograph. */
export function serveFilm(path: string, range: string | undefined, response: ServerResponse): boolean {
  const [, , token = '', form] = path.split('/');
  const { kind } = tileOf(indexOf(token));
  if (kind === 'photo') return false;
  const film = kind === 'video';
  const bytes =
    form === 'waveform' ? waveform : sample(film ? 'media__bt601.mov' : 'media__bbb_1ch_8kHz_aac_lc.m4a');
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const from = Number(start ?? 0);
  const to = end ? Math.min(Number(end) + 1, bytes.length) : bytes.length;
  response.writeHead(range ? 206 : 200, {
    'content-type': film ? 'video/quicktime' : 'audio/mp4',
    'accept-ranges': 'bytes',
    'content-length': to - from,
    ...(range ? { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}` } : {}),
  });
  response.end(bytes.subarray(from, to));
  return true;
}
