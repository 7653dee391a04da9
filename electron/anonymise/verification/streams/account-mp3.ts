import type { StreamReading } from './stream-reading.ts';

const kilobits = [
  '0 32 40 48 56 64 80 96 112 128 160 192 224 256 320',
  '0 8 16 24 32 40 48 56 64 80 96 112 128 144 160',
].map((row) => row.split(' ').map(Number));

/** Bytes of the frame that a head describes, or 0. */
function frameBytes(head: Buffer): number {
  const word = head.length >= 4 ? head.readUInt32BE(0) : 0;
  if (word >>> 21 !== 0x7ff || ((word >>> 17) & 3) !== 1) return 0;
  const version = (word >>> 19) & 3;
  const rate =
    ([44_100, 48_000, 32_000][(word >>> 10) & 3] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const bits = kilobits[version === 3 ? 0 : 1]?.[(word >>> 12) & 15] ?? 0;
  if (version === 1 || rate === 0 || bits === 0) return 0;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * bits) / rate) + ((word >>> 9) & 1);
}

/** A first frame that counts: behind its counts and its table there are zeros alone. */
function accountInfo(reading: StreamReading, frame: Buffer): void {
  const at = ['Xing', 'Info']
    .map((name) => frame.indexOf(name, 4, 'latin1'))
    .find((place) => place > 0 && place < 64);
  if (at === undefined) return;
  const flags = frame.readUInt32BE(at + 4);
  const end = at + 8 + [4, 4, 100, 4].reduce((sum, length, bit) => sum + ((flags >> bit) & 1) * length, 0);
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
