/** The data up to a bit, and the code that ends a picture behind it. */
function ended(data: Buffer, bit: number, code: number, width: number): Buffer {
  const out = Buffer.alloc((bit + width + 7) >> 3);
  data.copy(out, 0, 0, (bit + 7) >> 3);
  if ((bit & 7) !== 0) out[bit >> 3] = (out[bit >> 3] ?? 0) & ((1 << (bit & 7)) - 1);
  for (let index = 0; index < width; index += 1) {
    const at = bit + index;
    if ((code >> index) & 1) out[at >> 3] = (out[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return out;
}

/** Pixels that each code stands for; used by one frame after another, since there may be many. */
const lengths = new Uint32Array(4096);

/**
 * A frame's coded samples without what lies behind its picture (GIF89a appendix F): up to the code that ends it, or
 * up to the last pixel. What lies behind is read by no decoder. Faulty codes are left whole.
 */
export function exactCodes(data: Buffer, firstSize: number, pixels: number): Buffer {
  if (firstSize < 1 || firstSize > 11) return data;
  const clear = 1 << firstSize;
  lengths.fill(1, 0, clear);
  let width = firstSize + 1;
  let next = clear + 2;
  let previous = -1;
  let produced = 0;
  const bits = data.length * 8;
  for (let bit = 0; bit + width <= bits; ) {
    const at = bit >> 3;
    const window = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
    const code = (window >> (bit & 7)) & ((1 << width) - 1);
    bit += width;
    if (code === clear + 1) return data.subarray(0, (bit + 7) >> 3);
    if (produced >= pixels) return ended(data, bit - width, clear + 1, width);
    if (code === clear) {
      width = firstSize + 1;
      next = clear + 2;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) return data;
    if (previous >= 0 && next < 4096) {
      lengths[next] = (lengths[previous] ?? 0) + 1;
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
    }
    produced += lengths[code] ?? 0;
    previous = code;
  }
  return data;
}
