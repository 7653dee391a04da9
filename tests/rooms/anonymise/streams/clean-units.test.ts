import { describe, expect, test } from 'vitest';
import { reduceSei } from '../../../../electron/anonymise/metadata/streams/sei-messages.ts';
import { clean, made, picture, streams } from './films.ts';

const words = 'x264 - core';
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10'];
const film = (name: string, ...args: readonly string[]): Buffer =>
  Buffer.from(made(name, [...picture, ...h264, ...args]));

/** The place of the bytes behind the first match, which must be there. */
function behind(bytes: Buffer, what: string, from = 0): number {
  const at = bytes.indexOf(what, from, 'latin1');
  expect(at).toBeGreaterThanOrEqual(0);
  return at + what.length;
}

describe('what a program wrote between the pictures goes, whatever the settings and lengths say', () => {
  test.each([1, 2, 3])('lengths of %d bytes where they have four', async (size) => {
    const before = film('a.mp4');
    const settings = behind(before, 'avcC');
    before[settings + 4] = 0xfc | (size - 1);
    expect(before.includes(words)).toBe(true);
    const { bytes } = await clean(before, 'mp4');
    expect(bytes.includes(words)).toBe(false);
  });

  test('lengths of four bytes where they have two', async () => {
    const before = film('a.mp4', '-frames:v', '1');
    const size = before.readUInt32BE(behind(before, 'stsz') + 4);
    const at = before.indexOf(Buffer.from([0x06, 0x05]), before.indexOf('mdat')) - 4;
    const message = before.subarray(at + 4, at + 504);
    const units = [message, before.subarray(before.length - size + 1_000, before.length)];
    const lengths = [message.length, size - message.length - 4];
    before.set(
      Buffer.concat(
        units.flatMap((unit, index) => [
          Buffer.from([(lengths[index] ?? 0) >> 8, (lengths[index] ?? 0) & 255]),
          unit,
        ]),
      ).subarray(0, size),
      at,
    );
    before[at + 2 + message.length + 2] = 0x65;
    expect(before.includes(words)).toBe(true);
    const { bytes } = await clean(before, 'mp4');
    expect(bytes.includes(words)).toBe(false);
  });

  test('a unit hidden behind a mark in another one, and bytes at which decoders stop', async () => {
    const before = film('a.mp4');
    const plain = (await clean(before, 'mp4')).bytes;
    const shown = streams(plain, 'a.mp4', true);
    const at = before.indexOf(Buffer.from([0x06, 0x05]), before.indexOf('mdat'));
    const length = before.readUInt32BE(at - 4);
    // The message becomes the end of a delimiter, and a word of it what lies behind bytes that no unit may hold.
    before.set([0x09, 0xf0, 0, 0, 1, 0x06, 5, 0xff], at);
    before.set([0x09, 0xf0, 0, 0, 2], at + length - 40);
    const { bytes } = await clean(before, 'mp4');
    expect(bytes.includes(words)).toBe(false);
    expect(bytes.subarray(bytes.indexOf('mdat')).toString('latin1')).not.toMatch(/[a-z]{4}=\d/);
    expect(streams(bytes, 'a.mp4', true)).toBe(shown);
  });

  test('in a stream of packets the message begins in one frame and ends in the next', async () => {
    const before = film('a.ts');
    const at = before.indexOf(words, 0, 'latin1');
    // The next packet of the pictures claims to begin a frame, in the middle of the message.
    const next = Math.ceil(at / 188) * 188;
    expect(before[next]).toBe(0x47);
    before[next + 1] = (before[next + 1] ?? 0) | 0x40;
    before.set([0, 0, 1, 0xe0, 0, 0, 0x80, 0, 0], next + 4);
    const { bytes } = await clean(before, 'mpeg-ts');
    expect(bytes.toString('latin1')).not.toMatch(/x264|cabac=|videolan/);
  });
});

test('a mark with nothing behind it before a message leaves no unit of nothing', async () => {
  const before = film('a.ts');
  const at = before.indexOf(Buffer.from([0, 0, 1, 6, 5]));
  before.set([0, 0, 1, 0, 0, 0, 1, 6], at);
  expect(before.includes(words)).toBe(true);
  expect((await clean(before, 'mpeg-ts')).bytes.includes(words)).toBe(false);
});

test('samples that name a description there is not are shown by the only one', async () => {
  const before = Buffer.from(
    made('a.mov', [...picture, '-f', 'lavfi', '-i', 'sine=d=1', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le']),
  );
  const shown = streams(before, 'a.mov', true);
  for (let at = before.indexOf('stsc'); at >= 0; at = before.indexOf('stsc', at + 4))
    before.writeUInt32BE(0x201, at + 20);
  expect(streams((await clean(before, 'mov')).bytes, 'a.mov', true)).toBe(shown);
});

test('a length of a film that claims to have no end is stated anew', async () => {
  const before = film('a.mkv');
  const at = before.indexOf(Buffer.from('4489', 'hex'), before.indexOf(Buffer.from('1549a966', 'hex')));
  expect(before[at + 2]).toBe(0x88);
  before[at + 2] = 0xff;
  const { bytes } = await clean(before, 'mkv');
  expect(streams(bytes, 'a.mkv')).not.toBe('');
});

test('what stands behind the messages of a unit and is none goes with those that nobody needs', () => {
  const rules = { coding: 'avc', dolby: false } as const;
  const recovery = [6, 6, 1, 0x84];
  for (const behindIt of [[0x04, 0], [0x41]]) {
    const reduced = reduceSei(Buffer.from([...recovery, ...behindIt]), rules);
    expect(reduced).toEqual(Buffer.from([...recovery, 0x80]));
  }
  for (const end of [[0x80], [0x80, 0, 0], []]) {
    const unit = Buffer.from([...recovery, ...end]);
    expect(reduceSei(unit, rules)).toBe(unit);
  }
});
