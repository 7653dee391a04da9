import { SetAsideError } from '../set-aside.ts';
import { greyPicture } from '../sharp-pictures.ts';
import { howSame, sameness } from './confirm.ts';
import type { GreyPicture } from './grey-picture.ts';
import { type Guess, type Hit, isTooPlain, nearPrints } from './look-for.ts';
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

/** Known pictures that may be the one asked about, nearest first. */
export interface Near {
  readonly hits: readonly Hit[];
  /** It may be too plain to be known again, so that nothing found says nothing. */
  readonly plain: boolean;
}

/** Which of many known prints may be of the picture in this thumbnail. */
export async function copyHits(thumbnail: Uint8Array, prints: Uint32Array): Promise<Near> {
  const picture = await greyOf(thumbnail);
  if (!picture) return { hits: [], plain: false };
  return { hits: nearPrints(picture, prints), plain: isTooPlain(picture) };
}

/** A known picture's thumbnail, and the ways in which it may lie in the one asked about. */
export interface Comparison {
  readonly guesses: readonly Guess[];
  readonly known: Uint8Array;
}

/** That a known picture is the one asked about, or perhaps is, and how well their detail agrees, to 1. */
export interface Agreement {
  readonly how: 'alike' | 'perhaps';
  readonly agreement: number;
}

/** What agrees less than the best by more is another picture of its series. */
const sameSeries = 0.02;

/** Where one agrees best, those that agree clearly less are no more than perhaps the same. */
function besideBest(agreed: readonly (Agreement | null)[]): (Agreement | null)[] {
  const best = Math.max(...agreed.map((one) => (one?.how === 'alike' ? one.agreement : 0)));
  return agreed.map((one) => one && { ...one, how: one.agreement < best - sameSeries ? 'perhaps' : one.how });
}

/** How well a known picture agrees where one of the guesses lays it; null where it is another one. */
function agreementOf(asked: GreyPicture, known: GreyPicture, guesses: readonly Guess[]): Agreement | null {
  let perhaps: Agreement | null = null;
  for (const guess of guesses) {
    const found = sameness(asked, guess, known);
    const how = found && howSame(found);
    if (!found || !how) continue;
    if (how === 'alike') return { how, agreement: found.detail };
    if (found.detail > (perhaps?.agreement ?? 0)) perhaps = { how, agreement: found.detail };
  }
  return perhaps;
}

/** Whether each known picture is the one asked about; null where it is another one. */
export async function copyAgreement(
  thumbnail: Uint8Array,
  comparisons: readonly Comparison[],
): Promise<readonly (Agreement | null)[]> {
  const asked = await greyOf(thumbnail);
  const agreed: (Agreement | null)[] = [];
  for (const { guesses, known } of comparisons) {
    const picture = asked && (await greyOf(known));
    agreed.push(asked && picture && agreementOf(asked, picture, guesses));
  }
  return besideBest(agreed);
}
