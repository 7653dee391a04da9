import type { Notes } from '../noted.ts';

/** Segments of a JPEG picture: application segments 0 (JFIF, AVI1) and 14 (Adobe) tell how to decode it. */
const isForeign = (code: number): boolean => code === 0xfe || (code >= 0xe1 && code <= 0xef && code !== 0xee);

const bareLength = 16;

/** The head of an application segment of 0 or 14 without the thumbnail or text that may follow. */
function shortened(segment: Buffer): Buffer {
  const name = segment.toString('latin1', 4, 8);
  if (segment[1] !== 0xe0 || name !== 'JFIF' || segment.length <= bareLength + 2) return segment;
  const out = Buffer.from(segment.subarray(0, bareLength + 2));
  out.writeUInt16BE(bareLength, 2);
  out.fill(0, bareLength);
  return out;
}

/** A frame of motion JPEG without comments and descriptions; the very same buffer where there are none. */
export function reduceMotionJpeg(sample: Buffer, notes: Notes | null): Buffer {
  const kept: Buffer[] = [];
  let changed = false;
  let at = sample.indexOf(Buffer.from([0xff, 0xd8]));
  if (at < 0) return sample;
  changed = at > 0;
  kept.push(sample.subarray(at, at + 2));
  at += 2;
  while (at + 4 <= sample.length && sample[at] === 0xff) {
    const code = sample[at + 1] ?? 0;
    if (code === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + sample.readUInt16BE(at + 2);
    if (code < 0xc0 || code === 0xda || end > sample.length || end < at + 4) break;
    const segment = sample.subarray(at, end);
    if (isForeign(code)) {
      changed = true;
      notes?.binary('Video frames', 'Description inside a frame', segment.subarray(4), 'unknown');
    } else {
      const out = shortened(segment);
      changed ||= out !== segment;
      kept.push(out);
    }
    at = end;
  }
  return changed ? Buffer.concat([...kept, sample.subarray(at)]) : sample;
}
