import { CustosError } from '../../../shared/kernel/error.ts';
import type { Context, Output, Parsed } from '../context.ts';
import type { Found } from '../open.ts';
import { type CopyWork, makeStream } from './film-copy.ts';
import { findOriginal, isStreamed } from './originals.ts';
import { makePicture } from './picture-copy.ts';

/**
 * What is asked must fit what the recording is.
 * @throws CustosError `invalid-input`
 */
export function assertFits(
  found: Found,
  { keep, sound }: Pick<Parsed<'anonymise.make'>, 'keep' | 'sound'>,
): void {
  if (isStreamed(found) && keep)
    throw new CustosError(
      'invalid-input',
      'A film cannot be cut to a part of its picture, so nothing was begun. Please cover what is to be removed.',
    );
  if (!isStreamed(found) && sound.length > 0)
    throw new CustosError('invalid-input', 'A photograph has no sound to treat.');
}

/** Makes an anonymised copy of a recording [5, 10]. */
export async function makeCopy(
  context: Context,
  input: Parsed<'anonymise.make'>,
  work: CopyWork = {},
): Promise<Output<'anonymise.make'>> {
  const found = await findOriginal(context, input.recording);
  assertFits(found, input);
  return isStreamed(found) ? makeStream(context, found, input, work) : makePicture(context, found, input);
}
