import type { Circumstances } from '../policy/words.ts';

/**
 * The short forms of special circumstances: what was done to reach the patient after an unplanned recording [17, 18], who
 * answered for a death under investigation [8], who was told of filming by others and what was agreed with them [25–27].
 */
export const circumstanceForms = ['attempt', 'postMortem', 'outsideFilming'] as const;
export type CircumstanceForm = (typeof circumstanceForms)[number];

/** Whom somebody tried to reach. */
export const reached = ['patient', 'relative'] as const;
export type Reached = (typeof reached)[number];

interface Known {
  readonly circumstances: Circumstances | null;
  readonly externalFilming: boolean;
  readonly medicoLegalInvestigation: boolean;
}

/** Why a form does not fit a recording; null where it does. */
export function formFault(
  form: CircumstanceForm,
  { circumstances, externalFilming, medicoLegalInvestigation }: Known,
): string | null {
  if (form === 'attempt')
    return circumstances === 'emergency' || circumstances === 'unexpectedDevelopment'
      ? null
      : 'Attempts to reach the patient are entered for a recording of an emergency or an unexpected development.';
  if (form === 'postMortem')
    return circumstances === 'postMortem' && medicoLegalInvestigation
      ? null
      : 'This is entered for a post-mortem recording of a death under medico-legal investigation.';
  return externalFilming ? null : 'This is entered for a recording that was filmed by people from outside.';
}

/**
 * While a patient lives nobody but they themself can agree to what was recorded without planning it; after their death a
 * close relative is asked [17, 18].
 */
export const relativeFault = (someoneDied: boolean): string | null =>
  someoneDied
    ? null
    : 'While the patient lives, only they themself can agree [17]. A relative is asked after the patient has died: please enter the day of death with the patient first.';

/** Where what a fault of the making asks for is entered, by its paragraph in either edition. */
export type PlaceToPutRight = CircumstanceForm | 'notices' | 'sealed';
const places: Readonly<Record<string, PlaceToPutRight>> = {
  ...{ '8': 'postMortem', '11': 'sealed', '21': 'notices', '25': 'outsideFilming' },
  ...{ '39': 'outsideFilming', '54': 'sealed', '56': 'notices' },
};
export const placeToPutRight = (paragraph: string): PlaceToPutRight | null =>
  places[paragraph.replace(/^\d+:/, '')] ?? null;

const unplanned: readonly string[] = ['17', '2002:17', '27'];
/** Whether consent is owed because nobody could be asked at the time. */
export const isOwedUnplanned = (paragraph: string): boolean => unplanned.includes(paragraph);
