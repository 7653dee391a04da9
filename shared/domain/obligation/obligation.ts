import type { Day } from '../../kernel/day.ts';

/** The queues: obligations by kind. Later kinds of duty are added here. */
export const queueNames = [
  'confirm',
  'obtainConsent',
  'renew',
  'review',
  'erase',
  'recall',
  'replace',
  'assess',
  'putRight',
] as const;
export type QueueName = (typeof queueNames)[number];

/** The queues as a person reads them. */
export const queueTitles: Readonly<Record<QueueName, string>> = {
  confirm: 'Ask after recording',
  obtainConsent: 'Obtain consent',
  renew: 'Renew consent',
  review: 'Review',
  erase: 'Erase',
  recall: 'Recall copies',
  replace: 'Replace',
  assess: 'Judge identifiability',
  putRight: 'Put right',
};

/** The one act that settles an item, as the button on it says. */
export const settlingActions = [
  'askPatient',
  'obtainConsent',
  'renewConsent',
  'askThemself',
  'askClose',
  'appraise',
  'reviewHold',
  'proposeErasure',
  'approveErasure',
  'confirmDisclosure',
  'reviewDisclosure',
  'recallCopies',
  'replace',
  'assess',
  'putRight',
  'makeBackup',
] as const;
export type SettlingAction = (typeof settlingActions)[number];

/** Something owed for a recording: which queue, why, under which paragraph, by which day. */
export interface Obligation {
  readonly queue: QueueName;
  readonly paragraph: string;
  readonly reason: string;
  readonly due: Day;
  readonly action: SettlingAction;
}
