import { describe, expect, test } from 'vitest';
import { sniffBytes } from '../../../../electron/media/sniff.ts';
import { clean, expectCleaned, expectNoValue, made, patient, streams, tone } from './films.ts';

const old = Buffer.alloc(128);
old.write(`TAG${patient}`, 'latin1');

/** A tag in front, as players write it: a title. */
function id3(): Buffer {
  const text = Buffer.from(`\x03${patient}`, 'latin1');
  const frame = Buffer.concat([Buffer.from('TIT2\0\0\0\0\0\0', 'latin1'), text]);
  frame.writeUInt32BE(text.length, 4);
  const head = Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1');
  head[9] = frame.length;
  return Buffer.concat([head, frame]);
}

/** Speech of a phone: frames of 12.2 kbit/s, each with another content. */
function phone(): Buffer {
  const frames = Array.from({ length: 50 }, (_, number) => {
    const frame = Buffer.alloc(32, number * 5);
    frame[0] = 0x3c;
    return frame;
  });
  return Buffer.concat([Buffer.from('#!AMR\n'), ...frames]);
}

/** One more chunk behind the description of a CAF. */
function withChunk(caf: Buffer, type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write(type, 'latin1');
  head.writeBigInt64BE(BigInt(body.length), 4);
  return Buffer.concat([caf.subarray(0, 52), head, body, caf.subarray(52)]);
}

describe.each([
  ['a.caf', 'caf', ['-c:a', 'pcm_s16be'], true],
  ['l.caf', 'caf', ['-c:a', 'alac'], true],
  ['i.caf', 'caf', ['-c:a', 'adpcm_ima_qt'], true],
  ['a.aac', 'aac', ['-c:a', 'aac'], false],
] as const)('%s', (name, container, args, samePackets) => {
  const plain = made(name, [...tone, ...args]);
  const before =
    container === 'caf'
      ? withChunk(plain, 'strg', Buffer.from(`note\0${patient}\0`))
      : Buffer.concat([id3(), plain, old]);

  test('is told by its content', () => {
    expect(sniffBytes(before)).toMatchObject({ ok: true, kind: 'audio', container });
  });

  test('says nothing any more and sounds the same', async () => {
    const { bytes, findings } = await clean(before, container, [patient]);
    expect(findings.map(({ value }) => value).join()).toContain(patient);
    expectNoValue(bytes, [patient, 'Lavf', 'Lavc']);
    if (container === 'caf') expectCleaned(before, bytes, name, samePackets);
    else expect(streams(bytes, name, true)).toBe(streams(plain, name, true));
  });

  test('cut anywhere it is cleaned or refused in words', async () => {
    for (const share of [0.01, 0.3, 0.9]) {
      const short = before.subarray(0, Math.floor(before.length * share));
      const done = await clean(short, container).catch((error: Error) => error.message);
      if (typeof done === 'string') expect(done).toMatch(/Copy it once more/);
      else expectNoValue(done.bytes, [patient]);
    }
  });
});

describe('speech of a phone', () => {
  const before = phone();

  test('loses what lies behind its frames and sounds the same', async () => {
    const said = Buffer.concat([before, Buffer.from(`\xff${patient}`, 'latin1')]);
    expect(sniffBytes(said)).toMatchObject({ ok: true, kind: 'audio', container: 'amr' });
    const { bytes, findings } = await clean(said, 'amr', [patient]);
    expect(findings.map(({ value }) => value).join()).toContain(patient);
    expect(bytes.equals(before)).toBe(true);
    expect(streams(bytes, 'a.amr', true)).toBe(streams(before, 'a.amr', true));
  });

  test('without a frame it is refused in words', async () => {
    await expect(clean(Buffer.from('#!AMR\n\xff', 'latin1'), 'amr')).rejects.toThrow('no speech');
  });
});

test('MP3 behind 150 kB of something else is still told, and comes out as its frames alone', async () => {
  const plain = made('a.mp3', [...tone, '-c:a', 'libmp3lame', '-id3v2_version', '0']);
  const garbage = Buffer.from(`\0${patient}`.repeat(7_600));
  const before = Buffer.concat([garbage, plain]);
  expect(sniffBytes(before)).toMatchObject({ ok: true, container: 'mp3' });
  const { bytes } = await clean(before, 'mp3', [patient]);
  expectNoValue(bytes, [patient]);
  expect(streams(bytes, 'a.mp3')).toBe(streams(plain, 'a.mp3'));
});

test.each([
  ['two', 2, 'mp2'],
  ['one', 1, 'mp1'],
])('MPEG sound of layer %s is cleaned like MP3', async (_name, layer, coding) => {
  const frames =
    layer === 2
      ? made('a.mp2', [...tone, '-c:a', coding])
      : Buffer.concat(
          Array.from({ length: 12 }, () =>
            Buffer.concat([Buffer.from([0xff, 0xff, 0x90, 0xc0]), Buffer.alloc(308)]),
          ),
        );
  const before = Buffer.concat([id3(), frames, old]);
  expect(sniffBytes(before)).toMatchObject({ ok: true, container: 'mp3' });
  const { bytes } = await clean(before, 'mp3', [patient]);
  expect(bytes.equals(frames)).toBe(true);
});
