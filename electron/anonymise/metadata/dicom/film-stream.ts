import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { GroupClock } from '../streams/gop-clock.ts';
import { reduceSample, type SampleFilter } from '../streams/sample-filters.ts';

/** Films in DICOM: MPEG-2 and H.264 (PS3.5 8.2.5 to 8.2.7), HEVC (8.2.8 and 8.2.9). */
const syntaxes = /^1\.2\.840\.10008\.1\.2\.4\.10([0-8])(?:\.1)?$/;

export const isFilm = (transferSyntax: string): boolean => syntaxes.test(transferSyntax);

const mark = Buffer.from([0, 0, 1]);

function filterFor(stream: Buffer): SampleFilter | null {
  const at = stream.indexOf(mark);
  if (at < 0 || stream.subarray(0, at).some((byte) => byte !== 0)) return null;
  const first = stream[at + 3] ?? 0;
  if (first === 0xb3) return { kind: 'start-codes', visual: false, clock: new GroupClock() };
  // The first unit delimits a picture or holds parameters (H.264 table 7-1, H.265 table 7-1).
  if ([7, 9].includes(first & 0x9f)) return { kind: 'marked-units', rules: { coding: 'avc', dolby: false } };
  const isHevc = [32, 33, 35].includes(first >> 1);
  return isHevc ? { kind: 'marked-units', rules: { coding: 'hevc', dolby: false } } : null;
}

/**
 * A film without notes between its pictures.
 * @throws CustosError `unsupported` where it lies in a container of its own, which has descriptions too.
 */
export function bareFilm(stream: Buffer, notes: Notes): Buffer {
  const filter = filterFor(stream);
  if (filter) return reduceSample(filter, stream, notes);
  throw new CustosError(
    'unsupported',
    'The film in this DICOM file lies in a container of its own, which Custos cannot clean there. Save the film as MP4 with the program that shows it, and take that in.',
  );
}
