import { describe, expect, test } from 'vitest';
import { reduceAv1 } from '../../../../electron/anonymise/metadata/streams/av1-units.ts';
import { clockFor } from '../../../../electron/anonymise/metadata/streams/avc-clock.ts';
import { insideRemark } from '../../../../electron/anonymise/metadata/streams/stream-cleaner.ts';
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

describe('names of encoders inside coded sound', () => {
  test.each([
    ['a.m4a', 'm4a', ['-c:a', 'aac']],
    ['a.mka', 'mkv', ['-c:a', 'aac']],
    ['a.ts', 'mpeg-ts', ['-c:a', 'aac']],
    ['m.mka', 'mkv', ['-c:a', 'libmp3lame']],
    ['m.avi', 'avi', ['-c:a', 'libmp3lame']],
    ['a.wav', 'wav', ['-c:a', 'aac']],
    ['m.wav', 'wav', ['-c:a', 'libmp3lame']],
  ] as const)('%s sounds the same without them', async (name, container, args) => {
    const before = made(name, [...tone, ...args]);
    expect(/Lavc\d|LAME3\./.test(before.toString('latin1'))).toBe(true);
    const { bytes, findings, notes } = await clean(before, container);
    expectNoValue(bytes, ['Lavc', 'LAME3.', 'Lavf']);
    expect(findings.map(({ where }) => where)).toContain('Sound frames');
    expect(notes).toEqual([insideRemark]);
    expect(streams(bytes, name, true)).toBe(streams(before, name, true));
  });
});

describe('what is said of bytes inside coded data that go', () => {
  test('the frame of an MP3 that holds no sound is named; its sound stays in every packet', async () => {
    const before = made('x.mp3', [...tone, '-c:a', 'libmp3lame']);
    const { bytes, notes } = await clean(before, 'mp3');
    expect(notes.join()).toMatch(/first frame, which holds no sound/);
    expect(streams(bytes, 'x.mp3')).toBe(streams(before, 'x.mp3'));
    expect((await clean(bytes, 'mp3')).notes).toEqual([]);
  });

  test.each([
    ['p.mov', 'mov'],
    ['p.mkv', 'mkv'],
  ])('the maker of the encoder in the frames of ProRes in %s', async (name, container) => {
    const before = made(name, [...picture, '-c:v', 'prores_ks', '-vendor', 'Lavc']);
    const { bytes, notes } = await clean(before, container);
    expect(notes).toContain(insideRemark);
    expectNoValue(bytes, ['Lavc', 'Lavf']);
    expectCleaned(before, bytes, name, false);
  });

  test.each([
    ['f.mkv', 'mkv'],
    ['f.avi', 'avi'],
    ['f.ts', 'mpeg-ts'],
  ])('the settings of the encoder of a film in %s', async (name, container) => {
    const before = made(name, [...picture, '-c:v', 'libx264']);
    const { bytes, notes } = await clean(before, container);
    expect(notes).toEqual([insideRemark]);
    expect((await clean(bytes, container)).notes).toEqual([]);
  });
});

describe('the time of day between pictures', () => {
  const film = ['-c:v', 'mpeg2video', '-timecode', '10:11:12:13'];
  test.each([
    ['g.ts', 'mpeg-ts'],
    ['g.mpg', 'mpeg-ps'],
    ['g.mkv', 'mkv'],
    ['g.mp4', 'mp4'],
  ] as const)('is zero in the groups of MPEG-2 in %s', async (name, container) => {
    const before = made(name, [...picture, ...film]);
    const { bytes } = await clean(before, container);
    for (
      let at = bytes.indexOf('\0\0\x01\xb8', 0, 'latin1'), groups = 0;
      at >= 0 || groups === 0;
      groups += 1
    ) {
      expect([...bytes.subarray(at + 4, at + 7), (bytes[at + 7] ?? 0) & 0x80]).toEqual([0, 8, 0, 0]);
      at = bytes.indexOf('\0\0\x01\xb8', at + 4, 'latin1');
    }
    expect(JSON.stringify(probe(bytes, name))).not.toContain('10:11:12');
    expectCleaned(before, bytes, name, false);
  });

  test('a count from zero stays, and with it every packet', async () => {
    const before = made('z.mkv', [...picture, '-c:v', 'mpeg2video', '-g', '5']);
    expectCleaned(before, (await clean(before, 'mkv')).bytes, 'z.mkv', true);
  });
});

