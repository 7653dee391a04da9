import type { StreamReading } from './stream-reading.ts';

/** Accounts for every byte of a WAV or RF64: format, fact, samples, in this order and nothing else. */
export async function accountWav(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const head = Buffer.from(await reading.at(0, 12));
  const long = head.toString('latin1', 0, 4) === 'RF64';
  if (!long && head.readUInt32LE(4) + 8 !== size)
    reading.wrong('WAV', 'a length that is not that of the file');
  const order: string[] = [];
  let longData = 0;
  for (let at = 12; at < size; ) {
    const name = Buffer.from(await reading.at(at, 8));
    const type = name.toString('latin1', 0, 4);
    const stated = name.readUInt32LE(4);
    const length = type === 'data' && long ? longData : stated;
    if (at + 8 + length > size) return reading.wrong('WAV', 'a chunk longer than the file');
    order.push(type);
    const body = Buffer.from(await reading.at(at + 8, type === 'data' ? 0 : Math.min(length, 4096)));
    if (type === 'ds64') longData = Number(body.readBigUInt64LE(8));
    if (type === 'fmt ') {
      const exact = body.length === 16 || (body.length >= 18 && body.length === 18 + body.readUInt16LE(16));
      if (!exact) reading.wrong('WAV', 'bytes behind the format');
      reading.structure('WAV format', body);
    }
    if (type === 'data') await reading.samples('WAV samples', at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  if (!/^(?:ds64 )?fmt {2}(?:fact )?data$/.test(order.join(' ')))
    reading.wrong('WAV', `chunks: ${order.join(' ')}`);
}

/** Accounts for every byte of an AIFF or AIFF-C. */
export async function accountAiff(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const head = Buffer.from(await reading.at(0, 12));
  const compressed = head.toString('latin1', 8, 12) === 'AIFC';
  if (head.readUInt32BE(4) + 8 !== size) reading.wrong('AIFF', 'a length that is not that of the file');
  const order: string[] = [];
  for (let at = 12; at < size; ) {
    const name = Buffer.from(await reading.at(at, 8));
    const type = name.toString('latin1', 0, 4);
    const length = name.readUInt32BE(4);
    if (at + 8 + length > size) return reading.wrong('AIFF', 'a chunk longer than the file');
    order.push(type);
    const body = Buffer.from(await reading.at(at + 8, Math.min(length, 32)));
    if (type === 'FVER' && body.toString('hex') !== 'a2805140')
      reading.wrong('AIFF', 'a date of another version');
    if (type === 'COMM' && (length !== (compressed ? 24 : 18) || (compressed && body.readUInt16BE(22) !== 0)))
      reading.wrong('AIFF', 'the name of the compression');
    if (type === 'SSND') {
      if (body.readUInt32BE(0) !== 0 || body.readUInt32BE(4) !== 0)
        reading.wrong('AIFF', 'bytes before the sound');
      await reading.samples('AIFF samples', at + 16, at + 8 + length);
    }
    at += 8 + length + (length % 2);
  }
  if (order.join(' ') !== (compressed ? 'FVER COMM SSND' : 'COMM SSND'))
    reading.wrong('AIFF', `chunks: ${order.join(' ')}`);
}
