import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { anonymiseStream } from '../../../../electron/anonymise/anonymise-stream.ts';
import type { Finding } from '../../../../electron/anonymise/metadata/cleaner.ts';
import { seekableBytes } from '../../../../electron/anonymise/metadata/streams/seekable.ts';
import { onFile, run } from '../witnesses.ts';

/** A made-up patient: what is planted everywhere and may be left nowhere. */
export const patient = 'JanePatient-7654321';

const said = [
  ...['title', 'artist', 'comment', 'copyright', 'album', 'description'].map((key) => `${key}=${patient}`),
  'location=+51.5074-000.1278/',
  'creation_time=2021-03-04T05:06:07Z',
].flatMap((pair) => ['-metadata', pair]);
const ofTracks = ['v', 'a'].flatMap((kind) => [
  `-metadata:s:${kind}`,
  `handler_name=${patient}`,
  `-metadata:s:${kind}`,
  `title=${patient}`,
]);

export const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=25:d=1.2'];
export const tone = ['-f', 'lavfi', '-i', 'sine=f=440:d=1.2:r=44100'];

/** A file made by ffmpeg with the patient's name wherever it can write one. `args` stand before the output. */
export const made = (name: string, args: readonly string[]): Buffer =>
  onFile(new Uint8Array(), 'empty', (path) => {
    const out = join(path, '..', name);
    run('ffmpeg', 'ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, ...said, ...ofTracks, out]);
    return readFileSync(out);
  });

/** The digest of every packet of pictures and sound, or of every decoded frame. */
export const streams = (bytes: Uint8Array, name: string, decoded = false): string =>
  onFile(bytes, name, (path) =>
    run('ffmpeg', 'ffmpeg', [
      ...['-nostdin', '-v', 'quiet', '-i', path, '-map', '0:V?', '-map', '0:a?'],
      ...(decoded ? ['-vsync', 'passthrough'] : ['-c', 'copy']),
      ...['-f', 'streamhash', '-hash', 'md5', '-'],
    ]).toString(),
  );

interface Probe {
  readonly streams: readonly {
    readonly codec_type: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly side_data_list?: readonly { readonly rotation?: number }[];
  }[];
  readonly format: { readonly duration?: string; readonly tags?: Readonly<Record<string, string>> };
}

export const probe = (bytes: Uint8Array, name: string): Probe =>
  onFile(bytes, name, (path) =>
    JSON.parse(
      run('ffprobe', 'ffmpeg', [
        '-v',
        'quiet',
        '-show_streams',
        '-show_format',
        '-of',
        'json',
        path,
      ]).toString(),
    ),
  );

/** What every player needs to say about a file, and nothing about whom it shows. */
const structural = /^(?:major_brand|minor_version|compatible_brands|language|vendor_id)$/;

export interface CleanedFilm {
  readonly bytes: Buffer;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

async function joined(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

/** Cleans, which also reads the result back by other code and refuses where anything is left. */
export async function clean(
  bytes: Uint8Array,
  container: string,
  known: readonly string[] = [],
): Promise<CleanedFilm> {
  const done = await anonymiseStream<Buffer>(seekableBytes(bytes), container, known, {
    put: joined,
    reading: (copy, read) => read(seekableBytes(copy)),
    drop: async () => undefined,
  });
  expect(done.findingsAfter).toEqual([]);
  return { bytes: done.kept, findings: done.findingsBefore, notes: done.notes };
}

const planted = [patient, '51.5074', '2021-03-04', 'Lavf', 'libx264', 'x265'];

/** None of the planted values stands in the bytes, in any encoding. */
export function expectNoValue(bytes: Buffer, values: readonly string[] = planted): void {
  for (const value of values) {
    for (const encoding of ['latin1', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(value, encoding)), `${value} in ${encoding}`).toBe(false);
  }
}

/** What ExifTool shows; of a form that it does not know, nothing. */
function seenByExifTool(path: string): string {
  try {
    return run('exiftool', 'libimage-exiftool-perl', ['-a', '-u', '-ee', '-G1', '-s', path]).toString();
  } catch (error) {
    const complaint = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    expect(complaint).toMatch(/Unknown file type|File format error/);
    return complaint;
  }
}

/** Witnesses agree: ExifTool and ffprobe see nothing but structure, and what is shown and heard is the same. */
export function expectCleaned(before: Uint8Array, after: Buffer, name: string, samePackets: boolean): void {
  const { streams: tracks, format } = probe(after, name);
  for (const tags of [format.tags, ...tracks.map((track) => track.tags)])
    expect(Object.keys(tags ?? {}).filter((key) => !structural.test(key))).toEqual([]);
  expect(tracks.every(({ codec_type }) => codec_type === 'video' || codec_type === 'audio')).toBe(true);
  if (samePackets) expect(streams(after, name)).toBe(streams(before, name));
  else expect(streams(after, name, true)).toBe(streams(before, name, true));
  const { duration } = probe(before, name).format;
  if (duration) expect(Number(format.duration)).toBeCloseTo(Number(duration), 1);
  const seen = onFile(after, name, seenByExifTool);
  for (const value of planted) expect(seen).not.toContain(value);
}
