import type { Region } from './region.ts';

/** What proposed a region. */
export const proposalSources = ['overlay', 'reading', 'template', 'catalogue', 'code', 'overTime'] as const;
export type ProposalSource = (typeof proposalSources)[number];

/** What a region shows. Markers (L, R, arrows, scale bars, calipers) are kept unless a person decides otherwise. */
export const proposalKinds = ['text', 'handwriting', 'marker', 'logo', 'code'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** Where a region lies at one moment of a film; between two it moves in a straight line. `at` is in seconds. */
export interface KeyFrame extends Region {
  readonly at: number;
}

/** A region that may identify, in whole pixels of the upright picture. */
export interface Proposal extends Region {
  readonly sources: readonly ProposalSource[];
  /** 0 to 1: how sure the proposers are that this was written over the picture. */
  readonly score: number;
  readonly kind: ProposalKind;
  /** What was read there; null where nothing was read. */
  readonly text: string | null;
  /** Holds a name, number or date that the catalogue knows of this subject. */
  readonly critical: boolean;
  /** Film and multi-frame only: seconds from the start, half open. */
  readonly from?: number;
  readonly to?: number;
  readonly keyFrames?: readonly KeyFrame[];
}
