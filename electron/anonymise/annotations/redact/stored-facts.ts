import type { Orientation } from '../../../../shared/domain/recording/orientation.ts';
import type { Size } from '../../../../shared/domain/recording/region.ts';
import { readHead } from '../../metadata/jpeg-head.ts';
import { isFrame, walkJpeg } from '../../metadata/jpeg-walk.ts';
import { orientationOf } from '../../metadata/orientation.ts';
import { walkPng } from '../../metadata/png-chunks.ts';
import { readHeader } from '../../metadata/png-header.ts';
import { dicomFacts } from './redact-dicom.ts';

export interface StoredFacts {
  readonly size: Size;
  readonly orientation: Orientation;
}

/** Size and orientation as a cleaned picture states them; null for a JPEG that states its height later. */
export function storedFacts(cleaned: Buffer, container: 'jpeg' | 'png' | 'dicom'): StoredFacts | null {
  if (container === 'dicom') {
    const facts = dicomFacts(cleaned);
    return facts && { size: facts.size, orientation: 1 };
  }
  if (container === 'png') {
    const { chunks } = walkPng(cleaned);
    const { width, height } = readHeader(chunks[0]?.data);
    const exif = chunks.find(({ type }) => type === 'eXIf');
    return { size: { width, height }, orientation: exif ? orientationOf(exif.data) : 1 };
  }
  const { segments } = walkJpeg(cleaned);
  const frame = segments.find(({ marker }) => isFrame(marker));
  if (!frame) return null;
  const size = { width: frame.body.readUInt16BE(3), height: frame.body.readUInt16BE(1) };
  return size.height === 0 ? null : { size, orientation: readHead(segments).orientation };
}
