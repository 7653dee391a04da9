import { SetAsideError } from '../set-aside.ts';
import { greyPicture } from '../sharp-pictures.ts';
import { isSame, sameness } from './confirm.ts';
import type { GreyPicture } from './grey-picture.ts';
import { type Guess, type Hit, nearPrints } from './look-for.ts';
import { type Print, printOf } from './print.ts';

/** Pictures are compared as large as thumbnails are: enough to find an edge to a five-hundredth. */
const comparedSide = 512;

/** A small picture to compare; null where it cannot be read. */
async function greyOf(picture: Uint8Array): Promise<GreyPicture | null> {
  try {
    return await greyPicture(Buffer.from(picture), comparedSide);
  } catch (error) {
    if (error instanceof SetAsideError) return null;
    throw error;
  }
}

/** What a thumbnail is known again by; null where it cannot be read. */
export async function copyPrint(thumbnail: Uint8Array): Promise<Print | null> {
  const picture = await greyOf(thumbnail);
  return picture && printOf(picture);
}

/** Which of many known prints may be of the picture in this thumbnail, nearest first. */
export async function copyHits(thumbnail: Uint8Array, prints: Uint32Array): Promise<readonly Hit[]> {
  const picture = await greyOf(thumbnail);
  return picture ? nearPrints(picture, prints) : [];
}

/** A known picture's thumbnail, and how it may lie in the one asked about. */
export interface Comparison {
  readonly guess: Guess;
  readonly known: Uint8Array;
}

/** How well each known picture agrees with the one asked about, from 0 to 1; null where it is another one. */
export async function copyAgreement(
  thumbnail: Uint8Array,
  comparisons: readonly Comparison[],
): Promise<readonly (number | null)[]> {
  const asked = await greyOf(thumbnail);
  const agreed: (number | null)[] = [];
  for (const { guess, known } of comparisons) {
    const picture = asked && (await greyOf(known));
    const found = asked && picture && sameness(asked, guess, picture);
    agreed.push(found && isSame(found) ? found.shades : null);
  }
  return agreed;
}
