import type { StreamReading } from './stream-reading.ts';

/** By layer, the versions after MPEG-1 behind it. */
const kilobits = [
  '0 32 64 96 128 160 192 224 256 288 320 352 384 416 448',
  '0 32 48 56 64 80 96 112 128 144 160 176 192 224 256',
  '0 32 48 56 64 80 96 112 128 160 192 224 256 320 384',
  '0 8 16 24 32 40 48 56 64 80 96 112 128 144 160',
  '0 32 40 48 56 64 80 96 112 128 160 192 224 256 320',
  '0 8 16 24 32 40 48 56 64 80 96 112 128 144 160',
].map((row) => row.split(' ').map(Number));

/** Bytes of the frame that a head describes, or 0. */
function frameBytes(head: Buffer): number {
  const word = head.length >= 4 ? head.readUInt32BE(0) : 0;
  const layer = 3 - ((word >>> 17) & 3);
  if (word >>> 21 !== 0x7ff || layer === 3) return 0;
  const version = (word >>> 19) & 3;
  const rate =
    ([44_100, 48_000, 32_000][(word >>> 10) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const bits = kilobits[layer * 2 + (version === 3 ? 0 : 1)]?.[(word >>> 12) & 15] ?? 0;
  if (version === 1 || rate === 0 || bits === 0) return 0;
  const more = (word >>> 9) & 1;
  if (layer === 0) return (Math.floor((12_000 * bits) / rate) + more) * 4;
  return Math.floor(((version < 3 && layer === 2 ? 72_000 : 144_000) * bits) / rate) + more;
}

/** A first frame that counts: behind its counts and its table there are zeros alone. */
function accountInfo(reading: StreamReading, frame: Buffer): void {
  if (frame.length < 48 || ((frame[1] ?? 0) & 6) !== 2) return;
  const first = ((frame[1] ?? 0) & 0x18) === 0x18;
  const mono = (frame[3] ?? 0) >= 0xc0;
  const at = first ? (mono ? 21 : 36) : mono ? 13 : 21;
  const place = [at, at + 2].find((one) => ['Xing', 'Info'].includes(frame.toString('latin1', one, one + 4)));
  if (place === undefined) return;
  const flags = frame.readUInt32BE(place + 4);
  const end = place + 8 + [4, 4, 100, 4].reduce((sum, length, bit) => sum + ((flags >> bit) & 1) * length, 0);
  if (flags > 15 || frame.subarray(end).some((byte) => byte !== 0))
    reading.wrong('MP3', 'the name of an encoder');
}

/** Accounts for every byte of an MP3: one frame after another, from the first byte to the last. */
export async function accountMp3(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const first = frameBytes(await reading.at(0, 4));
  accountInfo(reading, Buffer.from(await reading.at(0, first)));
  for (let at = 0; at < size; ) {
    const length = frameBytes(reading.held(at, 4) ?? (await reading.at(at, 4)));
    if (length === 0) {
      reading.wrong('MP3', 'bytes that belong to no frame');
      break;
    }
    at += length;
  }
  await reading.samples('MP3 frames', 0, size);
}
