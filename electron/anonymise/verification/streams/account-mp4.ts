import { faultOfFrame, type UnitKind } from './account-units.ts';
import type { StreamReading } from './stream-reading.ts';

/** Boxes an output may have, and where. */
const grammar: Readonly<Record<string, readonly string[]>> = {
  moov: ['mvhd', 'trak'],
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['vmhd', 'smhd', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'ctts', 'stss', 'stsc', 'stsz', 'stco', 'co64'],
};
const described =
  /^(?:avcC|hvcC|lhvC|av1C|vpcC|vvcC|esds|d263|damr|colr|pasp|clap|fiel|gama|dv[cvw]C|mdcv|clli|SmDm|CoLL|glbl|SMI |dac3|dec3|dac4|dmlp|ddts|dOps|dfLa|alac|pcmC|srat|chan|chnl|mhaC|enda|frma|QDCA|QDCP|wave)$/;

interface Part {
  readonly type: string;
  readonly body: Buffer;
}

interface Described {
  readonly kind: string;
  readonly unit: UnitKind | null;
  readonly lengthSize: number;
  readonly dolby: boolean;
  readonly bytesFor: ((count: number) => number) | null;
}

class MovieAccount {
  readonly reading: StreamReading;
  /** Chunks of all tracks: place and length. */
  readonly spans: { at: number; length: number; sizes: number[] | null; described: Described | null }[] = [];

  /** Kind of the track that is being read. */
  kind = '';

  constructor(reading: StreamReading) {
    this.reading = reading;
  }

  parts(bytes: Buffer, from: number, where: string): Part[] {
    const parts: Part[] = [];
    let at = from;
    while (at + 8 <= bytes.length) {
      const length = bytes.readUInt32BE(at);
      if (length < 8 || at + length > bytes.length) break;
      parts.push({
        type: bytes.toString('latin1', at + 4, at + 8),
        body: bytes.subarray(at + 8, at + length),
      });
      at += length;
    }
    if (at !== bytes.length) this.reading.wrong('MP4', `bytes behind the boxes of ${where}`);
    return parts;
  }

  walk(type: string, body: Buffer): void {
    const parts = this.parts(body, 0, type);
    for (const part of parts) {
      if (!grammar[type]?.includes(part.type)) this.reading.wrong('MP4', `the box ${part.type} in ${type}`);
      else if (grammar[part.type]) this.walk(part.type, part.body);
      else this.leaf(part);
    }
    if (type === 'stbl') this.table(new Map(parts.map((part) => [part.type, part.body])));
  }

  leaf({ type, body }: Part): void {
    const long = body[0] === 1;
    if (
      ['mvhd', 'tkhd', 'mdhd'].includes(type) &&
      body.subarray(4, long ? 20 : 12).some((byte) => byte !== 0)
    )
      this.reading.wrong('MP4', `a date in ${type}`);
    if (type === 'hdlr') this.kind = body.toString('latin1', 8, 12);
    if (type === 'hdlr' && (body.length !== 25 || body.subarray(12).some((byte) => byte !== 0)))
      this.reading.wrong('MP4', 'the name of a handler');
    if (type === 'dref' && body.length !== 20) this.reading.wrong('MP4', 'a reference to another file');
    if (/^(?:stts|ctts|stss|stsc|stsz|stco|co64|elst)$/.test(type)) {
      this.exactTable(type, body);
      this.reading.coded(`MP4 ${type}`, body);
    }
  }

  exactTable(type: string, body: Buffer): void {
    const widths: Readonly<Record<string, number>> = {
      stts: 8,
      ctts: 8,
      stss: 4,
      stsc: 12,
      stco: 4,
      co64: 8,
    };
    const rows = body.readUInt32BE(type === 'stsz' ? 8 : 4);
    const same = type === 'stsz' && body.readUInt32BE(4) !== 0;
    const width =
      type === 'elst' ? (body[0] === 1 ? 20 : 12) : type === 'stsz' ? (same ? 0 : 4) : (widths[type] ?? 4);
    if (body.length !== (type === 'stsz' ? 12 : 8) + rows * width)
      this.reading.wrong('MP4', `bytes behind the rows of ${type}`);
  }

