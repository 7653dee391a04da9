import { CustosError } from '../../../../shared/kernel/error.ts';

/** What keeps a picture from being changed block by block: it is decoded and encoded afresh instead. */
export class CodedFault extends Error {}

/** One colour component with its quantised coefficients, 64 a block in zigzag order. */
export interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly tableId: number;
  /** Blocks that hold samples of the picture. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks of a stored row, filled up to whole units of an interleaved scan. */
  readonly stride: number;
  readonly blocks: Int16Array;
  /** The quantisation table as it stood at the component's first scan, its head byte first. */
  quantisation: Buffer | null;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly extended: boolean;
  readonly maxAcross: number;
  readonly maxDown: number;
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly components: readonly Component[];
}

/** 400 MB of coefficients: 130 megapixels with the usual colour sampling. */
const coefficientLimit = 200_000_000;

interface Sampling {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly tableId: number;
}

function readSampling(body: Buffer): Sampling[] {
  return Array.from({ length: body[5] ?? 0 }, (_, index) => {
    const at = 6 + index * 3;
    const factors = body[at + 1] ?? 0;
    return { id: body[at] ?? 0, across: factors >> 4, down: factors & 15, tableId: body[at + 2] ?? 0 };
  });
}

/**
 * Reads a frame header and makes room for its coefficients (ITU-T T.81 B.2.2).
 * @throws CodedFault for processes other than 8-bit Huffman, CustosError `too-large` over the limit of memory.
 */
export function readFrame(code: number, body: Buffer): Frame {
  if (code !== 0xc0 && code !== 0xc1 && code !== 0xc2)
    throw new CodedFault('Not a Huffman-coded DCT process');
  const height = body.readUInt16BE(1);
  const width = body.readUInt16BE(3);
  const sampling = readSampling(body);
  const invalid = sampling.some(
    ({ across, down, tableId }) => across < 1 || across > 4 || down < 1 || down > 4 || tableId > 3,
  );
  if (body[0] !== 8 || height === 0 || width === 0 || sampling.length > 4 || invalid)
    throw new CodedFault('Unusual frame');
  const maxAcross = Math.max(...sampling.map(({ across }) => across));
  const maxDown = Math.max(...sampling.map(({ down }) => down));
  const unitsAcross = Math.ceil(width / (8 * maxAcross));
  const unitsDown = Math.ceil(height / (8 * maxDown));
  const total = sampling.reduce(
    (sum, { across, down }) => sum + unitsAcross * across * unitsDown * down * 64,
    0,
  );
  if (total > coefficientLimit) {
    throw new CustosError(
      'too-large',
      'The picture is too large to be changed in memory. Please scale a copy down and take that in.',
    );
  }
  const components = sampling.map((one) => {
    const stride = unitsAcross * one.across;
    return {
      ...one,
      columns: Math.ceil(Math.ceil((width * one.across) / maxAcross) / 8),
      rows: Math.ceil(Math.ceil((height * one.down) / maxDown) / 8),
      stride,
      blocks: new Int16Array(stride * unitsDown * one.down * 64),
      quantisation: null,
    };
  });
  return {
    width,
    height,
    progressive: code === 0xc2,
    extended: code === 0xc1,
    maxAcross,
    maxDown,
    unitsAcross,
    unitsDown,
    components,
  };
}
