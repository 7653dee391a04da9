import { reduceProfile } from '../icc-profile.ts';
import type { Notes } from '../noted.ts';
import { clockFor } from './avc-clock.ts';
import {
  objectType,
  reduceAv1Config,
  reduceAvcConfig,
  reduceFlacBlocks,
  reduceHevcConfig,
  reduceStreamDescriptor,
  sequenceOf,
} from './codec-config.ts';
import { GroupClock } from './gop-clock.ts';
import { type Box, bodyOf, boxesIn, makeBox } from './mp4-boxes.ts';
import type { SampleFilter } from './sample-filters.ts';
import { stripUserData } from './start-codes.ts';

/** A sample description made anew, and how its samples are read. */
export interface SampleEntry {
  readonly bytes: Buffer;
  readonly coding: string;
  readonly filter: SampleFilter | null;
  /** Bytes of so many samples, where their table does not say; null where it does. */
  readonly bytesFor: ((count: number) => number) | null;
}

const atMost =
  (limit: number) =>
  (body: Buffer): Buffer | null =>
    body.length <= limit ? body : body.subarray(0, limit);
const exactly =
  (...lengths: readonly number[]) =>
  (body: Buffer): Buffer | null => {
    const fitting = lengths.filter((length) => body.length >= length).at(-1);
    return fitting === undefined ? null : body.subarray(0, fitting);
  };

/** Colour: codes stay, a profile is reduced (ISO/IEC 14496-12 section 12.1.5). */
function reduceColour(body: Buffer): Buffer | null {
  const type = body.toString('latin1', 0, 4);
  if (type === 'nclx') return exactly(11)(body);
  if (type === 'nclc') return exactly(10)(body);
  if (type !== 'prof' && type !== 'rICC') return null;
  const profile = reduceProfile(body.subarray(4));
  return profile && Buffer.concat([body.subarray(0, 4), profile]);
}

/** The maker's four letters at the start of some configurations (3GPP TS 26.244). */
function withoutVendor(body: Buffer): Buffer {
  const out = Buffer.from(body.subarray(0, 16));
  out.fill(0, 0, Math.min(4, out.length));
  return out;
}

function reduceFlac(body: Buffer): Buffer | null {
  const info = reduceFlacBlocks(body.subarray(4));
  return info && Buffer.concat([Buffer.alloc(4), info]);
}

/** Opus: 11 bytes, and a table where there are more channels than two (Opus in ISOBMFF 4.3.2). */
const reduceOpus = (body: Buffer): Buffer | null => exactly(body[10] === 0 ? 11 : 13 + (body[1] ?? 0))(body);

/** Boxes inside a sample description that decoding or display needs, each with how it is reduced. */
const extensions: Readonly<Record<string, (body: Buffer, notes: Notes) => Buffer | null>> = {
  avcC: reduceAvcConfig,
  hvcC: (body, notes) => reduceHevcConfig(body, 22, notes),
  lhvC: (body, notes) => reduceHevcConfig(body, 5, notes),
  av1C: reduceAv1Config,
  vpcC: exactly(12),
  vvcC: atMost(4096),
  esds: reduceStreamDescriptor,
  d263: withoutVendor,
  damr: withoutVendor,
  colr: reduceColour,
  pasp: exactly(8),
  clap: exactly(32),
  fiel: exactly(2),
  gama: exactly(4),
  dvcC: exactly(24),
  dvvC: exactly(24),
  dvwC: exactly(24),
  mdcv: exactly(24),
  clli: exactly(4),
  SmDm: exactly(28),
  CoLL: exactly(8),
  glbl: (body) => stripUserData(atMost(4096)(body) ?? body, false),
  'SMI ': atMost(512),
  SMI: atMost(512),
  dac3: exactly(3),
  dec3: atMost(64),
  dac4: atMost(512),
  dmlp: exactly(10),
  ddts: exactly(20),
  dOps: reduceOpus,
  dfLa: reduceFlac,
  alac: exactly(28, 52),
  pcmC: exactly(6),
  srat: exactly(8),
  chan: (body) => (body.length >= 12 ? exactly(12 + Math.min(body.readUInt32BE(8), 64) * 20)(body) : null),
  chnl: atMost(512),
  mhaC: atMost(2048),
  enda: exactly(2),
  frma: exactly(4),
  QDCA: atMost(64),
  QDCP: atMost(64),
};

function reduceExtensions(entry: Buffer, from: number, notes: Notes): Buffer[] {
  return boxesIn(entry, from).flatMap((box: Box) => {
    const body = entry.subarray(box.body, box.end);
    if (box.type === 'wave') {
      const inner = reduceExtensions(body, 0, notes);
      return [makeBox('wave', ...inner, Buffer.from([0, 0, 0, 8, 0, 0, 0, 0]))];
    }
    const reduced = extensions[box.type]?.(body, notes) ?? null;
    if (!extensions[box.type] && body.length > 0)
      notes.binary('Sample description', box.type, body, 'unknown');
    return reduced ? [makeBox(box.type, reduced)] : [];
  });
}