  describe(entry: Part): Described {
    const config = entry.body;
    const isVideo = this.kind === 'vide' && config.length >= 78;
    const version = config.readUInt16BE(8);
    const from = isVideo ? 78 + paletteLength(config) : 28 + (version === 1 ? 16 : version === 2 ? 36 : 0);
    if (isVideo && config.subarray(42, 74).some((byte) => byte !== 0))
      this.reading.wrong('MP4', 'the name of a compressor');
    if (config.subarray(12, 16).some((byte) => byte !== 0)) this.reading.wrong('MP4', 'the name of a maker');
    const parts = this.parts(config, Math.min(from, config.length), 'a sample description');
    for (const part of parts) this.extension(part);
    const avc = parts.find(({ type }) => type === 'avcC');
    const hevc = parts.find(({ type }) => type === 'hvcC');
    const length = avc ? avc.body[4] : hevc?.body[21];
    return {
      kind: entry.type,
      unit: avc ? 'avc' : hevc ? 'hevc' : null,
      lengthSize: ((length ?? 3) & 3) + 1,
      dolby: parts.some(({ type }) => /^dv[cvw]C$/.test(type)),
      bytesFor: isVideo ? null : soundBytes(entry.type, config, version),
    };
  }

  extension({ type, body }: Part): void {
    if (!described.test(type)) this.reading.wrong('MP4', `the box ${type} in a sample description`);
    if (type === 'wave') {
      // QuickTime ends the list with an empty box without a name.
      const parts = this.parts(body, 0, 'wave');
      if (parts.pop()?.type !== '\0\0\0\0') this.reading.wrong('MP4', 'an open list of sound settings');
      for (const part of parts) this.extension(part);
    } else this.reading.structure(`MP4 ${type}`, body);
  }

  table(boxes: ReadonlyMap<string, Buffer>): void {
    const descriptions = boxes.get('stsd');
    const entries = descriptions
      ? this.parts(descriptions, 8, 'stsd').map((entry) => this.describe(entry))
      : [];
    const sizes = boxes.get('stsz');
    const map = boxes.get('stsc');
    const offsets = boxes.get('co64') ?? boxes.get('stco');
    if (!sizes || !map || !offsets) {
      this.reading.wrong('MP4', 'a track without its tables');
      return;
    }
    const width = boxes.has('co64') ? 8 : 4;
    const same = sizes.readUInt32BE(4);
    let sample = 0;
    let row = -1;
    for (let chunk = 0; chunk < offsets.readUInt32BE(4); chunk += 1) {
      const next = 8 + (row + 1) * 12;
      if (next + 12 <= map.length && map.readUInt32BE(next) === chunk + 1) row += 1;
      const count = map.readUInt32BE(8 + Math.max(0, row) * 12 + 4);
      const own = entries[map.readUInt32BE(8 + Math.max(0, row) * 12 + 8) - 1] ?? null;
      const place = 8 + chunk * width;
      const at = width === 8 ? Number(offsets.readBigUInt64BE(place)) : offsets.readUInt32BE(place);
      const each =
        same > 0
          ? null
          : Array.from({ length: count }, (_, index) => sizes.readUInt32BE(12 + (sample + index) * 4));
      const length = each
        ? each.reduce((sum, one) => sum + one, 0)
        : own?.bytesFor
          ? own.bytesFor(count)
          : same * count;
      this.spans.push({ at, length, sizes: own?.unit ? each : null, described: own });
      sample += count;
    }
    if (sample !== sizes.readUInt32BE(8)) this.reading.wrong('MP4', 'samples that lie in no chunk');
  }
}

function paletteLength(config: Buffer): number {
  if (config.readInt16BE(76) !== 0 || config.length < 86) return 0;
  return 8 + (config.readUInt16BE(84) + 1) * 8;
}

