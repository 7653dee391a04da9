import type { BitReader, CodeTable } from './huffman-read.ts';
import { CodedFault } from './jpeg-frame.ts';

/** What a scan's header says, and what is carried from block to block within it. */
export interface ScanState {
  readonly reader: BitReader;
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low: number;
  /** Blocks still to come that hold no new coefficients (T.81 G.1.2.2). */
  endRun: number;
}

/** One component within a scan. */
export interface ScanPart {
  readonly dc: CodeTable | null;
  readonly ac: CodeTable | null;
  readonly blocks: Int16Array;
  predicted: number;
}

export type BlockDecoder = (state: ScanState, part: ScanPart, at: number) => void;

function tableOf(table: CodeTable | null): CodeTable {
  if (!table) throw new CodedFault('A Huffman table is missing');
  return table;
}

function stepDc(state: ScanState, part: ScanPart): number {
  const length = state.reader.symbol(tableOf(part.dc));
  if (length > 15) throw new CodedFault('Invalid DC category');
  part.predicted += state.reader.signed(length);
  if (part.predicted < -32_768 || part.predicted > 32_767) throw new CodedFault('DC out of range');
  return part.predicted;
}

/** A block of a sequential scan (T.81 F.2.2). */
export const decodeSequential: BlockDecoder = (state, part, at) => {
  const { blocks } = part;
  const { reader } = state;
  const ac = tableOf(part.ac);
  blocks[at] = stepDc(state, part);
  for (let place = 1; place < 64; place += 1) {
    const symbol = reader.symbol(ac);
    const length = symbol & 15;
    if (length === 0) {
      if (symbol !== 0xf0) return;
      place += 15;
      continue;
    }
    place += symbol >> 4;
    if (place > 63) throw new CodedFault('Too many coefficients');
    blocks[at + place] = reader.signed(length);
  }
};

/** First DC bits of a progressive picture (T.81 G.1.2.1). */
export const decodeDcFirst: BlockDecoder = (state, part, at) => {
  part.blocks[at] = stepDc(state, part) << state.low;
};

/** One further DC bit. */
export const decodeDcNext: BlockDecoder = (state, part, at) => {
  if (state.reader.bits(1) === 1) part.blocks[at] = (part.blocks[at] ?? 0) | (1 << state.low);
};

/** First bits of a band of AC coefficients (T.81 G.1.2.2). */
export const decodeAcFirst: BlockDecoder = (state, part, at) => {
  if (state.endRun > 0) {
    state.endRun -= 1;
    return;
  }
  const { reader } = state;
  const ac = tableOf(part.ac);
  for (let place = state.from; place <= state.to; place += 1) {
    const symbol = reader.symbol(ac);
    const length = symbol & 15;
    const run = symbol >> 4;
    if (length === 0 && run < 15) {
      state.endRun = (1 << run) - 1 + reader.bits(run);
      return;
    }
    place += run;
    if (length === 0) continue;
    if (place > 63) throw new CodedFault('Too many coefficients');
    part.blocks[at + place] = reader.signed(length) * (1 << state.low);
  }
};

/** Reads a correcting bit for a coefficient that is already known. */
function refine(state: ScanState, blocks: Int16Array, at: number): void {
  if (state.reader.bits(1) === 0) return;
  const value = blocks[at] ?? 0;
  const bit = 1 << state.low;
  if ((Math.abs(value) & bit) === 0) blocks[at] = value > 0 ? value + bit : value - bit;
}

/** Passes over `zeros` coefficients still unknown, correcting known ones; gives the place it stops at. */
function passZeros(state: ScanState, blocks: Int16Array, at: number, from: number, zeros: number): number {
  let left = zeros;
  let place = from;
  for (; place <= state.to; place += 1) {
    if (blocks[at + place] !== 0) refine(state, blocks, at + place);
    else if (left === 0) return place;
    else left -= 1;
  }
  return place;
}

/** One further bit of a band of AC coefficients (T.81 G.1.2.3). */
export const decodeAcNext: BlockDecoder = (state, part, at) => {
  const { reader, to } = state;
  const { blocks } = part;
  const ac = tableOf(part.ac);
  let place = state.from;
  while (place <= to && state.endRun === 0) {
    const symbol = reader.symbol(ac);
    const run = symbol >> 4;
    const length = symbol & 15;
    if (length > 1) throw new CodedFault('Invalid refinement');
    if (length === 0 && run < 15) {
      state.endRun = (1 << run) + reader.bits(run);
      break;
    }
    const value = length === 0 ? 0 : reader.bits(1) === 1 ? 1 << state.low : -1 << state.low;
    place = passZeros(state, blocks, at, place, run);
    if (value !== 0) {
      if (place > to) throw new CodedFault('Too many coefficients');
      blocks[at + place] = value;
    }
    place += 1;
  }
  if (state.endRun > 0) {
    // A run that ends within this band still corrects what is known behind it.
    for (; place <= to; place += 1) if (blocks[at + place] !== 0) refine(state, blocks, at + place);
    state.endRun -= 1;
  }
};
