/** Several frames in one block (RFC 9559 section 10.3), as the two bits of its flags say. */

const lacingBits = 0x06;
const xiph = 0x02;
const fixed = 0x04;

export const isLaced = (flags: number): boolean => (flags & lacingBits) !== 0;

interface Sizes {
  /** Those of all frames but the last, which takes what is left. */
  readonly sizes: readonly number[];
  readonly end: number;
}

/** Each size as bytes of 255 and a last one. */
function xiphSizes(body: Buffer, count: number): Sizes | null {
  const sizes: number[] = [];
  let at = 1;
  for (let size = 0; sizes.length < count; at += 1) {
    const byte = body[at];
    if (byte === undefined) return null;
    size += byte;
    if (byte === 255) continue;
    sizes.push(size);
    size = 0;
  }
  return { sizes, end: at };
}

/** The first size as a number of EBML, each other one by how much it differs from the one before. */
function ebmlSizes(body: Buffer, count: number): Sizes | null {
  const sizes: number[] = [];
  let at = 1;
  for (let size = 0; sizes.length < count; ) {
    const width = Math.clz32(body[at] ?? 0) - 23;
    // No block is so long that more than four bytes tell of it.
    if (width > 4 || at + width > body.length) return null;
    const value = body.readUIntBE(at, width) - 2 ** (7 * width);
    size = sizes.length === 0 ? value : size + value - (2 ** (7 * width - 1) - 1);
    if (size < 0) return null;
    sizes.push(size);
    at += width;
  }
  return { sizes, end: at };
}

function fixedSizes(body: Buffer, count: number): Sizes | null {
  const size = (body.length - 1) / (count + 1);
  return Number.isInteger(size) ? { sizes: new Array<number>(count).fill(size), end: 1 } : null;
}

/** The frames of a laced block behind its head, or null where they do not fit: decoders drop such a block. */
export function lacedFrames(body: Buffer, flags: number): Buffer[] | null {
  const count = body[0];
  if (count === undefined) return null;
  const read = { [xiph]: xiphSizes, [fixed]: fixedSizes }[flags & lacingBits] ?? ebmlSizes;
  const found = read(body, count);
  if (!found) return null;
  const frames: Buffer[] = [];
  let at = found.end;
  for (const size of found.sizes) {
    frames.push(body.subarray(at, at + size));
    at += size;
  }
  return at > body.length ? null : [...frames, body.subarray(at)];
}

const xiphSize = (size: number): Buffer =>
  Buffer.concat([Buffer.alloc(Math.floor(size / 255), 255), Buffer.from([size % 255])]);

/** A block of these frames, its head with the flags that tell of them. */
export function makeLaced(head: Buffer, frames: readonly Buffer[]): Buffer {
  const begun = Buffer.from(head);
  const flags = (begun.at(-1) ?? 0) & ~lacingBits;
  begun[begun.length - 1] = frames.length > 1 ? flags | xiph : flags;
  if (frames.length < 2) return Buffer.concat([begun, ...frames]);
  const sizes = frames.slice(0, -1).map(({ length }) => xiphSize(length));
  return Buffer.concat([begun, Buffer.from([frames.length - 1]), ...sizes, ...frames]);
}
