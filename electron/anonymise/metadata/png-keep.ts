import { inflateSync } from 'node:zlib';
import { reduceProfile } from './icc-profile.ts';
import type { Chunk } from './png-chunks.ts';
import type { PngHeader } from './png-header.ts';

/** Exact lengths of the small chunks that are kept as they are (PNG, third edition, 11.3). */
const fixed: Readonly<Record<string, readonly number[]>> = {
  gAMA: [4],
  cHRM: [32],
  sRGB: [1],
  cICP: [4],
  mDCV: [24],
  cLLI: [8],
  mDCv: [24],
  cLLi: [8],
  pHYs: [9],
};

const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** Whether a chunk that stands before the image has a form that decoders accept. */
export function isKept({ type, data }: Chunk, header: PngHeader): boolean {
  const lengths = fixed[type];
  if (lengths) return lengths.includes(data.length);
  if (type === 'sBIT') return data.length === samples[header.colour];
  if (type === 'PLTE') {
    return (
      (header.colour === 3 || header.colour === 2 || header.colour === 6) &&
      data.length > 0 &&
      data.length <= 768 &&
      data.length % 3 === 0
    );
  }
  if (type === 'bKGD') return data.length === ({ 3: 1, 0: 2, 4: 2 }[header.colour] ?? 6);
  if (type !== 'tRNS') return false;
  return header.colour === 3
    ? data.length > 0 && data.length <= 256
    : data.length === ({ 0: 2, 2: 6 }[header.colour] ?? -1);
}

const profileLimit = 32 * 1024 * 1024;

/** The profile inside an iCCP chunk; null where decoders would not find one. */
export function profileOf(data: Buffer): Buffer | null {
  const end = data.subarray(0, 81).indexOf(0);
  if (end < 1 || data[end + 1] !== 0) return null;
  try {
    return inflateSync(data.subarray(end + 2), { maxOutputLength: profileLimit });
  } catch {
    return null;
  }
}

/** The reduced profile's own form of the chunk data before compression; null where there is nothing to keep. */
export function reducedProfile(data: Buffer): Buffer | null {
  const profile = profileOf(data);
  return profile && reduceProfile(profile);
}

/** The name under which every profile is stored. */
export const profileName = Buffer.from('ICC\0\0', 'latin1');
