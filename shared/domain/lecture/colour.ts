import type { MatchKind } from '../recording/match.ts';

/** What a picture or clip of a lecture is marked with, for a stated use and audience today. */
export const colours = ['red', 'amber', 'green'] as const;
export type Colour = (typeof colours)[number];

/** A recording of which a part of a lecture is a copy, or looks like one, and what the policy says of it. */
export interface Matched {
  readonly how: MatchKind;
  readonly outcome: 'permit' | 'refuse';
}

/** Why a part has its colour. */
export const colourReasons = [
  'erased',
  'closed',
  'refused',
  'perhapsRefused',
  'companion',
  'notLookedAt',
  'unknown',
  'alike',
  'permitted',
] as const;
export type ColourReason = (typeof colourReasons)[number];

export const colourOf: Readonly<Record<ColourReason, Colour>> = {
  erased: 'red',
  closed: 'red',
  refused: 'red',
  perhapsRefused: 'red',
  companion: 'red',
  notLookedAt: 'amber',
  unknown: 'amber',
  alike: 'amber',
  permitted: 'green',
};

interface PartFacts {
  /** Its content is that of a recording that was erased. */
  readonly erased: boolean;
  /** Something of the library that was open to whoever asks, or released by or to them, and is closed to them now. */
  readonly closed: boolean;
  /** It could be compared by how it looks, and not by its content alone. */
  readonly looked: boolean;
  readonly matched: readonly Matched[];
}

/**
 * Where the content is the same, nothing else decides; a likeness permits nothing, and may refuse. One refusal among
 * several recordings is enough, for it may be that one.
 */
export function reasonFor({ erased, closed, looked, matched }: PartFacts): ColourReason {
  if (erased) return 'erased';
  if (closed) return 'closed';
  const same = matched.filter(({ how }) => how === 'same');
  if (same.length > 0) return same.some(({ outcome }) => outcome === 'refuse') ? 'refused' : 'permitted';
  if (matched.some(({ outcome }) => outcome === 'refuse')) return 'perhapsRefused';
  if (matched.length > 0) return 'alike';
  return looked ? 'unknown' : 'notLookedAt';
}

/** What is shown as one with something red is red: the still of a clip, the drawing of a picture. */
export function withCompanions(
  parts: readonly { readonly reason: ColourReason; readonly together: readonly number[] }[],
): ColourReason[] {
  const isRed = (at: number): boolean => colourOf[parts[at]?.reason ?? 'unknown'] === 'red';
  return parts.map(({ reason, together }) =>
    colourOf[reason] !== 'red' && together.some(isRed) ? 'companion' : reason,
  );
}

const sentences: Readonly<Record<ColourReason, string>> = {
  erased: 'This was erased from the library and may not be shown. Whoever holds a copy should destroy it.',
  closed:
    'This is, or looks like, something of the library that was open to you before and no longer is. It may not be shown.',
  refused: 'This is from the library and may not be shown so today.',
  perhapsRefused:
    'This looks like a recording that may not be shown so today. Somebody has to look whether it is that one.',
  companion: 'This belongs to something in the lecture that may not be shown.',
  notLookedAt: 'This could not be looked at, so that nobody can say whether it may be shown.',
  unknown: 'This is not from this library: nobody can say who agreed.',
  alike:
    'This looks like a recording that may be shown so today. Somebody has to look whether it is that one.',
  permitted: 'This is from the library and may be shown so today.',
};

/** How a part is told to be a copy of a recording, before the number of it. */
export const matchWords: Readonly<Record<Matched['how'], string>> = {
  same: 'It is',
  alike: 'It looks like',
  perhaps: 'It may be',
};

export const sayReason = (reason: ColourReason): string => sentences[reason];
