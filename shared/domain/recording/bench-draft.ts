import type { Proposal, ProposalKind } from './proposal.ts';
import type { SoundSpan } from './sound-span.ts';
import type { TimedRegion } from './timed-region.ts';

/** Where a region of the bench comes from. */
export const regionOrigins = ['found', 'template', 'series', 'drawn', 'moved'] as const;
export type RegionOrigin = (typeof regionOrigins)[number];

/** What becomes of it: covered, left visible, or the part to which the picture is cut, of which there is one. */
export const regionStates = ['kept', 'dropped', 'crop'] as const;
export type RegionState = (typeof regionStates)[number];

/** A region as somebody decided on it; what is dropped stays to be taken back. */
export interface BenchRegion extends TimedRegion {
  /** Names it within its picture. */
  readonly key: number;
  readonly origin: RegionOrigin;
  readonly state: RegionState;
  /** Does not move until it is unlocked. */
  readonly locked: boolean;
  readonly kind: ProposalKind;
  readonly text: string | null;
  readonly critical: boolean;
}

export interface BenchSpan extends SoundSpan {
  readonly key: number;
}

/** All that was decided on a recording so far. */
export interface BenchDraft {
  readonly regions: readonly BenchRegion[];
  readonly spans: readonly BenchSpan[];
}

type Found = Omit<Proposal, keyof TimedRegion> & TimedRegion;

/**
 * What a picture opens with. Whatever may identify is filled unless a person drops it; markers stay unless a person
 * decides otherwise, but for those that hold something the catalogue knows of the patient.
 */
export const decidedFrom = (proposals: readonly Found[]): BenchRegion[] =>
  proposals.map(({ sources, score: _score, ...proposal }, index) => ({
    ...proposal,
    key: index + 1,
    origin: sources.includes('template') ? 'template' : 'found',
    state: proposal.kind === 'marker' && !proposal.critical ? 'dropped' : 'kept',
    locked: false,
  }));