const hevcCodings = new Set(['hvc1', 'hev1', 'dvh1', 'dvhe']);
const avcCodings = new Set(['avc1', 'avc2', 'avc3', 'avc4', 'dva1', 'dvav']);
const markedCodings = /^(?:m2v1|mpg[12]|mp2v|mx[345][pn]|hdv[1-9a]|xdv[1-9a-f]|xd5[0-9a-f]|xdh[2-4d])$/;
const dvCodings = new Set([
  ...['dvc ', 'dvcp', 'dvpp', 'dv5n', 'dv5p', 'dvh2', 'dvh3', 'dvh5', 'dvh6', 'dvhp', 'dvhq', 'AVdv', 'AVd1'],
]);
const videoCodings = new Set([
  ...hevcCodings,
  ...avcCodings,
  ...['vp08', 'vp09', 'av01', 'mp4v', 's263', 'h263', 'H263', 'jpeg', 'mjpa', 'mjpb', 'dmb1', 'vvc1', 'vvi1'],
  ...dvCodings,
  ...['apch', 'apcn', 'apcs', 'apco', 'ap4h', 'ap4x', 'SVQ1', 'SVQ3', 'rle ', 'raw ', 'png ', 'rpza', 'smc '],
  ...['cvid', '2vuy', 'yuv2', 'v210', 'v308', 'v408', 'v410', 'UYVY', 'BGRA', 'b16g', 'FFV1', 'AVdn', 'AVdh'],
  ...['DIVX', 'XVID', '3IVX', 'divx', 'xvid', '8BPS', 'icod', 'WRLE', 'mjp2', 'CFHD', 'Hap1', 'Hap5', 'HapY'],
]);
const pcmCodings = new Set([
  ...['sowt', 'twos', 'in24', 'in32', 'fl32', 'fl64', 'raw ', 'NONE', 'lpcm', 'ipcm', 'fpcm', 'ulaw', 'alaw'],
]);
const soundCodings = new Set([
  ...pcmCodings,
  ...['mp4a', '.mp3', 'mp3 ', 'alac', 'ac-3', 'ec-3', 'ac-4', 'Opus', 'fLaC', 'samr', 'sawb', 'sawp', 'ima4'],
  ...['MAC3', 'MAC6', 'QDM2', 'QDMC', 'Qclp', 'sqcp', 'sevc', 'dtsc', 'dtsh', 'dtsl', 'dtse', 'mlpa', 'agsm'],
  ...['mha1', 'mhm1', 'ms\0\x02', 'ms\0\x11', 'ms\0\x50', 'ms\0\x55', 'sac3', 'ms U', '.mp2'],
]);

function lengthSize(entry: Buffer, from: number, type: 'avcC' | 'hvcC'): number {
  const config = bodyOf(entry.subarray(from), type);
  return config ? ((config[type === 'avcC' ? 4 : 21] ?? 3) & 3) + 1 : 4;
}

function pictureFilter(coding: string, entry: Buffer, from: number): SampleFilter | null {
  const types = boxesIn(entry, from).map(({ type }) => type);
  const dolby = types.some((type) => /^dv[cvw]C$/.test(type));
  if (avcCodings.has(coding)) {
    const config = bodyOf(entry.subarray(from), 'avcC');
    const clock = clockFor(config && sequenceOf(config));
    return {
      kind: 'units',
      rules: { coding: 'avc', dolby, clock },
      lengthSize: lengthSize(entry, from, 'avcC'),
    };
  }
  if (coding === 'av01') return { kind: 'av1' };
  if (hevcCodings.has(coding))
    return { kind: 'units', rules: { coding: 'hevc', dolby }, lengthSize: lengthSize(entry, from, 'hvcC') };
  if (/^ap(?:c[hnso]|4[hx])$/.test(coding)) return { kind: 'prores' };
  if (dvCodings.has(coding)) return { kind: 'dv' };
  if (['jpeg', 'mjpa', 'dmb1'].includes(coding)) return { kind: 'jpeg' };
  if (markedCodings.test(coding)) return { kind: 'start-codes', visual: false, clock: new GroupClock() };
  if (coding !== 'mp4v')
    return /^(?:divx|xvid|3ivx)$/i.test(coding) ? { kind: 'start-codes', visual: 'tagged' } : null;
  const esds = bodyOf(entry.subarray(from), 'esds');
  const object = esds ? objectType(esds) : 0x20;
  if (object === 0x6c) return { kind: 'jpeg' };
  return object === 0x20
    ? { kind: 'start-codes', visual: 'plain' }
    : { kind: 'start-codes', visual: false, clock: new GroupClock() };
}

