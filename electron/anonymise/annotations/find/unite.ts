import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import { clampRegion, type Region, type Size } from '../../../../shared/domain/recording/region.ts';
import { areaOf, around, Grid, grown, overlapOf } from './boxes.ts';

export interface Scored extends Region {
  readonly score: number;
}

/** Pixels by which a box is grown: the soft edge of a stroke lies outside what was measured. */
const softEdge = 1;

/** Whether two boxes are pieces of one line, so that one box around both covers hardly more than they do. */
function belong(a: Region, b: Region): boolean {
  const both = overlapOf(a, b);
  if (both === 0) return false;
  if (both >= 0.8 * Math.min(areaOf(a), areaOf(b))) return true;
  return areaOf(around(a, b)) <= 1.15 * (areaOf(a) + areaOf(b) - both);
}

/** Fewer boxes that cover all that the given ones cover. */
export function united(boxes: readonly Scored[]): Scored[] {
  const kept = new Set<Scored>();
  const grid = new Grid<Scored>();
  for (const box of [...boxes].sort((a, b) => areaOf(b) - areaOf(a))) {
    let merged = box;
    for (let partner = partnerOf(merged); partner; partner = partnerOf(merged)) {
      kept.delete(partner);
      merged = { ...around(merged, partner), score: Math.max(merged.score, partner.score) };
    }
    kept.add(merged);
    grid.add(merged);
  }
  return [...kept];

  function partnerOf(box: Region): Scored | undefined {
    for (const other of grid.near(box)) if (kept.has(other) && belong(other, box)) return other;
    return undefined;
  }
}

/** Boxes as proposals of the overlay finder, in whole pixels within the picture. */
export function asProposals(boxes: readonly Scored[], size: Size): Proposal[] {
  return boxes.flatMap((box) => {
    const region = clampRegion(grown(box, softEdge), size);
    const said = { sources: ['overlay'], kind: 'text', text: null, critical: false } as const;
    return region ? [{ ...region, ...said, score: Math.round(box.score * 1000) / 1000 }] : [];
  });
}
