import { describe, expect, test } from 'vitest';
import { clean, expectCleaned, expectNoValue, made, patient, picture, tone } from './films.ts';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
const clock = ['-timecode', '10:11:12:13'];

/** Words of a camera between the pictures: user data of MPEG-1 and MPEG-2 before every group. */
function withUserData(film: Buffer): Buffer {
  const at = film.indexOf(Buffer.from([0, 0, 1, 0xb8]));
  const packet = film.lastIndexOf(Buffer.from([0, 0, 1, 0xe0]), at);
  const words = Buffer.concat([Buffer.from([0, 0, 1, 0xb2]), Buffer.from(patient)]);
  const out = Buffer.concat([film.subarray(0, at), words, film.subarray(at)]);
  out.writeUInt16BE(out.readUInt16BE(packet + 4) + words.length, packet + 4);
  return out;
}

describe.each([
  ['two.mpg', ['-c:v', 'mpeg2video', ...clock, '-c:a', 'mp2', '-f', 'vob'], true],
  ['one.mpg', ['-c:v', 'mpeg1video', '-r', '25', '-c:a', 'mp2', '-f', 'mpeg'], true],
  ['dvd.vob', ['-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'dvd'], true],
  ['camera.mpg', [...h264, '-c:a', 'mp2', '-f', 'vob'], false],
] as const)('%s', (name, args, older) => {
  const made1 = made(name, [...picture, ...tone, ...args]);
  const before = older ? withUserData(made1) : made1;

  test('says nothing any more and plays the same', async () => {
    const { bytes, findings } = await clean(before, 'mpeg-ps', [patient]);
    expect(findings.length).toBeGreaterThan(0);
    expectNoValue(bytes, [patient, 'x264 - core']);
    expectCleaned(before, bytes, name, false);
  });

  test('with bytes of somebody between its packets it keeps what is there', async () => {
    const second = before.indexOf(Buffer.from([0, 0, 1, 0xba]), 100);
    const junk = Buffer.from(patient.repeat(40));
    const torn = Buffer.concat([before.subarray(0, second), junk, before.subarray(second), junk]);
    const { bytes, notes } = await clean(torn, 'mpeg-ps', [patient]);
    expectNoValue(bytes, [patient]);
    expect(bytes.equals((await clean(before, 'mpeg-ps')).bytes)).toBe(true);
    expect(notes.join()).toContain('damaged in places');
  });

  test('cut short it is cleaned or refused in words', async () => {
    for (const share of [0.01, 0.5]) {
      const short = before.subarray(0, Math.floor(before.length * share));
      const done = await clean(short, 'mpeg-ps').catch((error: Error) => error.message);
      if (typeof done === 'string') expect(done).toMatch(/Copy it once more/);
      else expectNoValue(done.bytes, [patient]);
    }
  });
});

test('a stream of nothing but menus is refused in words', async () => {
  const menu = Buffer.from([0, 0, 1, 0xbf, 0, 4, 1, 2, 3, 4]);
  await expect(clean(menu, 'mpeg-ps')).rejects.toThrow('neither pictures nor sound');
});
