import { describe, expect, test } from 'vitest';
import { onFile, run, sample } from '../witnesses.ts';
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

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-c:a', 'aac'];
const film = made('film.mp4', [...picture, ...tone, ...h264]);

const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

describe('an MP4', () => {
  test('says nothing any more, and shows and sounds the same', async () => {
    const { bytes, findings, notes } = await clean(film, 'mp4', [patient]);
    expectNoValue(bytes);
    expectCleaned(film, bytes, 'film.mp4', false);
    expect(findings.map(({ gives }) => gives)).toEqual(
      expect.arrayContaining(['when', 'where', 'who', 'device', 'said']),
    );
    expect(notes).toContain('Notes between the frames were taken out. The frames themselves are the same.');
  });

  test.each([
    [
      'fragments',
      'frag.mp4',
      'mp4',
      [...picture, ...tone, ...h264, '-movflags', 'frag_keyframe+empty_moov'],
      false,
    ],
    [
      'HEVC in QuickTime',
      'h.mov',
      'mov',
      [
        ...picture,
        ...tone,
        '-c:v',
        'libx265',
        '-x265-params',
        'log-level=none',
        '-tag:v',
        'hvc1',
        '-c:a',
        'alac',
      ],
      true,
    ],
    [
      'motion JPEG with a time code',
      'm.mov',
      'mov',
      [...picture, ...tone, '-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-timecode', '10:11:12:13'],
      false,
    ],
    [
      'VP9 and Opus',
      'v.mp4',
      'mp4',
      [...picture, ...tone, '-c:v', 'libvpx-vp9', '-cpu-used', '8', '-c:a', 'libopus'],
      true,
    ],
    ['MPEG-4 and MP3', 'x.mp4', 'mp4', [...picture, ...tone, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'], false],
    ['sound alone', 's.m4a', 'm4a', [...tone, '-c:a', 'aac'], false],
  ] as const)('with %s', async (_, name, container, args, samePackets) => {
    const before = made(name, args);
    const { bytes } = await clean(before, container, [patient]);
    expectNoValue(bytes, [patient, '51.5074', 'Lavf', 'Lavc', 'LAME3.']);
    expectCleaned(before, bytes, name, samePackets);
  });

  test('keeps how it is turned, and drops its cover, its chapters and what lies around', async () => {
    const turned = onFile(film, 'film.mp4', (path) =>
      made('t.mp4', ['-i', path, '-map', '0:v', '-map', '0:a', '-c', 'copy', '-metadata:s:v', 'rotate=90']),
    );
    const secret = Buffer.from(`${patient} ${'x'.repeat(40)}`);
    const uuid = box('uuid', Buffer.concat([Buffer.alloc(16, 7), secret]));
    const dirty = Buffer.concat([
      turned,
      uuid,
      box('free', secret),
      box('skip', secret),
      box('mdat', secret),
      secret,
    ]);
    const { bytes, findings } = await clean(dirty, 'mp4', [patient]);
    expectNoValue(bytes);
    const rotation = (file: Buffer) => probe(file, 'f.mp4').streams[0]?.side_data_list?.[0]?.rotation;
    expect(rotation(bytes)).toBe(rotation(turned));
    expect(rotation(bytes)).toBe(90);
    expect(findings.filter(({ where }) => where === 'File').length).toBeGreaterThanOrEqual(3);
    expectCleaned(turned, bytes, 'f.mp4', false);
  });

  test('loses what a cut left hidden in it as far as decoding allows, and says what stays', async () => {
    const long = made('long.mp4', [...picture, ...tone, ...h264, '-g', '5']);
    const cut = onFile(long, 'long.mp4', (path) =>
      made('cut.mp4', ['-ss', '0.66', '-i', path, '-map', '0:v', '-map', '0:a', '-c', 'copy']),
    );
    const { bytes, notes } = await clean(cut, 'mp4');
    expect(notes.join(' ')).toMatch(/frames that are not shown stay/);
    expect(streams(bytes, 'cut.mp4', true)).toBe(streams(cut, 'cut.mp4', true));
  });

  test('that was cut short keeps what is there', async () => {
    const fast = made('fast.mp4', [...picture, ...tone, ...h264, '-movflags', 'faststart']);
    const short = fast.subarray(0, Math.floor(fast.length * 0.7));
    const { bytes, notes } = await clean(short, 'mp4');
    expect(notes).toContain('The file ends before the recording does. What is there was kept.');
    expect(probe(bytes, 'short.mp4').streams).toHaveLength(2);
  });

  test('without frames or without contents is refused in words', async () => {
    const start = film.indexOf('moov') - 4;
    const onlyTable = Buffer.concat([film.subarray(0, film.readUInt32BE(0)), film.subarray(start)]);
    await expect(clean(onlyTable, 'mp4')).rejects.toThrow(/frames of this recording are missing/);
    await expect(clean(film.subarray(0, start), 'mp4')).rejects.toThrow(/table of contents/);
  });
});

test.each([
  ['media__bt601.mov', 'mov', false],
  ['lofty-rs__mp4_codec_flac.mp4', 'm4a', true],
  ['media__bbb_1ch_8kHz_aac_lc.m4a', 'm4a', true],
  ['tika__testMP4Video.mp4', 'mp4', false],
] as const)('the real file %s', async (name, container, samePackets) => {
  const before = sample(name);
  const { bytes } = await clean(before, container);
  expect(streams(bytes, name, !samePackets)).toBe(streams(before, name, !samePackets));
  const tags = onFile(bytes, name, (path) =>
    run('exiftool', 'libimage-exiftool-perl', [
      '-s',
      '-s',
      '-s',
      '-CreateDate',
      '-HandlerDescription',
      path,
    ]).toString(),
  );
  expect(tags.replaceAll(/0000:00:00 00:00:00\s*/g, '').trim()).toBe('');
});

test('sound begins where it did, though the tag that said so is gone', async () => {
  const name = 'media__bbb_1ch_8kHz_aac_lc.m4a';
  const before = sample(name);
  const { bytes } = await clean(before, 'm4a');
  expect(before.includes('iTunSMPB') && !before.includes('elst') && !bytes.includes('iTunSMPB')).toBe(true);
  expect(streams(bytes, name, true)).toBe(streams(before, name, true));
});

test('a film behind a film goes, and what its boxes are called is no value of anybody', async () => {
  const before = made('a.mov', [...tone, '-c:a', 'alac']);
  const { bytes, findings } = await clean(Buffer.concat([before, before]), 'mov');
  expectNoValue(bytes);
  expect(streams(bytes, 'a.mov')).toBe(streams(before, 'a.mov'));
  expect(findings.map(({ value }) => value)).not.toContain('alac');
});