/** Bytes of samples that a table of sizes gives as 1, as older QuickTime does. */
function soundBytes(coding: string, config: Buffer, version: number): ((count: number) => number) | null {
  const plain = /^(?:sowt|twos|in24|in32|fl32|fl64|raw |NONE|lpcm|ipcm|fpcm|ulaw|alaw)$/.test(coding);
  const channels = version === 2 ? config.readUInt32BE(40) : config.readUInt16BE(16);
  const stated = version === 2 ? config.readUInt32BE(48) : config.readUInt16BE(18);
  const bits = { in24: 24, in32: 32, fl32: 32, fl64: 64, ulaw: 8, alaw: 8 }[coding] ?? stated;
  // No real sound has more than 4,096 bytes at one moment: there the table of sizes is believed.
  if (plain && channels * bits >= 8 && channels * bits <= 8 * 4096)
    return (count) => Math.floor((count * channels * bits) / 8);
  if (plain || version !== 1) return null;
  const [perPacket = 0, , perFrame = 0] = [28, 32, 36].map((at) => config.readUInt32BE(at));
  return perPacket > 0 && perFrame > 0 ? (count) => Math.ceil(count / perPacket) * perFrame : null;
}

/** Looks at every unit of the samples of one chunk. */
async function accountUnits(reading: StreamReading, from: number, sizes: readonly number[], own: Described) {
  let start = from;
  for (const size of sizes) {
    const sample = reading.held(start, size) ?? (await reading.at(start, size));
    const fault = faultOfFrame(own.unit ?? 'avc', sample, own.lengthSize, own.dolby);
    if (fault) reading.wrong('MP4 samples', fault);
    start += size;
  }
}

/** Every byte of the data belongs to exactly one sample. */
async function accountData(account: MovieAccount, from: number, to: number): Promise<void> {
  const { reading, spans } = account;
  spans.sort((one, other) => one.at - other.at);
  let at = from;
  for (const span of spans) {
    if (span.length === 0) continue;
    if (span.at !== at) reading.wrong('MP4', 'data that belongs to no sample, or to two');
    if (span.sizes && span.described?.unit) await accountUnits(reading, span.at, span.sizes, span.described);
    at = span.at + span.length;
  }
  if (at !== to) reading.wrong('MP4', 'data that belongs to no sample, or to two');
  await reading.samples('MP4 samples', from, to);
}

const brands = /^(?:qt {2}|isom|iso2|mp41|M4A |M4V )+$/;

/** Accounts for every byte of an MP4, MOV, M4V or M4A, reading it without any help of what wrote it. */
export async function accountMp4(reading: StreamReading): Promise<void> {
  const account = new MovieAccount(reading);
  const { size } = reading.source;
  const order: string[] = [];
  let data: [number, number] = [0, 0];
  for (let at = 0; at + 8 <= size; ) {
    const head = Buffer.from(await reading.at(at, 16));
    const type = head.toString('latin1', 4, 8);
    const long = head.readUInt32BE(0) === 1;
    const length = long ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    if (length < 8 || at + length > size) return reading.wrong('MP4', 'bytes that belong to no box');
    order.push(type);
    if (type === 'mdat') data = [at + (long ? 16 : 8), at + length];
    else if (type === 'moov') account.walk('moov', Buffer.from(await reading.at(at + 8, length - 8)));
    else if (type === 'ftyp') {
      const body = await reading.at(at + 8, length - 8);
      const names = body.toString('latin1', 0, 4) + body.toString('latin1', 8);
      if (!brands.test(names) || body.readUInt32BE(4) !== 0) reading.wrong('MP4', 'the name of a brand');
    }
    at += length;
  }
  if (order.join(' ') !== 'ftyp moov mdat')
    reading.wrong('MP4', `boxes in the order ${order.slice(0, 9).join(' ')}`);
  await accountData(account, ...data);
}
