import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { cleanableContainers } from '../../anonymise/metadata/cleaners.ts';
import { streamContainers } from '../../anonymise/metadata/streams/stream-cleaners.ts';
import type { Context } from '../context.ts';
import type { Found } from '../open.ts';
import { findRecording } from '../recordings.ts';

/** Films and sound are worked on piece by piece, photographs whole. */
export const isStreamed = ({ facts, rendition }: Found): boolean =>
  facts.recording.kind !== 'photo' && streamContainers.includes(rendition.container);

export function assertCleanable(found: Found): void {
  const { facts, rendition } = found;
  const isWhole = facts.recording.kind === 'photo' || rendition.container === 'dicom';
  const isPicture = isWhole && cleanableContainers.includes(rendition.container);
  if (isPicture || isStreamed(found)) return;
  throw new CustosError(
    'unsupported',
    'Custos cannot anonymise this kind of file yet. Save a copy as JPEG, PNG, MP4 or WAV and take that in, or keep this recording to the uses of the original.',
    { container: rendition.container },
  );
}

/** The original of a recording that can be cleaned. @throws CustosError `not-found`, `unsupported` */
export async function findOriginal(context: Context, recording: Id): Promise<Found> {
  const { facts } = await context.rooms.catalogue.read((reader) => findRecording(context, reader, recording));
  const original = facts.renditions.find(({ row }) => row.kind === 'original');
  if (!original) throw new CustosError('not-found', 'The original of this recording is not here any more.');
  const found: Found = { facts, rendition: original.row };
  assertCleanable(found);
  return found;
}
