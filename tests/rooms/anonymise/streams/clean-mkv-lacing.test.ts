import { expect, test } from 'vitest';
import { onFile, run } from '../witnesses.ts';
import { clean, expectNoValue, patient } from './films.ts';

const element = (id: string, ...parts: readonly Buffer[]): Buffer => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(0x0100_0000_0000_0000n + BigInt(Buffer.concat(parts).length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, ...parts]);
};
const number = (id: string, value: number): Buffer => element(id, Buffer.from([value]));

/** A frame of two units: a note by a program of which decoding needs nothing, and the picture. */
const noted = (note: string, picture: string): Buffer => {
  const sei = Buffer.concat([Buffer.from([6, 5, 16 + note.length]), Buffer.alloc(16, 1), Buffer.from(note)]);
  const units = [Buffer.concat([sei, Buffer.from([0x80])]), Buffer.from(`\x65${picture}`, 'latin1')];
  return Buffer.concat(units.flatMap((unit) => [Buffer.from([0, 0, 0, unit.length]), unit]));
};

/** A film of one block with these flags and this content, in one track, or in two of the same number. */
function film(flags: number, content: Buffer, more: readonly Buffer[] = []): Buffer {
  const settings = Buffer.from('0142c00affe100046742c00a01000268ce', 'hex');
  const size = element('e0', number('b0', 16), number('ba', 16));
  const coding = element('86', Buffer.from('V_MPEG4/ISO/AVC'));
  const track = element('ae', number('d7', 1), number('83', 1), coding, size, element('63a2', settings));
  const block = element('a3', Buffer.from([0x81, 0, 0, flags]), content);
  const cluster = element('1f43b675', number('e7', 0), block);
  const head = element('1a45dfa3', element('4282', Buffer.from('matroska')));
  return Buffer.concat([head, element('18538067', element('1654ae6b', track, ...more), cluster)]);
}

/** ffprobe takes the frames apart by itself. */
const sizesOf = (bytes: Buffer): number[] =>
  onFile(bytes, 'a.mkv', (path) =>
    run('ffprobe', 'ffmpeg', [
      ...[
        '-v',
        'quiet',
        '-fflags',
        '+nofillin+noparse',
        '-show_entries',
        'packet=size',
        '-of',
        'csv=p=0',
        path,
      ],
    ]),
  )
    .toString()
    .split(/\D+/)
    .filter(Boolean)
    .map(Number);

const [one, two, three] = [noted(patient, 'ONE'), noted(patient, 'SECOND'), noted('Jane', 'THREE')];
const same = noted(patient, 'TWO');
const sizeOf = (frame: Buffer): number => frame.length;

test.each([
  ['Xiph', 0x82, [2, sizeOf(one), sizeOf(two)], [one, two, three]],
  // Behind the first size how much the second differs, from the middle of what a byte tells.
  ['EBML', 0x86, [2, 0x80 | sizeOf(one), 0x80 | (sizeOf(two) - sizeOf(one) + 63)], [one, two, three]],
  ['equal', 0x84, [1], [one, same]],
  ['lone', 0x82, [0], [one]],
])('frames that share a block by %s sizes are each reduced', async (_, flags, sizes, frames) => {
  const { bytes } = await clean(film(flags, Buffer.concat([Buffer.from(sizes), ...frames])), 'mkv', [
    patient,
  ]);
  const coded = frames.map((frame) => frame.subarray(frame.readUInt32BE(0) + 4));
  expect(sizesOf(bytes)).toEqual(coded.map(({ length }) => length));
  for (const picture of coded) expect(bytes.includes(picture)).toBe(true);
  expectNoValue(bytes, [patient, 'Jane']);
});

test.each([
  ['Xiph', 0x82, [1, 255, 255]],
  ['EBML', 0x86, [2, 0x85, 0x80]],
  ['equal', 0x84, [1]],
])('a block whose %s sizes do not fit it goes: no program can read it', async (_, flags, sizes) => {
  const damaged = film(flags, Buffer.concat([Buffer.from(sizes), one]));
  expect(sizesOf(damaged)).toEqual([]);
  const { bytes, notes } = await clean(damaged, 'mkv', [patient]);
  expectNoValue(bytes);
  expect(notes.join(' ')).toMatch(/damaged/);
});

test('of two tracks with one number the first has its blocks, and the second is left out', async () => {
  const coding = element('86', Buffer.from('A_VORBIS'));
  const second = element('ae', number('d7', 1), number('83', 2), coding);
  const { bytes, notes } = await clean(film(0x80, one, [second]), 'mkv', [patient]);
  expectNoValue(bytes);
  expect(notes).toContain('Left out: a track with the number of another.');
  expect(bytes.includes('eONE')).toBe(true);
});
