import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onFile, sample } from '../witnesses.ts';
import {
  clean,
  expectCleaned,
  expectNoValue,
  made,
  patient,
  picture,
  probe,
  streams,
  tone,
} from './films.ts';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];

test.each([
  ['H.264', 'a.mkv', 'mkv', [...h264], false],
  [
    'HEVC and Vorbis',
    'b.mkv',
    'mkv',
    ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-c:a', 'libvorbis'],
    true,
  ],
  ['MPEG-4 and FLAC', 'c.mkv', 'mkv', ['-c:v', 'mpeg4', '-c:a', 'flac'], true],
  ['no stated lengths', 'd.mkv', 'mkv', [...h264, '-f', 'matroska', '-live', '1'], false],
  ['VP8', 'e.webm', 'webm', ['-c:v', 'libvpx', '-cpu-used', '8', '-c:a', 'libvorbis'], true],
  ['VP9 and Opus', 'f.webm', 'webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-c:a', 'libopus'], true],
] as const)(
  'a Matroska film with %s says nothing any more and plays the same',
  async (_, name, container, args, same) => {
    const before = made(name, [...picture, ...tone, ...args]);
    const { bytes, findings } = await clean(before, container, [patient]);
    expect(findings.length).toBeGreaterThan(5);
    expectNoValue(bytes, [patient, '51.5074', 'Lavf', 'Writing program']);
    expectCleaned(before, bytes, name, same);
  },
);

test('attachments, chapters and subtitles do not travel; sought places are found', async () => {
  const before = onFile(Buffer.from(`1\n00:00:00,000 --> 00:00:01,000\n${patient}\n`), 'sub.srt', (path) => {
    const chapters = join(path, '..', 'chapters.txt');
    writeFileSync(chapters, `;FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=${patient}\n`);
    return made('x.mkv', [
      ...[
        ...picture,
        ...tone,
        '-i',
        path,
        '-i',
        chapters,
        '-map',
        '0',
        '-map',
        '1',
        '-map',
        '2',
        '-map_chapters',
        '3',
      ],
      ...[
        ...h264,
        '-attach',
        path,
        '-metadata:s:t',
        'mimetype=text/plain',
        '-metadata:s:t',
        `filename=${patient}`,
      ],
    ]);
  });
  const { bytes, findings, notes } = await clean(before, 'mkv', [patient]);
  expectNoValue(bytes);
  expect(notes).toContain('Left out: a subtitle track.');
  expect(findings.map(({ name }) => name)).toEqual(expect.arrayContaining(['Attached file', 'Chapter']));
  expect(probe(bytes, 'x.mkv').streams).toHaveLength(2);
});

test('a film that ends early keeps what is there', async () => {
  const whole = made('w.mkv', [...picture, ...tone, ...h264]);
  const { bytes, notes } = await clean(whole.subarray(0, Math.floor(whole.length * 0.6)), 'mkv');
  expect(notes.join(' ')).toMatch(/ends early/);
  expect(probe(bytes, 'w.mkv').streams).toHaveLength(2);
});

test.each([
  ['music-metadata__My_Baby_Boy.webm', 'webm', true],
  ['tika__testWEBM.webm', 'webm', true],
  ['media__sample_with_htc_rotation_track_name.mkv', 'mkv', false],
] as const)('the real file %s', async (name, container, samePackets) => {
  const before = sample(name);
  const { bytes } = await clean(before, container);
  expect(streams(bytes, name, !samePackets)).toBe(streams(before, name, !samePackets));
});

test('settings that are damaged mislead nobody about where a frame ends: what a program wrote in it goes', async () => {
  const before = Buffer.from(made('torn.mkv', [...picture, '-c:v', 'libx264', '-preset', 'ultrafast']));
  // Settings of a version there is not, whose fifth byte says that lengths take three bytes.
  const settings = before.indexOf(Buffer.from('63a2', 'hex'), before.indexOf('V_MPEG4/ISO/AVC')) + 3;
  before.set([0xa5, 1, 0x42, 0xc0, 0x0a], settings);
  expect(before.includes('x264 - core')).toBe(true);
  const { bytes } = await clean(before, 'mkv');
  expect(bytes.includes('x264 - core')).toBe(false);
});
