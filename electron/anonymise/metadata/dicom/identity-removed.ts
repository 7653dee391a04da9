import { type Kept, textElement } from './kept.ts';

const basicProfile = 'PS3.15 Basic Profile';
const pixelsOption = ', Clean Pixel Data Option';
/** The option's own name is too long for this element beside the other's. */
const datesOption = ', Modified Dates';

/** What a copy says of itself beside its profile. */
export interface SaidOfCopy {
  readonly pixelsCleaned: boolean;
  readonly datesMoved: boolean;
}

/** What a data set says of itself as a copy of ours; null where it says something else. */
export function methodOfOurs(method: string): SaidOfCopy | null {
  const said = { pixelsCleaned: method.includes(pixelsOption), datesMoved: method.includes(datesOption) };
  return method === methodOf(said) ? said : null;
}

const methodOf = ({ pixelsCleaned, datesMoved }: SaidOfCopy): string =>
  `${basicProfile}${pixelsCleaned ? pixelsOption : ''}${datesMoved ? datesOption : ''}`;

/**
 * Says that the identity was removed and how (PS3.15 E.1.1); that no words are burned in only where regions were
 * filled. Where dates were moved, (0028,0303) would say MODIFIED as well; it is left out, since readers in common use do
 * not know it and count it among what nobody can account for. The method says the same.
 */
export const identityRemoved = (said: SaidOfCopy): Kept[] => [
  textElement(0x00120062, 'CS', 'YES'),
  textElement(0x00120063, 'LO', methodOf(said)),
  ...(said.pixelsCleaned ? [textElement(0x00280301, 'CS', 'NO')] : []),
];

export const identityTags: ReadonlySet<number> = new Set([0x00120062, 0x00120063, 0x00280301]);
