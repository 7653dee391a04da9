import type { Region } from '../../../../shared/domain/recording/region.ts';
import { readHead } from '../../metadata/jpeg-head.ts';
import { decodeCoefficients } from '../../metadata/jpeg-samples/jpeg-decode.ts';
import { encodeCoefficients } from '../../metadata/jpeg-samples/jpeg-encode.ts';
import type { Component, Frame } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import { walkJpeg } from '../../metadata/jpeg-walk.ts';
import { writeHead } from '../../metadata/jpeg-write.ts';

/** A picture cut to a rectangle, and the rectangle that stayed, in pixels of the stored picture. */
export interface Cut {
  readonly bytes: Buffer;
  readonly kept: Region;
}

/** From one edge to another in whole coded units, never outward; the picture's own far edge needs no whole unit. */
function inward(from: number, length: number, unit: number, whole: number): readonly [number, number] {
  const begins = Math.ceil(from / unit) * unit;
  const ends = from + length >= whole ? whole : Math.floor((from + length) / unit) * unit;
  return [begins, Math.max(0, ends - begins)];
}

function cutComponent(frame: Frame, component: Component, { x, y, w, h }: Region): Component {
  const { across, down, stride: before, blocks: source } = component;
  const [unitWidth, unitHeight] = [8 * frame.maxAcross, 8 * frame.maxDown];
  const [unitsAcross, unitsDown] = [Math.ceil(w / unitWidth), Math.ceil(h / unitHeight)];
  const [left, top] = [(x / unitWidth) * across, (y / unitHeight) * down];
  const stride = unitsAcross * across;
  const rows = unitsDown * down;
  const blocks = new Int16Array(stride * rows * 64);
  for (let row = 0; row < rows; row += 1) {
    const from = ((top + row) * before + left) * 64;
    blocks.set(source.subarray(from, from + stride * 64), row * stride * 64);
  }
  return {
    ...component,
    columns: Math.ceil(Math.ceil((w * across) / frame.maxAcross) / 8),
    rows: Math.ceil(Math.ceil((h * down) / frame.maxDown) / 8),
    stride,
    blocks,
  };
}

/**
 * Cuts a cleaned JPEG to the whole coded units (ITU-T T.81 A.2) that lie inside a rectangle: their coefficients stay
 * exactly, and of what lies outside not one sample is left. Null where no unit lies inside.
 * @throws CodedFault where the coefficients cannot be read, CustosError `too-large` over the limit of memory.
 */
export function cropJpeg(cleaned: Buffer, keep: Region): Cut | null {
  const frame = decodeCoefficients(cleaned);
  const [x, w] = inward(keep.x, keep.w, 8 * frame.maxAcross, frame.width);
  const [y, h] = inward(keep.y, keep.h, 8 * frame.maxDown, frame.height);
  const kept = { x, y, w, h };
  if (w === 0 || h === 0) return null;
  const cut: Frame = {
    ...frame,
    width: w,
    height: h,
    unitsAcross: Math.ceil(w / (8 * frame.maxAcross)),
    unitsDown: Math.ceil(h / (8 * frame.maxDown)),
    components: frame.components.map((component) => cutComponent(frame, component, kept)),
  };
  const head = readHead(walkJpeg(cleaned).segments);
  return { bytes: Buffer.concat([...writeHead(head), ...encodeCoefficients(cut)]), kept };
}
