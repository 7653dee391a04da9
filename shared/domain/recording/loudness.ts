/** Heights (0 to 1) of `columns` bars, of smallest and largest samples in signed bytes. The loudest reaches the top. */
export function barsOf(peaks: Int8Array, columns: number): number[] {
  const pairs = Math.floor(peaks.length / 2);
  if (pairs === 0) return [];
  const bars = Array.from({ length: columns }, (_, column) => {
    const first = Math.floor((column * pairs) / columns);
    const end = Math.max(first + 1, Math.floor(((column + 1) * pairs) / columns));
    let most = 0;
    for (let pair = first; pair < Math.min(end, pairs); pair += 1)
      most = Math.max(most, Math.abs(peaks[pair * 2] ?? 0), Math.abs(peaks[pair * 2 + 1] ?? 0));
    return most;
  });
  const loudest = Math.max(1, ...bars);
  return bars.map((bar) => bar / loudest);
}
