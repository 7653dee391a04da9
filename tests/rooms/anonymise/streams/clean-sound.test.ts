import { describe, expect, test } from 'vitest';
import { onFile, sample } from '../witnesses.ts';
import { clean, expectCleaned, expectNoValue, made, patient, streams, tone } from './films.ts';

const wide = Buffer.from(patient, 'utf16le');
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

function chunk(type: string, body: Buffer, big = false): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  if (big) head.writeUInt32BE(body.length, 4);
  else head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** The last tags an MP3 may carry, each with the name in it. */
function tail(): Buffer {
  const lyrics = `LYRICSBEGINLYR00019${patient}`;
  const value = `\x13\0\0\0\0\0\0\0Artist\0${patient}`;
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(value.length + 32, 12);
  footer.writeUInt32LE(1, 16);
  const old = Buffer.alloc(128);
  old.write(`TAG${patient}`, 'latin1');
  const size = String(lyrics.length).padStart(6, '0');
  return Buffer.concat([text(`${lyrics}${size}LYRICS200`), text(value), footer, old]);
}

describe.each([
  ['a.wav', 'wav', ['-c:a', 'pcm_s16le', '-write_bext', '1', '-metadata', `originator=${patient}`]],
  ['f.wav', 'wav', ['-c:a', 'pcm_f32le']],
  ['m.wav', 'wav', ['-c:a', 'adpcm_ms']],
  ['l.wav', 'wav', ['-c:a', 'pcm_s24le', '-rf64', 'always']],
  ['a.aiff', 'aiff', ['-c:a', 'pcm_s16be', '-write_id3v2', '1']],
  ['c.aif', 'aiff', ['-c:a', 'pcm_f32be']],
  ['c.mp3', 'mp3', ['-c:a', 'libmp3lame', '-b:a', '64k', '-write_id3v1', '1', '-id3v2_version', '3']],
  ['v.mp3', 'mp3', ['-c:a', 'libmp3lame', '-q:a', '4']],
  ['a.flac', 'flac', ['-c:a', 'flac']],
  ['a.ogg', 'ogg', ['-c:a', 'libvorbis']],
  ['f.ogg', 'ogg', ['-c:a', 'flac']],
  ['a.opus', 'opus', ['-c:a', 'libopus']],
  [
    't.ogg',
    'ogg',
    ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=25:d=0.6', '-c:v', 'libtheora', '-c:a', 'libvorbis'],
  ],
  [
    'v.ogg',
    'ogg',
    ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=25:d=0.6', '-c:v', 'libvpx', '-c:a', 'libvorbis'],
  ],
] as const)('%s', (name, container, args) => {
  const before = made(name, [...tone, ...args]);

  test('says nothing any more and sounds the same', async () => {
    const { bytes, findings } = await clean(before, container, [patient]);
    expect(findings.length).toBeGreaterThan(0);
    expectNoValue(bytes);
    expectCleaned(before, bytes, name, true);
  });

  test('cut anywhere it is cleaned or refused in words', async () => {
    for (const share of [0.05, 0.4, 0.9]) {
      const short = before.subarray(0, Math.floor(before.length * share));
      const done = await clean(short, container).catch((error: Error) => error.message);
      if (typeof done === 'string') expect(done).toMatch(/Copy it once more/);
      else expectNoValue(done.bytes);
    }
  });
});

describe('what is stuck on', () => {
  test('goes from a WAV: lists, labels, broadcast notes, unknown chunks, bytes behind', async () => {
    const plain = made('p.wav', [...tone, '-c:a', 'pcm_s16le', '-bitexact']);
    const data = plain.indexOf('data');
    const foreign = [
      chunk('iXML', text(`<BWFXML><NOTE>${patient}</NOTE></BWFXML>`)),
      chunk('LIST', text(`adtllabl\x1c\0\0\0\0\0\0\0${patient}     `)),
      chunk('JUNK', Buffer.concat([Buffer.alloc(9), wide])),
      chunk('priv', text(patient)),
    ];
    const dirty = Buffer.concat([
      plain.subarray(0, data),
      ...foreign,
      plain.subarray(data),
      ...foreign,
      text('\0\0'),
      wide,
    ]);
    const { bytes } = await clean(dirty, 'wav', [patient]);
    expectNoValue(bytes);
    expect(streams(bytes, 'p.wav')).toBe(streams(plain, 'p.wav'));
  });

  test('goes from an MP3 before, between and behind the frames, and the first frame names no encoder', async () => {
    const plain = made('p.mp3', [...tone, '-c:a', 'libmp3lame', '-b:a', '64k', '-id3v2_version', '0']);
    const id3 = Buffer.concat([
      text('ID3\x03\0\0\0\0\0\x29TPE1\0\0\0\x1f\0\0\0'),
      text(`${patient}           `),
    ]);
    const middle = plain.indexOf(Buffer.from([0xff, 0xfb]), Math.floor(plain.length / 2));
    const dirty = Buffer.concat([id3, id3, plain.subarray(0, middle), id3, plain.subarray(middle), tail()]);
    const { bytes, findings } = await clean(dirty, 'mp3', [patient]);
    expectNoValue(bytes);
    // The frames themselves may name their encoder where they are filled up: that is coded sound.
    expect(bytes.subarray(0, 200).includes('LAME')).toBe(false);
    expect(new Set(findings.map(({ where }) => where))).toEqual(
      new Set(['ID3', 'ID3v1', 'APE', 'Lyrics3', 'MP3 first frame']),
    );
    expect(streams(bytes, 'p.mp3')).toBe(streams(plain, 'p.mp3'));
  });

  test('goes from a FLAC: pictures, applications, tags before and behind', async () => {
    const plain = made('p.flac', [...tone, '-c:a', 'flac']);
    const application = Buffer.concat([Buffer.from([2, 0, 0, 4 + patient.length]), text(`ATCH${patient}`)]);
    const dirty = Buffer.concat([plain.subarray(0, 42), application, plain.subarray(42), tail()]);
    const { bytes } = await clean(dirty, 'flac', [patient]);
    expectNoValue(bytes);
    expect(streams(bytes, 'p.flac')).toBe(streams(plain, 'p.flac'));
  });

  test('of the cover picture nothing is left', async () => {
    const cover = onFile(new Uint8Array(), 'x', () =>
      made('c.flac', [
        ...tone,
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=64x64:d=0.04',
        '-map',
        '0',
        '-map',
        '1',
        '-c:a',
        'flac',
        '-c:v',
        'png',
        '-frames:v',
        '1',
        '-disposition:v',
        'attached_pic',
      ]),
    );
    const { bytes } = await clean(cover, 'flac');
    expect(bytes.includes('IHDR')).toBe(false);
  });
});

test.each([
  ['lofty-rs__flac_with_id3v2.flac', 'flac'],
  ['lofty-rs__id3v1_001_basic.mp3', 'mp3'],
  ['lofty-rs__issue_37.ogg', 'ogg'],
  ['media__bear_duplicate_header.opus', 'opus'],
  ['media__test-cbr-info-header.mp3', 'mp3'],
  ['music-metadata__ffmpeg-missing-chunksize.wav', 'wav'],
  ['tika__testWAV.wav', 'wav'],
] as const)('the real file %s', async (name, container) => {
  const before = sample(name);
  const { bytes } = await clean(before, container);
  expect(streams(bytes, name)).toBe(streams(before, name));
});
