import type { Notes } from '../noted.ts';
import { ByteWriter } from './byte-writer.ts';
import { noteUnit, reduceUnit, unitType } from './nal-units.ts';
import { stripUserData } from './start-codes.ts';
import type { UnitRules } from './unit-rules.ts';

/** Configurations of codecs, as MP4, Matroska and others carry them, made anew with nothing behind them. */

interface Listed {
  readonly units: Buffer[];
  readonly end: number;
}

/** Units with 16-bit lengths from a place on. */
function listUnits(config: Buffer, from: number, count: number): Listed {
  const units: Buffer[] = [];
  let at = from;
  for (let index = 0; index < count && at + 2 <= config.length; index += 1) {
    const length = config.readUInt16BE(at);
    if (at + 2 + length > config.length) break;
    units.push(config.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { units, end: at };
}

function writeUnits(out: ByteWriter, units: readonly Buffer[]): void {
  for (const unit of units) out.u16(unit.length).bytes(unit);
}

const highProfiles = new Set([100, 110, 122, 144]);

/** avcC (ISO/IEC 14496-15 section 5.3.3): its parameter sets and nothing else. Null where it is damaged. */
export function reduceAvcConfig(config: Buffer): Buffer | null {
  if (config.length < 7 || config[0] !== 1) return null;
  const sequences = listUnits(config, 6, (config[5] ?? 0) & 31);
  const pictures = listUnits(config, sequences.end + 1, config[sequences.end] ?? 0);
  const own = (units: readonly Buffer[], types: readonly number[]): Buffer[] =>
    units.filter((unit) => unit.length > 0 && types.includes(unitType('avc', unit[0] ?? 0)));
  const kept = own(sequences.units, [7, 15]);
  const keptPictures = own(pictures.units, [8]);
  const out = new ByteWriter().bytes(config.subarray(0, 5)).u8(0xe0 | kept.length);
  writeUnits(out, kept);
  out.u8(keptPictures.length);
  writeUnits(out, keptPictures);
  const extension = pictures.end;
  if (highProfiles.has(config[1] ?? 0) && extension + 4 <= config.length) {
    const more = own(listUnits(config, extension + 4, config[extension + 3] ?? 0).units, [13]);
    out.bytes(config.subarray(extension, extension + 3)).u8(more.length);
    writeUnits(out, more);
  }
  return out.done();
}

/** The first sequence parameter set of an avcC, or null. */
export function sequenceOf(config: Buffer): Buffer | null {
  const units = config.length < 7 ? [] : listUnits(config, 6, (config[5] ?? 0) & 31).units;
  return units.find((unit) => unitType('avc', unit[0] ?? 0) === 7) ?? null;
}

/** hvcC and lhvC (14496-15 sections 8.3.3, 9.6.3): arrays of parameter sets, messages reduced. */
export function reduceHevcConfig(config: Buffer, head: 22 | 5, notes: Notes): Buffer | null {
  if (config.length < head + 1 || config[0] !== 1) return null;
  const rules: UnitRules = { coding: 'hevc', dolby: false };
  const arrays: Buffer[] = [];
  let at = head + 1;
  for (let array = 0; array < (config[head] ?? 0) && at + 3 <= config.length; array += 1) {
    const { units, end } = listUnits(config, at + 3, config.readUInt16BE(at + 1));
    const kept: Buffer[] = [];
    for (const unit of units) {
      const reduced = reduceUnit(rules, unit);
      if (reduced !== unit) noteUnit(rules, unit, notes);
      if (reduced) kept.push(reduced);
    }
    if (kept.length > 0) {
      const out = new ByteWriter().u8(config[at] ?? 0).u16(kept.length);
      writeUnits(out, kept);
      arrays.push(out.done());
    }
    at = end;
  }
  return Buffer.concat([config.subarray(0, head), Buffer.from([arrays.length]), ...arrays]);
}

/** av1C (AV1 in ISOBMFF 2.3.3): four bytes and the sequence header alone. */
export function reduceAv1Config(config: Buffer): Buffer | null {
  if (config.length < 4) return null;
  const kept: Buffer[] = [config.subarray(0, 4)];
  for (let at = 4; at < config.length; ) {
    const head = config[at] ?? 0;
    const size = readLeb(config, at + 1 + ((head >> 2) & 1));
    if ((head & 2) === 0 || !size || size.end + size.value > config.length) break;
    const end = size.end + size.value;
    if (((head >> 3) & 15) === 1) kept.push(config.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** A number in groups of seven bits, lowest first (AV1 4.10.5). */
export function readLeb(bytes: Buffer, from: number): { value: number; end: number } | null {
  let value = 0;
  for (let index = 0; index < 8 && from + index < bytes.length; index += 1) {
    const byte = bytes[from + index] ?? 0;
    value += (byte & 127) * 2 ** (index * 7);
    if ((byte & 128) === 0) return { value, end: from + index + 1 };
  }
  return null;
}

interface Descriptor {
  readonly tag: number;
  readonly body: Buffer;
  readonly end: number;
}

/** A descriptor with its length in groups of seven bits, highest first (ISO/IEC 14496-1 section 8.3.3). */
function descriptorAt(bytes: Buffer, at: number): Descriptor | null {
  let length = 0;
  for (let index = 1; index <= 4 && at + index < bytes.length; index += 1) {
    const byte = bytes[at + index] ?? 0;
    length = length * 128 + (byte & 127);
    if ((byte & 128) !== 0) continue;
    const from = at + index + 1;
    const end = Math.min(bytes.length, from + length);
    return { tag: bytes[at] ?? 0, body: bytes.subarray(from, end), end };
  }
  return null;
}

function descriptor(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = [21, 14, 7, 0].map((shift, index) => ((body.length >> shift) & 127) | (index < 3 ? 128 : 0));
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** The configuration of the decoder within an elementary stream descriptor. */
function decoderConfig(stream: Buffer): Buffer | null {
  const flags = stream[2] ?? 0;
  let at = 3;
  if ((flags & 0x80) !== 0) at += 2;
  if ((flags & 0x40) !== 0) at += 1 + (stream[at] ?? 0);
  if ((flags & 0x20) !== 0) at += 2;
  const found = descriptorAt(stream, at);
  return found?.tag === 4 && found.body.length >= 13 ? found.body : null;
}

/** esds (14496-1 section 7.2.6): decoder configuration only, its visual user data taken out. Null where damaged. */
export function reduceStreamDescriptor(esds: Buffer): Buffer | null {
  const outer = descriptorAt(esds, 4);
  const config = outer?.tag === 3 ? decoderConfig(outer.body) : outer?.tag === 4 ? outer.body : null;
  if (!config || config.length < 13) return null;
  const parts: Buffer[] = [config.subarray(0, 13)];
  const specific = descriptorAt(config, 13);
  if (specific?.tag === 5) {
    const visual = (config[1] ?? 0) >> 2 === 4;
    parts.push(descriptor(5, visual ? stripUserData(specific.body, 'plain') : specific.body));
  }
  return Buffer.concat([
    Buffer.alloc(4),
    descriptor(3, Buffer.from([0, 0, 0]), descriptor(4, ...parts), descriptor(6, Buffer.from([2]))),
  ]);
}

/** The kind of object an esds describes (14496-1 table 5), or 0. */
export function objectType(esds: Buffer): number {
  const outer = descriptorAt(esds, 4);
  const config = outer?.tag === 3 ? decoderConfig(outer.body) : outer?.tag === 4 ? outer.body : null;
  return config?.[0] ?? 0;
}

/** The blocks of a FLAC stream that decoding needs: its stream information, marked as the last block. */
export function reduceFlacBlocks(blocks: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= blocks.length; ) {
    const length = blocks.readUIntBE(at + 1, 3);
    if (((blocks[at] ?? 0) & 127) === 0 && length === 34 && at + 38 <= blocks.length) {
      const out = Buffer.from(blocks.subarray(at, at + 38));
      out[0] = 0x80;
      return out;
    }
    at += 4 + length;
  }
  return null;
}
