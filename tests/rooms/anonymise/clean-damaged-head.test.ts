import sharp from 'sharp';
import { expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { sniffBytes } from '../../../electron/media/sniff.ts';
import { canary, plantGif } from './planted.ts';
import { clean, expectNoValue, made, patient, picture, probe, streams, tone } from './streams/films.ts';
import { noise, sample } from './witnesses.ts';

const decoder = { pixels: () => Promise.reject(new Error('Nothing is decoded where no region is filled')) };
const whole = (bytes: Buffer) => anonymise(bytes, { regions: [], knownIdentifiers: [canary], decoder });
const raw = (bytes: Buffer) => sharp(bytes, { animated: true }).raw().toBuffer();

const answer = Buffer.from(`HTTP/1.1 200 OK\r\nServer: ${canary}\r\n\r\n`);
const jpeg = (): Promise<Buffer> =>
  noise(24, 16, 3)
    .withExif({ IFD0: { Artist: canary } })
    .jpeg()
    .toBuffer();

it('cleans a JPEG behind bytes of something else, as decoders find it', async () => {
  const bare = await jpeg();
  const planted = Buffer.concat([answer, bare]);
  const { bytes, findingsBefore } = await whole(planted);
  expect(bytes.includes(canary)).toBe(false);
  expect(await raw(bytes)).toEqual(await raw(bare));
  expect(findingsBefore.map(({ name }) => name)).toContain('Bytes in front of the picture');
});

it('takes no small picture inside another file for what that file is for', async () => {
  const other = Buffer.alloc(60_000, 'some other kind of file ');
  const media = createMedia();
  const options = { regions: [], knownIdentifiers: [], decoder: media };
  const done = anonymise(Buffer.concat([answer, await jpeg(), other]), options);
  await expect(done).rejects.toThrow(/only holds one/);
  media.close();
});

it('cleans a GIF of a version there is not', async () => {
  const planted = plantGif(await noise(9, 9, 3).gif({ colours: 4 }).toBuffer());
  const odd = Buffer.from(planted);
  odd.write('GIF8!b', 'latin1');
  const { bytes } = await whole(odd);
  expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
  expect(bytes.includes(canary)).toBe(false);
  expect(await raw(bytes)).toEqual(await raw(planted));
});

const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-movflags', 'faststart'];

it.each([
  ['whose kind is damaged', 'ftyp', 0, 'fxyp'],
  ['whose tracks do not say what they are', 'hdlr', 12, 'qqqq'],
])('cleans a film %s', async (_, box, offset, letters) => {
  const before = made('a.mp4', [...picture, ...tone, ...coded]);
  const damaged = Buffer.from(before);
  for (let at = damaged.indexOf(box); at >= 0; at = damaged.indexOf(box, at + 1))
    damaged.write(letters, at + offset, 'latin1');
  expect(sniffBytes(damaged)).toMatchObject({ ok: true, kind: 'video', container: 'mp4' });
  const { bytes } = await clean(damaged, 'mp4', [patient]);
  expectNoValue(bytes);
  expect(streams(bytes, 'a.mp4', true)).toBe(streams(before, 'a.mp4', true));
});

it('leaves no tag in a frame of MP3 that was cut short by it', async () => {
  const sound = sample('lofty-rs__id3v1_001_basic.mp3').subarray(0, -128);
  const frames = sound.subarray(sound.indexOf(0xff));
  const words = Buffer.from(`TIT2\0\0\0\x30\0\0\0${canary.padEnd(47)}`, 'latin1');
  const tag = Buffer.concat([Buffer.from(`ID3\x03\0\0\0\0\0${String.fromCharCode(words.length)}`), words]);
  const { bytes } = await clean(Buffer.concat([frames.subarray(0, 1_000), tag, frames]), 'mp3', [canary]);
  expect(bytes.includes(canary)).toBe(false);
  expect(bytes.includes(frames.subarray(2_000, 3_000))).toBe(true);
});

it('finds the tracks of a Matroska film behind a damaged element', async () => {
  const before = made('a.mkv', [...picture, ...tone, '-c:v', 'mpeg4', '-c:a', 'flac']);
  const name = Buffer.from('1549a966', 'hex');
  // The first one stands in the table of places.
  const info = before.indexOf(name, before.indexOf(name) + 1);
  for (const spoil of [
    (bytes: Buffer) => bytes.fill(0, info, info + 4),
    // A length beyond the film.
    (bytes: Buffer) => bytes.fill(0x0f, info + 4, info + 5),
  ]) {
    const damaged = Buffer.from(before);
    spoil(damaged);
    const { bytes, notes } = await clean(damaged, 'mkv', [patient]);
    expectNoValue(bytes);
    expect(notes.join(' ')).toMatch(/damaged/);
    expect(streams(bytes, 'a.mkv')).toBe(streams(before, 'a.mkv'));
  }
});

it('leaves out a page of Ogg that was cut and swallows the next one', async () => {
  const before = made('a.ogg', [...tone, '-c:a', 'libvorbis']);
  const second = before.indexOf('OggS', 4);
  const { bytes } = await clean(Buffer.concat([before.subarray(0, second + 90), before]), 'ogg', [patient]);
  expectNoValue(bytes);
  expect(streams(bytes, 'a.ogg', true)).toBe(streams(before, 'a.ogg', true));
});

it('takes two damaged frames of MP3 for the sound that they are', async () => {
  const sound = made('a.mp3', [...tone, '-t', '0.08', '-c:a', 'libmp3lame', '-write_xing', '0']);
  const bare = sound.subarray(sound.indexOf(Buffer.from([0xff, 0xfb])), -128);
  const damaged = Buffer.concat([bare.subarray(0, 200), bare.subarray(201)]);
  expect(sniffBytes(damaged)).toMatchObject({ ok: true, container: 'mp3' });
  const { bytes } = await clean(damaged, 'mp3');
  expect(bytes.length).toBeGreaterThan(400);
});

it.each([
  ['more', (bytes: Buffer, at: number) => [bytes.subarray(0, at), Buffer.from([0x41]), bytes.subarray(at)]],
  ['less', (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at + 1)]],
])('cleans an AVI with a byte %s in its header', async (_, spoil) => {
  const before = made('a.avi', [...picture, '-c:v', 'mjpeg']);
  for (const place of [before.indexOf('strh') + 20, before.indexOf('strf') + 30]) {
    const { bytes } = await clean(Buffer.concat(spoil(before, place)), 'avi', [patient]);
    expectNoValue(bytes);
    expect(probe(bytes, 'a.avi').streams).toHaveLength(1);
    expect(streams(bytes, 'a.avi', true)).toBe(streams(before, 'a.avi', true));
  }
});

it('takes a film for Matroska whose kind is misspelt', () => {
  const film = made('b.mkv', [...picture, '-c:v', 'mpeg4']);
  film.write('natroska', film.indexOf('matroska'), 'latin1');
  expect(sniffBytes(film)).toMatchObject({ ok: true, container: 'mkv' });
});
