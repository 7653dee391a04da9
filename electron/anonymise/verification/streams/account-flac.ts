import type { StreamReading } from './stream-reading.ts';

/** Accounts for a FLAC: stream information, a seek table or none, frames; no tag behind them. */
export async function accountFlac(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const start = Buffer.from(await reading.at(0, 46));
  if (start.toString('latin1', 0, 4) !== 'fLaC' || (start.readUInt32BE(4) & 0x7fff_ffff) !== 34)
    return reading.wrong('FLAC', 'no stream information');
  let frames = 42;
  if ((start[4] ?? 0) < 128) {
    const length = start.readUIntBE(43, 3);
    if (start[42] !== 0x83 || length % 18 !== 0)
      reading.wrong('FLAC', `a block of type ${(start[42] ?? 0) & 127}`);
    frames = 46 + length;
    reading.coded('FLAC seek table', Buffer.from(await reading.at(46, length)));
  }
  const sync = Buffer.from(await reading.at(frames, 2));
  if (size > frames && (sync[0] !== 0xff || (sync[1] ?? 0) >> 1 !== 0x7c))
    reading.wrong('FLAC', 'bytes before the first frame');
  const tail = Buffer.from(await reading.at(Math.max(frames, size - 160), 160)).toString('latin1');
  const tagged = tail.slice(-128).startsWith('TAG') || /APETAGEX.{24}$|LYRICS200$/s.test(tail);
  if (tagged) reading.wrong('FLAC', 'a tag behind the sound');
  await reading.samples('FLAC frames', frames, size);
}