const visualLength = 86;

/** Pictures of few colours bring their table along (QuickTime File Format, video sample description). */
function colourTable(entry: Buffer): Buffer {
  const depth = entry.readUInt16BE(82) & 31;
  if (entry.readInt16BE(84) !== 0 || ![1, 2, 4, 8].includes(depth) || entry.length < visualLength + 8)
    return Buffer.alloc(0);
  const length = 8 + (entry.readUInt16BE(visualLength + 6) + 1) * 8;
  const table = Buffer.from(entry.subarray(visualLength, visualLength + length));
  return length <= 8 + 256 * 8 && table.length === length ? table.fill(0, 0, 4) : Buffer.alloc(0);
}

/** Name of the compressor, where one stands in its 32 bytes. */
function noteCompressor(entry: Buffer, notes: Notes): void {
  const length = Math.min(31, entry[50] ?? 0);
  const name = entry.toString('utf8', 51, 51 + length).replaceAll('\0', '');
  notes.text('Sample description', 'Compressor', name, 'device');
  const vendor = entry.toString('latin1', 20, 24).replaceAll('\0', '');
  notes.text('Sample description', 'Vendor', vendor, 'device');
}

/** @returns null for a coding that is not known to show pictures. */
export function rebuildPictureEntry(entry: Buffer, notes: Notes): SampleEntry | null {
  if (entry.length < visualLength) return null;
  const coding = entry.toString('latin1', 4, 8);
  if (!videoCodings.has(coding) && !markedCodings.test(coding)) return null;
  noteCompressor(entry, notes);
  const head = Buffer.alloc(visualLength - 8);
  head.writeUInt16BE(1, 6);
  entry.copy(head, 24, 32, 44);
  head.writeUInt16BE(1, 40);
  entry.copy(head, 74, 82, 86);
  const table = colourTable(entry);
  if (table.length === 0 && head.readInt16BE(76) === 0) head.writeInt16BE(-1, 76);
  const from = visualLength + table.length;
  const bytes = makeBox(coding, head, table, ...reduceExtensions(entry, from, notes));
  return { bytes, coding, filter: pictureFilter(coding, entry, from), bytesFor: null };
}

/** Codings whose encoders leave their names between the samples. */
const namedSound = new Set(['mp4a', '.mp2', '.mp3', 'mp3 ', 'ms\0\x50', 'ms\0\x55']);

/** QuickTime's longer sound descriptions: 16 bytes in version 1, 36 in version 2. */
const soundExtra = [0, 16, 36] as const;

function soundBytes(entry: Buffer, coding: string, version: number): ((count: number) => number) | null {
  const channels = version === 2 ? entry.readUInt32BE(48) : entry.readUInt16BE(24);
  const bits = version === 2 ? entry.readUInt32BE(56) : entry.readUInt16BE(26);
  const fixed: Readonly<Record<string, number>> = {
    in24: 24,
    in32: 32,
    fl32: 32,
    fl64: 64,
    ulaw: 8,
    alaw: 8,
  };
  if (pcmCodings.has(coding)) {
    const each = (channels * (fixed[coding] ?? bits)) / 8;
    return each >= 1 && each <= 4096 ? (count) => Math.floor(count * each) : null;
  }
  if (version !== 1) return null;
  const perPacket = entry.readUInt32BE(36);
  const perFrame = entry.readUInt32BE(44);
  if (perPacket === 0 || perFrame === 0 || perFrame > 1_000_000) return null;
  return (count) => Math.ceil(count / perPacket) * perFrame;
}

/** @param plain true where the file follows ISO rather than QuickTime, and its version-1 entries have no extra bytes. */
export function rebuildSoundEntry(entry: Buffer, plain: boolean, notes: Notes): SampleEntry | null {
  if (entry.length < 36) return null;
  const coding = entry.toString('latin1', 4, 8);
  if (!soundCodings.has(coding)) return null;
  const vendor = entry.toString('latin1', 20, 24).replaceAll('\0', '');
  notes.text('Sample description', 'Vendor', vendor, 'device');
  // A longer form is marked so only where QuickTime's bytes follow.
  const version = plain ? 0 : Math.min(2, entry.readUInt16BE(16));
  const extra = soundExtra[version as 0 | 1 | 2] ?? 0;
  if (entry.length < 36 + extra) return null;
  const head = Buffer.alloc(28 + extra);
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(version, 8);
  entry.copy(head, 16, 24, 36 + extra);
  const bytes = makeBox(coding, head, ...reduceExtensions(entry, 36 + extra, notes));
  return {
    bytes,
    coding,
    filter: namedSound.has(coding) ? { kind: 'names' } : null,
    bytesFor: soundBytes(entry, coding, version),
  };
}
