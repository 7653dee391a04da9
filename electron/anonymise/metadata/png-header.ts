import { CustosError } from '../../../shared/kernel/error.ts';

/** The picture's form (PNG, third edition, 11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Start and step of the seven passes of an interlaced picture (8.2), as x, y, dx, dy. */
const interlacing = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const pixelLimit = 300_000_000;

/** @throws CustosError `unreadable` for values the format does not have, `too-large` over 300 megapixels. */
export function readHeader(data: Buffer | undefined): PngHeader {
  if (data?.length !== 13) throw broken();
  const header = {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    depth: data[8] ?? 0,
    colour: data[9] ?? 0,
    interlaced: data[12] === 1,
  };
  const valid =
    depths[header.colour]?.includes(header.depth) && data[10] === 0 && data[11] === 0 && (data[12] ?? 2) <= 1;
  if (!valid || header.width === 0 || header.height === 0) throw broken();
  if (header.width * header.height > pixelLimit) {
    throw new CustosError(
      'too-large',
      'The picture has more than 300 million pixels, which Custos does not clean.',
    );
  }
  return header;
}

const broken = (): CustosError =>
  new CustosError(
    'unreadable',
    'The header of this picture is damaged. It cannot be cleaned, and no program can show it.',
  );

export interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly columns: number;
  readonly rows: number;
  /** Bytes of a row without its filter byte. */
  readonly stride: number;
}

export const bitsPerPixel = (header: PngHeader): number => (channels[header.colour] ?? 1) * header.depth;

/** The passes in which the rows lie; one for a picture without interlacing. Empty passes are left out. */
export function passesOf(header: PngHeader): Pass[] {
  const steps = header.interlaced ? interlacing : ([[0, 0, 1, 1]] as const);
  const bits = bitsPerPixel(header);
  return steps
    .map(([x, y, dx, dy]) => {
      const columns = Math.ceil((header.width - x) / dx);
      const rows = Math.ceil((header.height - y) / dy);
      return { x, y, dx, dy, columns, rows, stride: Math.ceil((columns * bits) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Bytes of all rows with their filter bytes: what the image chunks must inflate to. */
export const inflatedLength = (header: PngHeader): number =>
  passesOf(header).reduce((sum, { rows, stride }) => sum + rows * (stride + 1), 0);
