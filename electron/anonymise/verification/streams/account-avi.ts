import type { StreamReading } from './stream-reading.ts';

interface Part {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

async function parts(reading: StreamReading, from: number, to: number): Promise<Part[]> {
  const found: Part[] = [];
  for (let at = from; at < to; ) {
    const head = Buffer.from(await reading.at(at, 8));
    const end = at + 8 + head.readUInt32LE(4);
    if (end > to) {
      reading.wrong('AVI', 'a chunk longer than what holds it');
      break;
    }
    found.push({ type: head.toString('latin1', 0, 4), from: at + 8, to: end });
    at = end + ((end - at) % 2);
  }
  return found;
}

const stream = /^strh strf(?: vprp)?$/;

async function accountHeader(reading: StreamReading, from: number, to: number): Promise<number> {
  const [main, ...lists] = await parts(reading, from, to);
  if (main?.type !== 'avih' || main.to - main.from !== 56) reading.wrong('AVI', 'no main header');
  for (const list of lists) {
    const form = Buffer.from(await reading.at(list.from, 4)).toString('latin1');
    const inner = await parts(reading, list.from + 4, list.to);
    if (form !== 'strl' || !stream.test(inner.map(({ type }) => type).join(' ')))
      reading.wrong('AVI', `the list ${form}`);
    for (const { type, from: start, to: end } of inner) {
      reading.structure(`AVI ${type}`, Buffer.from(await reading.at(start, Math.min(end - start, 1 << 20))));
      if (type === 'strh' && end - start > 56) reading.wrong('AVI', 'bytes behind a stream header');
    }
  }
  return lists.length;
}

async function accountMovie(
  reading: StreamReading,
  from: number,
  to: number,
  streams: number,
): Promise<void> {
  for (let at = from; at < to; ) {
    const head = reading.held(at, 8) ?? (await reading.at(at, 8));
    const type = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (!/^\d\d(?:d[bc]|wb|pc|iv)$/.test(type) || Number(type.slice(0, 2)) >= streams) {
      reading.wrong('AVI', 'a chunk of no stream');
      return;
    }
    at += 8 + length + (length % 2);
  }
  await reading.samples('AVI frames', from, to);
}

/** Accounts for every byte of an AVI. */
export async function accountAvi(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  let streams = 0;
  for (const [number, riff] of (await parts(reading, 0, size)).entries()) {
    const form = Buffer.from(await reading.at(riff.from, 4)).toString('latin1');
    if (riff.type !== 'RIFF' || form !== (number === 0 ? 'AVI ' : 'AVIX'))
      reading.wrong('AVI', `the part ${riff.type} ${form}`);
    for (const { type, from, to } of await parts(reading, riff.from + 4, riff.to)) {
      const list = type === 'LIST' ? Buffer.from(await reading.at(from, 4)).toString('latin1') : '';
      if (list === 'hdrl') streams = await accountHeader(reading, from + 4, to);
      else if (list === 'movi') await accountMovie(reading, from + 4, to, streams);
      else if (type !== 'idx1' || (to - from) % 16 !== 0) reading.wrong('AVI', `the chunk ${type} ${list}`);
      else await reading.samples('AVI index', from, to);
    }
  }
}
