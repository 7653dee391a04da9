import { JxlBits, type JxlWays } from '../../media/jxl-bits.ts';
import { type JxlHeader, noExtensions, noName, notCopied, readJxlHeader } from './jxl-header.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What tells how many sections a frame has, and whether another follows. */
interface Frame extends Size {
  readonly passes: number;
  readonly groupSide: number;
  readonly last: boolean;
}

const [regular, coarse, referenceOnly] = [0, 1, 2];
const usesCoarse = 0x20;

const factor: JxlWays = [
  [1, 0],
  [2, 0],
  [4, 0],
  [8, 0],
];
const upToThree: JxlWays = [
  [0, 0],
  [1, 0],
  [2, 0],
  [0, 3],
];

/** Section F.2, table F.6. */
function readPasses(bits: JxlBits): number {
  const passes = bits.number([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 3],
  ]);
  if (passes === 1) return passes;
  const steps = bits.number([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 1],
  ]);
  bits.take(2 * (passes - 1));
  for (let step = 0; step < steps; step += 1) bits.number(factor);
  for (let step = 0; step < steps; step += 1) bits.number(upToThree);
  return passes;
}

const place: JxlWays = [
  [0, 8],
  [256, 11],
  [2_304, 14],
  [18_688, 30],
];

const signed = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** The part of the picture that a frame covers, and whether that is all of it. */
function readCrop(bits: JxlBits, type: number, whole: Size): Size & { readonly full: boolean } {
  if (!bits.flag()) return { ...whole, full: true };
  const [left, top] =
    type === referenceOnly ? [0, 0] : [signed(bits.number(place)), signed(bits.number(place))];
  const [width, height] = [bits.number(place), bits.number(place)];
  const full = left <= 0 && top <= 0 && left + width >= whole.width && top + height >= whole.height;
  return { width, height, full };
}

/** How a frame is laid over another one (table F.7); true where it replaces it. */
function readBlending(bits: JxlBits, extraChannels: number, full: boolean): boolean {
  const mode = bits.number([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 2],
  ]);
  const byTransparency = extraChannels > 0 && (mode === 2 || mode === 3);
  if (byTransparency)
    bits.number([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 3],
    ]);
  if (byTransparency || mode === 4) bits.flag();
  if (mode !== 0 || !full) bits.take(2);
  return mode === 0;
}

function readDuration(bits: JxlBits, { animated, timecodes }: JxlHeader): number {
  if (!animated) return 0;
  const duration = bits.number([
    [0, 0],
    [1, 0],
    [0, 8],
    [0, 32],
  ]);
  if (timecodes && bits.take(32) !== 0) throw notCopied('the times of its frames');
  return duration;
}

/** Section J.1: filters over the decoded picture. */
function skipFilters(bits: JxlBits, modular: boolean): void {
  if (bits.flag()) return;
  if (bits.flag() && bits.flag()) bits.skipFractions(6);
  if (bits.take(2) > 0) {
    if (!modular && bits.flag()) bits.skipFractions(8);
    if (bits.flag()) bits.skipFractions(5);
    if (bits.flag()) bits.skipFractions(modular ? 3 : 4);
    if (modular) bits.skipFractions(1);
  }
  noExtensions(bits);
}

/** What follows the coding: shown when, over what, and kept for which frames. True where no frame follows. */
function readOrder(bits: JxlBits, type: number, header: JxlHeader, full: boolean): boolean {
  let [replaces, duration, last] = [true, 0, false];
  if (type !== coarse && type !== referenceOnly) {
    replaces = readBlending(bits, header.extraChannels, full);
    for (let channel = 0; channel < header.extraChannels && !bits.over; channel += 1)
      readBlending(bits, header.extraChannels, full);
    duration = readDuration(bits, header);
    last = bits.flag();
  }
  const closes = last && type === regular;
  const kept = type !== coarse && !closes ? bits.take(2) : 0;
  const referable = !closes && type !== coarse && (duration === 0 || kept !== 0);
  if (type === referenceOnly || (referable && replaces && full)) bits.flag();
  return closes;
}

/** Whether colours are coded as in a JPEG, how samples are spread, and how large a group is (table F.1). */
function readCoding(
  bits: JxlBits,
  header: JxlHeader,
): { modular: boolean; groupSide: number; spread: number } {
  const modular = bits.flag();
  const flags = bits.large();
  const own = Math.floor(flags / usesCoarse) % 2 === 0;
  if (!header.xyb && bits.flag() && own) bits.take(6);
  const spread = own ? bits.number(factor) : 1;
  for (let channel = 0; own && channel < header.extraChannels && !bits.over; channel += 1)
    bits.number(factor);
  const groupSide = 128 << (modular ? bits.take(2) : 1);
  if (!modular && header.xyb) bits.take(6);
  return { modular, groupSide, spread };
}

function readFrame(bits: JxlBits, header: JxlHeader): Frame {
  if (bits.flag()) return { ...header, passes: 1, groupSide: 256, last: true };
  const type = bits.take(2);
  const { modular, groupSide, spread } = readCoding(bits, header);
  const passes = type === referenceOnly ? 1 : readPasses(bits);
  const smaller = type === coarse ? 8 ** (1 + bits.take(2)) : 1;
  const { width, height, full } = type === coarse ? { ...header, full: true } : readCrop(bits, type, header);
  const last = readOrder(bits, type, header, full);
  noName(bits);
  skipFilters(bits, modular);
  noExtensions(bits);
  const side = (length: number): number => Math.ceil(Math.ceil(length / smaller) / spread);
  return { width: side(width), height: side(height), passes, groupSide, last };
}

const pieces = ({ width, height }: Size, side: number): number =>
  Math.ceil(width / side) * Math.ceil(height / side);

/** Sections that the table of a frame lists (section F.3.1). */
function sectionsOf(frame: Frame): number {
  const groups = pieces(frame, frame.groupSide);
  return groups * frame.passes === 1 ? 1 : 2 + pieces(frame, 8 * frame.groupSide) + groups * frame.passes;
}

const lengthWays: JxlWays = [
  [0, 10],
  [1_024, 14],
  [17_408, 22],
  [4_211_712, 30],
];

/** Where the sections of a frame end, told by their table (section F.3). */
function endOfFrame(bits: JxlBits, frame: Frame): number {
  if (bits.flag()) throw notCopied('sections out of their order');
  bits.align();
  let length = 0;
  for (let left = sectionsOf(frame); left > 0 && !bits.over; left -= 1) length += bits.number(lengthWays);
  return bits.nextByte + length;
}

/**
 * Where a coded picture ends; beyond its bytes where the file was cut.
 * @throws CustosError `unsupported` where it holds more than samples and what shows them.
 */
export function endOfJxl(codestream: Buffer): number {
  const first = new JxlBits(codestream, 2);
  const header = readJxlHeader(first);
  let at = first.nextByte;
  for (;;) {
    const bits = new JxlBits(codestream, at);
    const frame = readFrame(bits, header);
    at = endOfFrame(bits, frame);
    if (frame.last || at > codestream.length) return at;
    if (at === codestream.length) return at + 1;
  }
}
