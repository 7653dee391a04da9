/** Where a recording stands in its life. `erasing` is an erasure that has begun and cannot be turned back. */
export const recordingStates = ['active', 'quarantined', 'erasing', 'erased'] as const;
export type RecordingState = (typeof recordingStates)[number];

/** What a recording is, by the content of its file. */
export const kinds = ['photo', 'video', 'audio'] as const;
export type Kind = (typeof kinds)[number];

/**
 * The one word a tile shows for what is still to be done with a recording.
 * It is derived from facts and stored beside them, so that a filter by it stays quick.
 */
export const standings = [
  'needsClass',
  'needsAgreement',
  'needsAnonymising',
  'ready',
  'limited',
  'quarantined',
] as const;
export type Standing = (typeof standings)[number];
