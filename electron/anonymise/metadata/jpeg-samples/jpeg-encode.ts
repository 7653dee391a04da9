import { segment } from '../jpeg-tables.ts';
import { marker } from '../jpeg-walk.ts';
import { BitWriter, bestCode, type WrittenCode } from './huffman-write.ts';
import { CodedFault, type Component, type Frame } from './jpeg-frame.ts';

/** Takes a symbol of one of four codes (DC 0, DC 1, AC 0, AC 1) and the bits that follow it. */
interface SymbolSink {
  put(code: number, symbol: number, bits: number, length: number): void;
}

class Counter implements SymbolSink {
  readonly frequencies = Array.from({ length: 4 }, () => new Uint32Array(256));
  put(code: number, symbol: number): void {
    const counts = this.frequencies[code];
    if (counts) counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
}

class Writer implements SymbolSink {
  readonly bits = new BitWriter();
  readonly #codes: readonly WrittenCode[];
  constructor(codes: readonly WrittenCode[]) {
    this.#codes = codes;
  }
  put(code: number, symbol: number, bits: number, length: number): void {
    const { codes, lengths } = this.#codes[code] as WrittenCode;
    this.bits.put(codes[symbol] ?? 0, lengths[symbol] ?? 0);
    if (length > 0) this.bits.put(bits, length);
  }
}

const lengthOf = (value: number): number => 32 - Math.clz32(value < 0 ? -value : value);
const bitsOf = (value: number, length: number): number => (value < 0 ? value + (1 << length) - 1 : value);

/** One block as a sequential scan codes it (T.81 F.1.2). */
function codeBlock(sink: SymbolSink, set: number, blocks: Int16Array, at: number, predicted: number): void {
  const step = (blocks[at] ?? 0) - predicted;
  const category = lengthOf(step);
  if (category > 15) throw new CodedFault('DC step out of range');
  sink.put(set, category, bitsOf(step, category), category);
  let zeros = 0;
  for (let place = 1; place < 64; place += 1) {
    const value = blocks[at + place] ?? 0;
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) sink.put(2 + set, 0xf0, 0, 0);
    const length = lengthOf(value);
    if (length > 15) throw new CodedFault('Coefficient out of range');
    sink.put(2 + set, (zeros << 4) | length, bitsOf(value, length), length);
    zeros = 0;
  }
  if (zeros > 0) sink.put(2 + set, 0, 0, 0);
}

/** A block outside the picture's samples is never shown, so it is written empty: nothing may hide there. */
function codeEmpty(sink: SymbolSink, set: number): void {
  sink.put(set, 0, 0, 0);
  sink.put(2 + set, 0, 0, 0);
}

const setOf = (index: number): number => (index === 0 ? 0 : 1);

function codeSingle(component: Component, set: number, sink: SymbolSink): void {
  let predicted = 0;
  for (let row = 0; row < component.rows; row += 1) {
    for (let column = 0; column < component.columns; column += 1) {
      const at = (row * component.stride + column) * 64;
      codeBlock(sink, set, component.blocks, at, predicted);
      predicted = component.blocks[at] ?? 0;
    }
  }
}

function codeInterleaved(frame: Frame, sink: SymbolSink): void {
  const predicted = frame.components.map(() => 0);
  for (let unitRow = 0; unitRow < frame.unitsDown; unitRow += 1) {
    for (let unitColumn = 0; unitColumn < frame.unitsAcross; unitColumn += 1) {
      for (const [index, component] of frame.components.entries()) {
        const { across, down, columns, rows, stride, blocks } = component;
        for (let cell = 0; cell < across * down; cell += 1) {
          const row = unitRow * down + Math.floor(cell / across);
          const column = unitColumn * across + (cell % across);
          if (row >= rows || column >= columns) {
            codeEmpty(sink, setOf(index));
            continue;
          }
          const at = (row * stride + column) * 64;
          codeBlock(sink, setOf(index), blocks, at, predicted[index] ?? 0);
          predicted[index] = blocks[at] ?? 0;
        }
      }
    }
  }
}

function huffmanSegment(index: number, code: WrittenCode): Buffer {
  const head = index < 2 ? index : 0x10 | (index - 2);
  return segment(marker.dht, Buffer.from([head, ...code.counts, ...code.symbols]));
}

function scanHeader(components: readonly { readonly id: number; readonly set: number }[]): Buffer {
  const rows = components.flatMap(({ id, set }) => [id, (set << 4) | set]);
  return segment(marker.sos, Buffer.from([components.length, ...rows, 0, 63, 0]));
}

function codeScan(run: (sink: SymbolSink) => void, header: Buffer): Buffer[] {
  const counter = new Counter();
  run(counter);
  const codes = counter.frequencies.map(bestCode);
  const writer = new Writer(codes);
  run(writer);
  const tables = codes.flatMap((code, index) =>
    code.symbols.length > 0 ? [huffmanSegment(index, code)] : [],
  );
  return [...tables, header, writer.bits.end()];
}

interface Numbered {
  readonly tables: readonly Buffer[];
  readonly ids: readonly number[];
}

/** Equal tables share a number; a table that changed between scans gets its own. */
function numberTables(frame: Frame): Numbered {
  const tables: Buffer[] = [];
  const ids = frame.components.map(({ quantisation }) => {
    const table = quantisation ?? Buffer.alloc(65);
    const wide = (table[0] ?? 0) & 0xf0;
    const known = tables.findIndex(
      (other) => ((other[0] ?? 0) & 0xf0) === wide && other.subarray(1).equals(table.subarray(1)),
    );
    if (known >= 0) return known;
    tables.push(Buffer.concat([Buffer.from([wide | tables.length]), table.subarray(1)]));
    return tables.length - 1;
  });
  return { tables, ids };
}

function frameSegment(frame: Frame, { tables, ids }: Numbered): Buffer {
  const wide = tables.some((table) => ((table[0] ?? 0) & 0xf0) !== 0);
  const body = Buffer.alloc(6 + frame.components.length * 3);
  body[0] = 8;
  body.writeUInt16BE(frame.height, 1);
  body.writeUInt16BE(frame.width, 3);
  body[5] = frame.components.length;
  for (const [index, { id, across, down }] of frame.components.entries()) {
    body.set([id, (across << 4) | down, ids[index] ?? 0], 6 + index * 3);
  }
  return segment(frame.extended || wide ? 0xc1 : 0xc0, body);
}

/**
 * Tables, frame and scans of a sequential JPEG with these coefficients; the application segments come before it.
 * The Huffman tables are made for this picture, so nothing of the source's own tables stays.
 */
export function encodeCoefficients(frame: Frame): Buffer[] {
  const numbered = numberTables(frame);
  const out = [...numbered.tables.map((table) => segment(marker.dqt, table)), frameSegment(frame, numbered)];
  const { components } = frame;
  const unit = components.reduce((sum, { across, down }) => sum + across * down, 0);
  if (components.length > 1 && unit <= 10) {
    const header = scanHeader(components.map(({ id }, index) => ({ id, set: setOf(index) })));
    out.push(...codeScan((sink) => codeInterleaved(frame, sink), header));
  } else {
    for (const [index, component] of components.entries()) {
      const set = setOf(index);
      out.push(
        ...codeScan((sink) => codeSingle(component, set, sink), scanHeader([{ id: component.id, set }])),
      );
    }
  }
  out.push(Buffer.from([0xff, marker.eoi]));
  return out;
}
