/**
 * How many bytes of a frame's coded samples its picture takes (GIF89a appendix F): up to the code that ends it, or
 * up to the last pixel. What lies behind is read by no decoder. Faulty codes give the whole length.
 */
export function codedLength(data: Buffer, firstSize: number, pixels: number): number {
  if (firstSize < 1 || firstSize > 11) return data.length;
  const clear = 1 << firstSize;
  const lengths = new Uint32Array(4096).fill(1, 0, clear);
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
    if (code === clear + 1) return (bit + 7) >> 3;
    if (produced >= pixels) return (bit - width + 7) >> 3;
    if (code === clear) {
      width = firstSize + 1;
      next = clear + 2;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0)) return data.length;
    if (previous >= 0 && next < 4096) {
      lengths[next] = (lengths[previous] ?? 0) + 1;
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
    }
    produced += lengths[code] ?? 0;
    previous = code;
  }
  return data.length;
}
