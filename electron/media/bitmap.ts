import type { ByteSource } from './byte-source.ts';
import { fileSystemMade } from './date-made.ts';
import type { Looked } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';
import { pixelLimit } from './sharp-pictures.ts';
import { poster, type StreamFile, type StreamTools } from './streams.ts';

/** Stored size of a Windows bitmap; the height is negative where rows run from the top. */
function sizeOf(head: Buffer): { width: number; height: number } {
  if (head.readUInt32LE(14) === 12) return { width: head.readUInt16LE(18), height: head.readUInt16LE(20) };
  return { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
}

/** Looks at a BMP, which has neither date nor orientation; ffmpeg decodes it. @throws SetAsideError */
export async function lookAtBitmap(
  source: ByteSource,
  file: StreamFile,
  tools: StreamTools & { readonly thumbnailSide: number | null; readonly now: Date },
): Promise<Looked> {
  const head = source.at(0, 54);
  const { width, height } = sizeOf(head);
  if (width * height > pixelLimit) {
    throw new SetAsideError('too-large', `The picture states ${width} × ${height} pixels.`, 'bmp');
  }
  if (head.readUInt32LE(2) > source.size) {
    throw new SetAsideError('truncated', 'The picture ends before all of it could be read.', 'bmp');
  }
  const thumbnail = await poster(file, null, tools.thumbnailSide ?? 64, tools);
  return {
    outcome: 'ok',
    kind: 'photo',
    container: 'bmp',
    width,
    height,
    stored: { width, height },
    orientation: 1,
    frames: 1,
    durationMs: null,
    codecs: ['bmp'],
    made: fileSystemMade(source.modified, tools.now),
    thumbnail: tools.thumbnailSide === null ? null : thumbnail,
    waveform: null,
    notes: [],
  };
}
