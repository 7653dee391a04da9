import { afterAll, describe, expect, test } from 'vitest';
import { disguise } from '../../../../electron/anonymise/sound/disguise.ts';
import { Clips, field, packets, samples } from './treated-films.ts';

const clips = new Clips();
afterAll(() => {
  clips.close();
  expect(clips.leftBehind).toEqual([]);
});

const rate = 16_000;
/** Something like a voice: a buzz whose pitch wanders, through two resonances, in syllables. */
const voice = [
  '-f',
  'lavfi',
  '-i',
  `aevalsrc='0.3*(0.4+0.6*abs(sin(9*t)))*(sin(2*PI*(120*t+4*sin(3*t)))+0.5*sin(2*PI*(720*t+9*sin(3*t)))+0.3*sin(2*PI*(2400*t+20*sin(3*t))))':s=${rate}:d=2`,
];
const silence = { from: 0.5, to: 1, treatment: 'silence' } as const;
const beep = { from: 1.2, to: 1.5, treatment: 'tone' } as const;

const exact: readonly (readonly [string, readonly string[]])[] = [
  ['s.wav', ['-c:a', 'pcm_s16le']],
  ['d.wav', ['-c:a', 'pcm_s24le']],
  ['s.aiff', []],
  ['s.flac', ['-c:a', 'flac']],
];
test.each(exact)(
  '%s: outside the stretches every sample is the same, inside nothing stays',
  async (name, args) => {
    const path = clips.make(name, ...voice, ...args);
    const done = await clips.treat(path, [], [silence, beep]);
    expect(done).toMatchObject({ lossless: true, sound: [silence, beep] });
    const before = samples(path);
    const after = samples(done.path);
    expect(after.length).toBe(before.length);
    const inside = (index: number): boolean =>
      [silence, beep].some(({ from, to }) => index >= from * rate && index < to * rate);
    expect(after.every((value, index) => inside(index) || value === before[index])).toBe(true);
    const fade = 0.006 * rate;
    expect(after.slice(0.5 * rate + fade, rate - fade).every((value) => value === 0)).toBe(true);
    const beeping = after.slice(1.2 * rate + fade, 1.5 * rate - fade);
    expect(Math.max(...beeping)).toBeGreaterThan(2_500);
    // Nothing jumps at the borders by more than the sound itself moves.
    for (const at of [0.5, 1, 1.2, 1.5].map((second) => second * rate))
      expect(Math.abs((after[at] ?? 0) - (after[at - 1] ?? 0))).toBeLessThan(6_000);
  },
);

test.each(['s.mp3', 's.m4a', 's.ogg', 's.opus'])(
  '%s: the stretch is silent, and it is said that the rest was coded afresh',
  async (name) => {
    const coder = { mp3: 'libmp3lame', m4a: 'aac', ogg: 'libvorbis', opus: 'libopus' }[name.slice(2)] ?? '';
    const path = clips.make(name, ...voice, '-c:a', coder);
    const done = await clips.treat(path, [], [silence]);
    expect(done.lossless).toBe(false);
    expect(done.notes.join(' ')).toMatch(/coded afresh/);
    expect(field(done.path, 'a:0', 'codec_name')).toBe(field(path, 'a:0', 'codec_name'));
    const after = samples(done.path);
    const per = after.length / 2;
    const loud = (from: number, to: number): number =>
      after.slice(from * per, to * per).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(loud(0.6, 0.9)).toBeLessThan(200);
    expect(loud(0.1, 0.4)).toBeGreaterThan(2_000);
    expect(loud(1.2, 1.9)).toBeGreaterThan(2_000);
  },
);

describe('sound of a film', () => {
  const film = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=96x64:r=25:d=2',
    ...voice,
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
  ];

  test('is silenced while the pictures are copied', async () => {
    const path = clips.make('f.mp4', ...film, '-c:a', 'aac');
    const done = await clips.treat(path, [], [silence]);
    const cleaned = await clips.treat(path, []);
    expect(packets(done.path, 'v:0').map(({ hash }) => hash)).toEqual(
      packets(cleaned.path, 'v:0').map(({ hash }) => hash),
    );
    const after = samples(done.path);
    const quiet = after.slice(0.6 * rate, 0.9 * rate);
    expect(Math.max(...quiet.map(Math.abs))).toBeLessThan(60);
  });

  test('is taken out whole where that was asked', async () => {
    const path = clips.make('g.mp4', ...film, '-c:a', 'aac');
    const done = await clips.treat(path, [], [{ from: 0, to: 1, treatment: 'remove' }]);
    expect(field(done.path, 'a', 'codec_name')).toBe('');
    expect(done.notes.join(' ')).toMatch(/whole sound/);
  });
});

test('a sound alone cannot lose its sound, and a silent film has none', async () => {
  const sound = clips.make('r.wav', ...voice);
  const whole = clips.treat(sound, [], [{ from: 0, to: 1, treatment: 'remove' }]);
  await expect(whole).rejects.toMatchObject({ code: 'invalid-input' });
  const still = clips.make('still.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=0.2', '-c:v', 'libx264');
  await expect(clips.treat(still, [], [{ ...silence, from: 0 }])).rejects.toMatchObject({
    message: expect.stringMatching(/no sound/),
  });
  await expect(clips.treat(sound, [{ x: 0, y: 0, w: 9, h: 9 }])).rejects.toMatchObject({
    message: expect.stringMatching(/no pictures/),
  });
});

describe('the disguise', () => {
  const buzz = Float64Array.from({ length: rate }, (_, index) => {
    const second = index / rate;
    return second > 0.45 && second < 0.55
      ? 0
      : 0.3 * (Math.sin(2 * Math.PI * 150 * second) + Math.sin(2 * Math.PI * 900 * second));
  });
  const correlation = (a: Float64Array, b: Float64Array, lag: number): number => {
    let sum = 0;
    let first = 0;
    let second = 0;
    for (let index = 2_000; index < 6_000; index += 1) {
      sum += (a[index] ?? 0) * (b[index + lag] ?? 0);
      first += (a[index] ?? 0) ** 2;
      second += (b[index + lag] ?? 0) ** 2;
    }
    return Math.abs(sum) / Math.sqrt(first * second);
  };

  test('leaves no pitch: at no lag a voice can have does it repeat itself', () => {
    const out = disguise(buzz, rate);
    expect(correlation(buzz, buzz, 320)).toBeGreaterThan(0.9);
    for (let lag = 104; lag <= 400; lag += 4) expect(correlation(out, out, lag)).toBeLessThan(0.5);
  });

  test('is another one each time, and like the voice at none', () => {
    const one = disguise(buzz, rate);
    expect(correlation(one, disguise(buzz, rate), 0)).toBeLessThan(0.3);
    expect(correlation(buzz, one, 0)).toBeLessThan(0.3);
  });

  test('follows how loud the words are, so that they can be understood', () => {
    const out = disguise(buzz, rate);
    const loud = (from: number, to: number): number =>
      Math.sqrt(
        out.subarray(from * rate, to * rate).reduce((sum, value) => sum + value * value, 0) /
          ((to - from) * rate),
      );
    expect(out).toHaveLength(buzz.length);
    expect(loud(0.47, 0.53)).toBeLessThan(loud(0.1, 0.4) / 8);
    expect(loud(0.1, 0.4)).toBeGreaterThan(0.05);
    expect(loud(0.1, 0.4)).toBeLessThan(0.9);
  });
});
