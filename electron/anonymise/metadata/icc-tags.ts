/** Bytes of a curve of the given place, or -1 (ICC.1:2022 sections 10.6 and 10.18). */
function curveLength(tag: Buffer, at: number): number {
  if (at + 12 > tag.length) return -1;
  const type = tag.toString('latin1', at, at + 4);
  if (type === 'curv') return 12 + tag.readUInt32BE(at + 8) * 2;
  const parameters = [1, 3, 4, 5, 7][tag.readUInt16BE(at + 8)];
  return type === 'para' && parameters !== undefined ? 12 + parameters * 4 : -1;
}

/** Marks the bytes of a row of curves, each padded to four bytes. */
function markCurves(tag: Buffer, used: Uint8Array, from: number, count: number): boolean {
  let at = from;
  for (let index = 0; index < count; index += 1) {
    const length = curveLength(tag, at);
    if (length < 0 || at + length > tag.length) return false;
    used.fill(1, at, at + length);
    used.fill(0, at + 4, at + 8);
    at += Math.ceil(length / 4) * 4;
  }
  return true;
}

function markTable(tag: Buffer, used: Uint8Array, at: number, inputs: number, outputs: number): boolean {
  if (at + 20 > tag.length) return false;
  let points = outputs;
  for (let index = 0; index < inputs; index += 1) points *= tag[at + index] ?? 0;
  const length = 20 + points * (tag[at + 16] ?? 1);
  if (points === 0 || at + length > tag.length) return false;
  used.fill(1, at, at + inputs);
  used[at + 16] = 1;
  used.fill(1, at + 20, at + length);
  return true;
}

/** lutAToBType and lutBToAType point to their parts; what no part covers is blanked (sections 10.12, 10.13). */
function reducePipeline(tag: Buffer): Buffer | null {
  if (tag.length < 32) return null;
  const inputs = tag[8] ?? 0;
  const outputs = tag[9] ?? 0;
  if (inputs === 0 || inputs > 15 || outputs === 0 || outputs > 15) return null;
  const used = new Uint8Array(tag.length);
  used.fill(1, 0, 4).fill(1, 8, 10).fill(1, 12, 32);
  const [b, matrix, m, table, a] = [12, 16, 20, 24, 28].map((at) => tag.readUInt32BE(at));
  const forward = tag.toString('latin1', 0, 4) === 'mAB ';
  const [first, last] = forward ? [inputs, outputs] : [outputs, inputs];
  if (b && !markCurves(tag, used, b, last)) return null;
  if (m && !markCurves(tag, used, m, last)) return null;
  if (a && !markCurves(tag, used, a, first)) return null;
  if (table && !markTable(tag, used, table, inputs, outputs)) return null;
  if (matrix) {
    if (matrix + 48 > tag.length) return null;
    used.fill(1, matrix, matrix + 48);
  }
  const out = Buffer.from(tag);
  for (let at = 0; at < out.length; at += 1) if (used[at] === 0) out[at] = 0;
  return out;
}

function tableLength(tag: Buffer, type: string): number {
  if (tag.length < 52) return -1;
  const [inputs, outputs, points] = [tag[8] ?? 0, tag[9] ?? 0, tag[10] ?? 0];
  const grid = points ** inputs * outputs;
  if (type === 'mft1') return 48 + 256 * inputs + grid + 256 * outputs;
  return 52 + 2 * (tag.readUInt16BE(48) * inputs + grid + tag.readUInt16BE(50) * outputs);
}

function exactLength(tag: Buffer, type: string): number {
  switch (type) {
    case 'XYZ ':
      return 20;
    case 'curv':
    case 'para':
      return curveLength(tag, 0);
    case 'sf32':
      return 44;
    case 'cicp':
      return 12;
    case 'mft1':
    case 'mft2':
      return tableLength(tag, type);
    case 'mpet':
      return tag.length;
    default:
      return -1;
  }
}

/** One tag's data in its exact length with its reserved bytes zero; null for a type no transform can use. */
export function reduceTag(tag: Buffer): Buffer | null {
  if (tag.length < 12) return null;
  const type = tag.toString('latin1', 0, 4);
  if (type === 'mAB ' || type === 'mBA ') return reducePipeline(tag);
  const length = exactLength(tag, type);
  if (length < 12 || length > tag.length) return null;
  const out = Buffer.from(tag.subarray(0, length));
  out.fill(0, 4, 8);
  if (type === 'para') out.fill(0, 10, 12);
  if (type === 'mft1' || type === 'mft2') out[11] = 0;
  return out;
}
