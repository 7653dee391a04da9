import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { candidatesOf } from './candidates.ts';
import { lineScore } from './line-score.ts';
import { sightingsOf } from './propose.ts';
import { asProposals, united } from './unite.ts';

/** From this score on a line is proposed. */
const leastScore = 0.5;

/**
 * Proposes what was written over a picture: the union of several ways of looking, in whole pixels of the upright
 * picture. It takes about a second a megapixel: call it in a process that may die, never on the engine's thread.
 */
export async function findInPicture(pixels: Pixels): Promise<readonly Proposal[]> {
  const scored = candidatesOf(sightingsOf(pixels)).map((candidate) => ({
    ...candidate,
    score: lineScore(candidate.features),
  }));
  const { width, height } = pixels;
  return asProposals(united(scored.filter(({ score }) => score >= leastScore)), { width, height });
}
