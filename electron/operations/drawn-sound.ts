import { barsOf } from '../../shared/domain/recording/loudness.ts';
import type { Preview } from '../catalogue/previews.ts';

const width = 320;
const height = 240;
/** Few enough to be told apart in a line of the list. */
const bars = 40;
const highest = height * 0.36;

/** A sound as a tile shows it: how loud it is from its beginning to its end, for the mid-grey behind pictures. */
export function drawnSound({ bytes }: Preview): Preview {
  const step = width / (bars + 2);
  const path = barsOf(new Int8Array(bytes), bars)
    .map((bar, column) => {
      const x = ((column + 1.5) * step).toFixed(1);
      const half = Math.max(2, bar * highest);
      return `M${x} ${(height / 2 - half).toFixed(1)}V${(height / 2 + half).toFixed(1)}`;
    })
    .join('');
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><path d="${path}" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>`;
  return { bytes: Buffer.from(drawing), type: 'image/svg+xml' };
}
