/** Cosines of the transform with its scale, row by frequency (ITU-T T.81 A.3.3). */
const cosines = Float64Array.from({ length: 64 }, (_, index) => {
  const frequency = index >> 3;
  const scale = frequency === 0 ? Math.SQRT1_2 / 2 : 0.5;
  return scale * Math.cos(((2 * (index & 7) + 1) * frequency * Math.PI) / 16);
});

/** Where each zigzag place lies in the block (T.81 figure A.6), walked along the diagonals. */
const zigzag = (() => {
  const order: number[] = [];
  for (let sum = 0; sum < 15; sum += 1) {
    for (let step = 0; step <= sum; step += 1) {
      const row = sum % 2 === 0 ? sum - step : step;
      const column = sum - row;
      if (row < 8 && column < 8) order.push(row * 8 + column);
    }
  }
  return Uint8Array.from(order);
})();

const half = new Float64Array(64);

/** Transforms 64 level-shifted samples and writes their quantised coefficients in zigzag order. */
export function forwardDct(samples: Float64Array, steps: Uint8Array, out: Int16Array, at: number): void {
  for (let row = 0; row < 8; row += 1) {
    for (let frequency = 0; frequency < 8; frequency += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += (samples[row * 8 + x] ?? 0) * (cosines[frequency * 8 + x] ?? 0);
      half[row * 8 + frequency] = sum;
    }
  }
  for (let place = 0; place < 64; place += 1) {
    const position = zigzag[place] ?? 0;
    const vertical = position >> 3;
    let sum = 0;
    for (let y = 0; y < 8; y += 1)
      sum += (half[y * 8 + (position & 7)] ?? 0) * (cosines[vertical * 8 + y] ?? 0);
    out[at + place] = Math.round(sum / (steps[place] ?? 1));
  }
}
