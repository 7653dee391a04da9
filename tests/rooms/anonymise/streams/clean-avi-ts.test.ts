import { describe, expect, test } from 'vitest';
import { clean, expectCleaned, expectNoValue, made, patient, picture, tone } from './films.ts';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
const service = ['-metadata', `service_name=${patient}`, '-metadata', `service_provider=${patient}`];

describe.each([
  ['x.avi', 'avi', ['-c:v', 'mpeg4', '-vtag', 'xvid', '-c:a', 'libmp3lame'], false],
  ['j.avi', 'avi', ['-c:v', 'mjpeg', '-c:a', 'pcm_s16le'], false],
  ['h.avi', 'avi', [...h264, '-bf', '0', '-c:a', 'ac3'], false],
  ['h.ts', 'mpeg-ts', [...h264, '-c:a', 'aac', ...service], false],
  ['m.ts', 'mpeg-ts', ['-c:v', 'mpeg2video', '-c:a', 'mp2', ...service], true],
  ['b.mts', 'mpeg-ts', [...h264, '-c:a', 'ac3', '-f', 'mpegts', '-mpegts_m2ts_mode', '1'], false],
] as const)('%s', (name, container, args, samePackets) => {
  const before = made(name, [...picture, ...tone, ...args]);

  test('says nothing any more and plays the same', async () => {
    const { bytes, findings } = await clean(before, container, [patient]);
    expect(findings.length).toBeGreaterThan(0);
    expectNoValue(bytes, [patient, '51.5074', '2021-03-04', 'Lavf', 'x264 - core']);
    expectCleaned(before, bytes, name, samePackets);
  });

  test('cut short it is cleaned or refused in words', async () => {
    for (const share of [0.01, 0.5]) {
      const short = before.subarray(0, Math.floor(before.length * share));
      const done = await clean(short, container).catch((error: Error) => error.message);
      if (typeof done === 'string') expect(done).toMatch(/Copy it once more/);
      else expectNoValue(done.bytes, [patient]);
    }
  });
});
