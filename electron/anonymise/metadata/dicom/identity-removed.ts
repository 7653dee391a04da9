import { type Kept, textElement } from './kept.ts';

const basicProfile = 'PS3.15 Basic Profile';
const cleanPixels = `${basicProfile}, Clean Pixel Data Option`;

/** Whether a data set says of itself what copies of ours say. */
export const isMethodOfOurs = (method: string): boolean => method === basicProfile || method === cleanPixels;

/** Says that the identity was removed and how (PS3.15 E.1.1); that no words are burned in only where regions were filled. */
export const identityRemoved = (pixelsCleaned: boolean): Kept[] => [
  textElement(0x00120062, 'CS', 'YES'),
  textElement(0x00120063, 'LO', pixelsCleaned ? cleanPixels : basicProfile),
  ...(pixelsCleaned ? [textElement(0x00280301, 'CS', 'NO')] : []),
];

export const identityTags: ReadonlySet<number> = new Set([0x00120062, 0x00120063, 0x00280301]);
