import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { jpegCleaner } from '../../../../electron/anonymise/metadata/jpeg.ts';
import { sniffBytes } from '../../../../electron/media/sniff.ts';
import { noise } from '../witnesses.ts';
import { clean, made, picture, streams, tone } from './films.ts';

const words = Buffer.from('Jane Patient 7654321, copied by a strange program\r\n');
const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
const found = (bytes: Uint8Array): string | null => {
  const sniffed = sniffBytes(bytes);
  return sniffed.ok ? sniffed.container : null;
};

describe.each([
  ['mpeg-ts', 'a.ts', 188 * 30, ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac']],
  [
    'mpeg-ts',
    'a.mts',
    192 * 30,
    ['-c:v', 'mpeg2video', '-c:a', 'ac3', '-mpegts_m2ts_mode', '1', '-f', 'mpegts'],
  ],
  ['mpeg-ps', 'a.mpg', 2_048, ['-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob']],
] as const)('bytes of something else in %s (%s)', (container, name, middle, args) => {
  const plain = made(name, [...picture, ...tone, ...args]);

  it('in front are passed over', async () => {
    const before = joined(words, plain);
    expect(found(before)).toBe(container);
    const { bytes, findings, notes } = await clean(before, container);
    expect(bytes.includes('Jane Patient')).toBe(false);
    expect(JSON.stringify(findings)).toContain('Jane Patient');
    expect(notes.join(' ')).toContain('damaged in places');
    expect(streams(bytes, name, true)).toBe(streams(plain, name, true));
  });

  it('in the middle cost nothing but what they lie in', async () => {
    const { bytes } = await clean(
      joined(plain.subarray(0, middle), words, plain.subarray(middle)),
      container,
    );
    expect(bytes.includes('Jane Patient')).toBe(false);
    expect(streams(bytes, name, true)).toBe(streams(plain, name, true));
  });
});

const tag = joined(
  Buffer.from('ID3\x03\0\0\0\0\0\x27TPE1\0\0\0\x1d\0\0\0', 'latin1'),
  Buffer.from('Jane Patient 7654321 et al. '),
);

test.each([
  ['ogg', 'a.ogg', words, ['-c:a', 'libvorbis']],
  ['opus', 'a.opus', words, ['-c:a', 'libopus']],
  ['flac', 'a.flac', words, []],
  ['aac', 'a.aac', words, ['-c:a', 'aac']],
  ['wav', 'a.wav', tag, []],
  ['aiff', 'a.aiff', tag, []],
  ['caf', 'a.caf', tag, ['-c:a', 'pcm_s16be']],
  ['ogg', 'b.ogg', tag, ['-c:a', 'libvorbis']],
  ['mkv', 'a.mkv', tag, ['-c:a', 'flac']],
  ['avi', 'a.avi', words, ['-c:a', 'pcm_s16le']],
  ['m4a', 'a.m4a', words, ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4']],
  ['m4a', 'b.m4a', words, ['-c:a', 'aac']],
] as const)(
  'bytes in front of %s (%s) are passed over as players do, and told',
  async (container, name, front, args) => {
    const plain = made(name, [...tone, ...args]);
    const before = joined(front, plain);
    expect(found(before)).toBe(container);
    const { bytes, findings } = await clean(before, container);
    expect(bytes.includes('Jane Patient')).toBe(false);
    expect(JSON.stringify(findings)).toContain('Jane Patient');
    expect(streams(bytes, name, true)).toBe(streams(plain, name, true));
  },
);

test('what is none behind a tag stays none', () => {
  expect(found(joined(tag, Buffer.from('%PDF-1.7')))).toBeNull();
  expect(found(joined(words, made('a.wav', tone)))).toBeNull();
});

test.each(['a film behind a film', 'text between its lists'])('an AVI with %s is cleaned', async (what) => {
  const plain = made('a.avi', [...picture, '-c:v', 'mpeg4']);
  const movie = plain.indexOf('LIST', plain.indexOf('strf'));
  const between = joined(plain.subarray(0, movie), words, plain.subarray(movie));
  const { bytes } = await clean(what.startsWith('text') ? between : joined(plain, plain), 'avi');
  expect(bytes.includes('Jane')).toBe(false);
  expect(streams(bytes, 'a.avi', true).startsWith('0,v,MD5')).toBe(true);
  if (what.startsWith('text')) expect(streams(bytes, 'a.avi', true)).toBe(streams(plain, 'a.avi', true));
});

test('one packet that claims to be scrambled does not make a film a protected one', async () => {
  const before = Buffer.from(made('a.ts', [...picture, '-c:v', 'mpeg2video']));
  const last = before.length - 188;
  before[last + 3] = (before[last + 3] ?? 0) | 0xc0;
  expect(streams((await clean(before, 'mpeg-ts')).bytes, 'a.ts', true)).toContain('v,MD5');
  for (let at = 0; at < before.length; at += 188) before[at + 3] = (before[at + 3] ?? 0) | 0xc0;
  await expect(clean(before, 'mpeg-ts')).rejects.toThrow('copy-protected');
});

test('a picture whose mark stands apart from it is cleaned as decoders read it', async () => {
  const plain = await noise(24, 16, 3).jpeg().toBuffer();
  const before = joined(plain.subarray(0, 2), words, plain.subarray(2));
  const pixels = (bytes: Buffer) => sharp(bytes, { failOn: 'none' }).raw().toBuffer();
  expect(found(before)).toBe('jpeg');
  const { bytes } = await jpegCleaner.clean(before);
  expect(bytes.includes('Jane')).toBe(false);
  expect(await pixels(bytes)).toEqual(await pixels(before));
  expect(found(joined(Buffer.from([0xff, 0xd8]), words))).toBeNull();
});
