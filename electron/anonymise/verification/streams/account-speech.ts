import type { StreamReading } from './stream-reading.ts';

/** Accounts for an AAC in frames: one after another, from the first byte to the last. */
export async function accountAac(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  if (size === 0) reading.wrong('AAC', 'no frames');
  for (let at = 0; at < size; ) {
    const head = reading.held(at, 7) ?? (await reading.at(at, 7));
    const synced = head.length === 7 && head.readUInt16BE(0) >>> 4 === 0xfff && ((head[1] ?? 0) & 6) === 0;
    const stated = synced ? (((head[3] ?? 0) & 3) << 11) | ((head[4] ?? 0) << 3) | ((head[5] ?? 0) >> 5) : 0;
    if (stated < 7 || at + stated > size) return reading.wrong('AAC', 'bytes that belong to no frame');
    at += stated;
  }
  await reading.samples('AAC frames', 0, size);
}

const narrow = '12 13 15 17 19 20 26 31 5'.split(' ').map(Number);
const wide = '17 23 32 36 40 46 50 58 60 5'.split(' ').map(Number);

/** Accounts for an AMR: its sign and frames of the lengths that their kinds have. */
export async function accountAmr(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const sign = Buffer.from(await reading.at(0, 9)).toString('latin1');
  const broad = sign.startsWith('#!AMR-WB\n');
  if (!broad && !sign.startsWith('#!AMR\n')) return reading.wrong('AMR', 'another beginning');
  const start = broad ? 9 : 6;
  for (let at = start; at < size; ) {
    const head = (reading.held(at, 1) ?? (await reading.at(at, 1)))[0] ?? 255;
    const kind = (head & 0x78) >> 3;
    const empty = kind === 15 || (broad && kind === 14) ? 0 : undefined;
    const bytes = (broad ? wide : narrow)[kind] ?? empty;
    if ((head & 0x83) !== 0 || bytes === undefined)
      return reading.wrong('AMR', 'bytes that belong to no frame');
    at += 1 + bytes;
    if (at > size) reading.wrong('AMR', 'a frame longer than the file');
  }
  await reading.samples('AMR frames', start, size);
}

/** Accounts for a CAF: description, positions, settings, packets and samples, in this order and nothing else. */
export async function accountCaf(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  if (Buffer.from(await reading.at(0, 8)).toString('latin1') !== 'caff\0\x01\0\0')
    return reading.wrong('CAF', 'another beginning');
  const order: string[] = [];
  for (let at = 8; at < size; ) {
    const head = Buffer.from(await reading.at(at, 12));
    const type = head.toString('latin1', 0, 4);
    const length = Number(head.readBigInt64BE(4));
    if (length < 0 || at + 12 + length > size) return reading.wrong('CAF', 'a chunk longer than the file');
    order.push(type);
    if (type === 'data') {
      if (Buffer.from(await reading.at(at + 12, 4)).readUInt32BE(0) !== 0)
        reading.wrong('CAF', 'a count of edits');
      await reading.samples('CAF samples', at + 16, at + 12 + length);
    } else if (type === 'pakt') await reading.samples('CAF packets', at + 12, at + 12 + length);
    else reading.structure(`CAF ${type}`, Buffer.from(await reading.at(at + 12, length)));
    if (type === 'desc' && length !== 32) reading.wrong('CAF', 'bytes behind the description');
    at += 12 + length;
  }
  if (!/^desc(?: chan)?(?: kuki)?(?: pakt)? data$/.test(order.join(' ')))
    reading.wrong('CAF', `chunks: ${order.join(' ')}`);
}
