/** A file made to cost whoever reads it far more than it is long. */
export interface Nasty {
  readonly container: string;
  readonly what: string;
  readonly make: () => Buffer;
}

export const latin = (value: string): Buffer => Buffer.from(value, 'latin1');

/** The same piece over and over, so many bytes of it. */
export const filled = (piece: Buffer, length: number): Buffer => Buffer.alloc(length, piece);

export function u32(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) out.writeUInt32BE(value, index * 4);
  return out;
}

export function u32le(...values: readonly number[]): Buffer {
  return u32(...values).swap32();
}

export const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);

export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), latin(type), body]);
}

export const fullBox = (type: string, ...parts: readonly Buffer[]): Buffer => box(type, u32(0), ...parts);
