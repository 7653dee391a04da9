import type { ProposalKind } from '../../../../shared/domain/recording/proposal.ts';

/** What is written beside a picture to say which side it shows, and no more. */
const sides = /^(l|r|lt|rt|left|right)$/i;

/** Whether a text says a side and nothing else. */
export const isSide = (text: string): boolean => sides.test(text.replace(/[^\p{L}\p{N}]/gu, ''));

/** What a text is: a sign for a side of the body is kept unless a person decides otherwise, everything else may identify. */
export const kindOf = (text: string): ProposalKind => (isSide(text) ? 'marker' : 'text');