describe('the time of day in the picture timing of H.264', () => {
  const ue = (value: number): string => {
    const bits = (value + 1).toString(2);
    return '0'.repeat(bits.length - 1) + bits;
  };
  const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0');
  const bytes = (text: string): Buffer =>
    Buffer.from(
      (text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((one) =>
        Number.parseInt(one, 2),
      ),
    );
  /** Buffers of 20 and 22 bits of delay, and how a picture is shown. */
  const buffers = `${ue(0)}${bits(0, 8)}${ue(9)}${ue(9)}0${bits(23, 5)}${bits(19, 5)}${bits(21, 5)}${bits(24, 5)}`;
  const usability = `0000${'0'}1${buffers}00${'1'}0`;
  const sequence = bytes(
    `${bits(0x67, 8)}${bits(66, 8)}${bits(0, 8)}${bits(30, 8)}${ue(0)}${ue(0)}${ue(2)}${ue(1)}0${ue(5)}${ue(3)}1101${usability}1`,
  );
  const clock = `1${bits(0, 2)}0${bits(0, 5)}100${bits(3, 8)}${bits(12, 6)}${bits(11, 6)}${bits(10, 5)}${bits(7, 24)}`;
  const delays = `${bits(12345, 20)}${bits(54321, 22)}`;

  test('goes, and how the picture is shown stays', () => {
    const timed = bytes(`${delays}${bits(0, 4)}${clock}1`);
    const plain = bytes(`${delays}${bits(0, 4)}01`);
    expect(clockFor(sequence).reduce(timed)).toEqual(plain);
    expect(clockFor(sequence).reduce(plain)).toBe(plain);
    expect(clockFor(sequence).reduce(bytes(`${delays}${bits(5, 4)}000${clock}1`))).toEqual(
      bytes(`${delays}${bits(5, 4)}0001`),
    );
  });

  test('goes with the whole message where no parameter set tells how it is read', () => {
    expect(clockFor(null).reduce(bytes(`${delays}${clock}`))).toBe(null);
    expect(clockFor(sequence).reduce(Buffer.alloc(2))).toBe(null);
  });

  test.each(['pic-struct=1', 'nal-hrd=cbr:vbv-maxrate=500:vbv-bufsize=500:pic-struct=1'])(
    'what x264 writes with %s is read right: it has no time and stays as it is',
    async (settings) => {
      const before = made('p.mp4', [...picture, '-c:v', 'libx264', '-b:v', '500k', '-x264-params', settings]);
      const { bytes: after, findings } = await clean(before, 'mp4');
      expect(findings.map(({ name }) => name)).not.toContain('Time of day of a picture');
      const timings = (film: Buffer): number => film.toString('latin1').split('\x06\x01').length;
      expect(timings(before)).toBeGreaterThan(10);
      expect(timings(after)).toBe(timings(before));
      expectCleaned(before, after, 'p.mp4', false);
    },
  );
});

test('AV1 loses registered data and padding, and keeps the light of its display', () => {
  const unit = (type: number, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(type << 3) | 2, body.length]), body]);
  const shown = [
    unit(1, Buffer.from([1, 2, 3])),
    unit(5, Buffer.from([1, 9, 9])),
    unit(6, Buffer.from([4, 5])),
  ];
  const foreign = [
    unit(5, Buffer.concat([Buffer.from([4, 0xb5]), Buffer.from(patient)])),
    unit(15, Buffer.from(patient)),
  ];
  const sample = Buffer.concat([...shown.slice(0, 1), ...foreign, ...shown.slice(1)]);
  expect(reduceAv1(sample, null)).toEqual(Buffer.concat(shown));
  const clean1 = Buffer.concat(shown);
  expect(reduceAv1(clean1, null)).toBe(clean1);
});

test.each([
  ['p.mp4', 'mp4', []],
  ['p.ts', 'mpeg-ts', []],
  ['p.avi', 'avi', []],
] as const)(
  'MPEG-4 pictures in %s lose the name of an encoder that changes nothing',
  async (name, container, more) => {
    const before = made(name, [...picture, '-c:v', 'mpeg4', ...more]);
    expect(before.includes('Lavc')).toBe(true);
    const { bytes } = await clean(before, container);
    expectNoValue(bytes, ['Lavc']);
    expectCleaned(before, bytes, name, false);
  },
);
