function bitReversed(re: Float64Array, im: Float64Array): void {
  const { length } = re;
  for (let index = 1, other = 0; index < length; index += 1) {
    let bit = length >> 1;
    for (; other & bit; bit >>= 1) other ^= bit;
    other ^= bit;
    if (index < other) {
      [re[index], re[other]] = [re[other] ?? 0, re[index] ?? 0];
      [im[index], im[other]] = [im[other] ?? 0, im[index] ?? 0];
    }
  }
}

/** Fast Fourier transform in place; the length is a power of two. Twice, with `back` the second time, scales by it. */
export function transform(re: Float64Array, im: Float64Array, back: boolean): void {
  const { length } = re;
  bitReversed(re, im);
  for (let size = 2; size <= length; size *= 2) {
    const angle = ((back ? 2 : -2) * Math.PI) / size;
    for (let step = 0; step < size / 2; step += 1) {
      const cos = Math.cos(angle * step);
      const sin = Math.sin(angle * step);
      for (let low = step; low < length; low += size) {
        const high = low + size / 2;
        const a = (re[high] ?? 0) * cos - (im[high] ?? 0) * sin;
        const b = (re[high] ?? 0) * sin + (im[high] ?? 0) * cos;
        re[high] = (re[low] ?? 0) - a;
        im[high] = (im[low] ?? 0) - b;
        re[low] = (re[low] ?? 0) + a;
        im[low] = (im[low] ?? 0) + b;
      }
    }
  }
}
