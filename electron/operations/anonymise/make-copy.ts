import { CustosError } from '../../../shared/kernel/error.ts';
import type { Context, Output, Parsed } from '../context.ts';
import { type CopyWork, makeStream } from './film-copy.ts';
import { findOriginal, isStreamed } from './originals.ts';
import { makePicture } from './picture-copy.ts';

/** Makes an anonymised copy of a recording [5, 10]. */
export async function makeCopy(
  context: Context,
  input: Parsed<'anonymise.make'>,
  work: CopyWork = {},
): Promise<Output<'anonymise.make'>> {
  const found = await findOriginal(context, input.recording);
  if (isStreamed(found)) {
    if (input.keep) throw new CustosError('invalid-input', 'A film is not cut. Cover what is to be removed.');
    return makeStream(context, found, input, work);
  }
  if (input.sound.length > 0) throw new CustosError('invalid-input', 'A photograph has no sound to treat.');
  return makePicture(context, found, input);
}
