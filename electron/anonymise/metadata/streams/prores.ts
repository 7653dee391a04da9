import type { Notes } from '../noted.ts';

/** Four letters of the encoder's maker stand in the head of every frame (SMPTE RDD 36 section 5.1.1). */
export function blankMaker(frame: Buffer, notes: Notes | null): Buffer {
  // Matroska leaves out the length and mark in front.
  const head = frame.toString('latin1', 4, 8) === 'icpf' ? 8 : 0;
  const maker = frame.subarray(head + 4, head + 8);
  if (maker.length < 4 || maker.every((byte) => byte === 0)) return frame;
  notes?.text('Video frames', 'Encoder', maker.toString('latin1').replaceAll('\0', ''), 'device');
  return Buffer.from(frame).fill(0, head + 4, head + 8);
}
