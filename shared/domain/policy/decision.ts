/** Names of what a decision raises for the queues, whatever its outcome. */
export const followUpNames = [
  'recordPermission',
  'putRight',
  'askAfterRecording',
  'obtainConsent',
  'replaceLegacy',
  'assessIdentifiability',
  'anonymise',
  'renewConsent',
] as const;

export type FollowUp = (typeof followUpNames)[number];

/** The answer to a request. `cites` are paragraph numbers, the deciding rule's first, none twice. */
export type Decision = {
  readonly id: string;
  readonly outcome: 'permit' | 'refuse';
  readonly cites: readonly string[];
  readonly reasons: readonly string[];
  /** Each is one action that could change the answer; empty for a permit and where nothing can. */
  readonly remedies: readonly string[];
  readonly followUps: readonly FollowUp[];
};

/** What should become of a recording. */
export type Disposal = {
  readonly action: 'keep' | 'erase' | 'review';
  readonly cites: readonly string[];
};
