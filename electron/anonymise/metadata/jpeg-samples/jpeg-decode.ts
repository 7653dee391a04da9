import { noTables, type PendingTables, takeTables } from '../jpeg-tables.ts';
import { isFrame, marker, type Segment, walkJpeg } from '../jpeg-walk.ts';
import { BitReader, type CodeTable, codeTable } from './huffman-read.ts';
import {
  type BlockDecoder,
  decodeAcFirst,
  decodeAcNext,
  decodeDcFirst,
  decodeDcNext,
  decodeSequential,
  type ScanPart,
  type ScanState,
} from './jpeg-block-decode.ts';
import { CodedFault, type Component, type Frame, readFrame } from './jpeg-frame.ts';

/** Real progressive pictures have about ten; a thousand passes over every block would be an attack on time. */
const scanLimit = 100;

function decoderFor(frame: Frame, state: ScanState): BlockDecoder {
  if (!frame.progressive) return decodeSequential;
  if (state.from === 0) return state.high === 0 ? decodeDcFirst : decodeDcNext;
  return state.high === 0 ? decodeAcFirst : decodeAcNext;
}

interface Selected {
  readonly component: Component;
  readonly part: ScanPart;
}

function select(frame: Frame, tables: PendingTables, body: Buffer): Selected[] {
  const count = body[0] ?? 0;
  const built = new Map<number, CodeTable | null>();
  const table = (head: number): CodeTable | null => {
    const known = built.get(head);
    if (known !== undefined) return known;
    const bytes = tables.huffman.get(head);
    const made = bytes ? codeTable(bytes) : null;
    built.set(head, made);
    return made;
  };
  return Array.from({ length: count }, (_, index) => {
    const component = frame.components.find(({ id }) => id === body[1 + index * 2]);
    if (!component) throw new CodedFault('A scan names an unknown component');
    component.quantisation ??= tables.quantisation.get(component.tableId) ?? null;
    const selectors = body[2 + index * 2] ?? 0;
    const part = {
      dc: table(selectors >> 4),
      ac: table(0x10 | (selectors & 15)),
      blocks: component.blocks,
      predicted: 0,
    };
    return { component, part };
  });
}

/** Calls for each block of a scan in its order, and between units (T.81 A.2). */
function eachBlock(
  frame: Frame,
  selected: readonly Selected[],
  unit: () => void,
  block: (part: ScanPart, at: number) => void,
): void {
  const [first] = selected;
  if (selected.length === 1 && first) {
    const { columns, rows, stride } = first.component;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        unit();
        block(first.part, (row * stride + column) * 64);
      }
    }
    return;
  }
  for (let unitRow = 0; unitRow < frame.unitsDown; unitRow += 1) {
    for (let unitColumn = 0; unitColumn < frame.unitsAcross; unitColumn += 1) {
      unit();
      for (const { component, part } of selected) {
        const { across, down, stride } = component;
        for (let y = 0; y < down; y += 1) {
          const row = (unitRow * down + y) * stride + unitColumn * across;
          for (let x = 0; x < across; x += 1) block(part, (row + x) * 64);
        }
      }
    }
  }
}

function decodeScan(
  frame: Frame,
  tables: PendingTables,
  { body, coded }: Segment,
  onGap: (bytes: Buffer) => void,
): void {
  if (!coded) throw new CodedFault('A scan is cut short');
  const selected = select(frame, tables, body);
  const tail = 1 + selected.length * 2;
  const bits = body[tail + 2] ?? 0;
  const state: ScanState = {
    reader: new BitReader(coded),
    from: body[tail] ?? 0,
    to: body[tail + 1] ?? 0,
    high: bits >> 4,
    low: bits & 15,
    endRun: 0,
  };
  if (frame.progressive) {
    const band = state.from === 0 ? state.to === 0 : selected.length === 1;
    if (!band || state.to > 63 || state.from > state.to || state.low > 13)
      throw new CodedFault('Invalid progression');
  }
  const decode = decoderFor(frame, state);
  const restart = tables.restart ?? 0;
  let left = restart;
  eachBlock(
    frame,
    selected,
    () => {
      if (restart === 0) return;
      if (left === 0) {
        state.reader.restart();
        state.endRun = 0;
        for (const { part } of selected) part.predicted = 0;
        left = restart;
      }
      left -= 1;
    },
    (part, at) => decode(state, part, at),
  );
  state.reader.finish();
  for (const [from, to] of state.reader.gaps) onGap(coded.subarray(from, to));
}

/**
 * The quantised coefficients of a JPEG: baseline, extended and progressive Huffman coding, 8 bits.
 * `onGap` is told of the bytes behind samples that no decoder reads.
 * @throws CodedFault for other processes and for damage, CustosError `too-large` over the limit of memory.
 */
export function decodeCoefficients(bytes: Buffer, onGap: (bytes: Buffer) => void = () => undefined): Frame {
  const tables = noTables();
  let frame: Frame | null = null;
  let scans = 0;
  for (const part of walkJpeg(bytes).segments) {
    if (isFrame(part.marker)) frame = readFrame(part.marker, part.body);
    else if (part.marker === marker.sos) {
      scans += 1;
      if (!frame || scans > scanLimit) throw new CodedFault('Unexpected scan');
      decodeScan(frame, tables, part, onGap);
    } else takeTables(tables, part.marker, part.body);
  }
  if (!frame || scans === 0 || frame.components.some(({ quantisation }) => !quantisation))
    throw new CodedFault('Incomplete picture');
  return frame;
}
