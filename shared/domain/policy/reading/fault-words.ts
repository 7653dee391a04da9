import { dayInWords } from '../../../kernel/day.ts';
import type { AgreementFacts, SubjectFacts } from '../case.ts';
import type { Giver } from '../words.ts';
import type { Fault } from './demand.ts';
import type { Facts } from './facts.ts';
import type { FoundFault } from './faults.ts';
import { nameOfUse } from './use-words.ts';

/** The two sentences for each fault of an agreement. They name nobody. */

export const giverWords: Readonly<Record<Giver, string>> = {
  patient: 'the patient',
  parentOrGuardian: 'a parent or guardian',
  closeRelative: 'a close relative',
  carer: 'a carer',
  appointedPerson: 'the person appointed under the Adults with Incapacity (Scotland) Act 2000',
};

export type FaultWording = {
  /** Follows "The agreement of 1 March 2024". */
  readonly reason: string | ((facts: Facts, agreement: AgreementFacts) => string);
  readonly remedy: string | ((facts: Facts, agreement: AgreementFacts, subject: SubjectFacts) => string);
};

/** The words of an edition for each fault. */
export type FaultWords = Readonly<Record<Fault, FaultWording>>;

/** The words that fit every edition; each adds its own for who may agree. */
export const commonFaultWords: Readonly<Omit<Record<Fault, FaultWording>, 'wrongGiver'>> = {
  datedInTheFuture: {
    reason: 'is dated in the future',
    remedy: 'Check the date on the agreement; it does not count before that day.',
  },
  withdrawn: {
    reason: 'is withdrawn',
    remedy: 'Only a new agreement, freely given, could change this; nobody may be pressed for one.',
  },
  ended: {
    reason: (_, agreement) =>
      agreement.afterRecording === 'withdrawn'
        ? 'is withdrawn'
        : 'was not confirmed when the patient was asked after the recording was made',
    remedy: 'Only a new agreement, freely given, could change this; nobody may be pressed for one.',
  },
  keptPastItsDate: {
    reason: (_, { keepUntil }) =>
      keepUntil === null ? 'has run out' : `allowed keeping until ${dayInWords(keepUntil)} only`,
    remedy: 'Ask whether it may be kept and used for longer, and record the new agreement.',
  },
  afterTheMaking: {
    reason: 'was given after the recording was made, so it is no permission for the making',
    remedy: 'If permission was given before the recording was made, enter it; it cannot be given afterwards.',
  },
  beforeDeath: {
    reason: 'was given in life, so it is no permission for a recording made after death',
    remedy:
      'If a close relative or carer gave permission after the death and before the recording, enter it.',
  },
  careForm: {
    reason: (_, { informed }) =>
      informed.purpose
        ? 'was given orally and is not noted in the medical record'
        : 'does not show that the purpose was explained',
    remedy: (_, { informed }) =>
      informed.purpose
        ? 'Note the oral permission in the medical record.'
        : 'If the purpose was explained, record it; if not, explain it and ask again.',
  },
  notWrittenOrInformed: {
    reason: (_, { form }) =>
      form === 'oral' ? 'is not in writing' : 'does not show that every point was explained',
    remedy: 'Explain every point, and have the agreement in writing.',
  },
  purposeNotExplained: {
    reason: 'does not show that the purpose was explained',
    remedy: 'Explain the purpose, ask for agreement to assessment or treatment, and record it.',
  },
  outsideItsUses: {
    reason: (facts) => `does not include ${nameOfUse(facts)}`,
    remedy: (facts) => `Ask for consent to ${nameOfUse(facts)}, and record it.`,
  },
  notAskedAfterwards: {
    reason: 'was not confirmed after the recording was made',
    remedy: 'Ask, now that the recording is made, whether the agreement is confirmed, varied or withdrawn.',
  },
  overruled: {
    reason: 'no longer counts, since agreement to this use was withdrawn or not confirmed since',
    remedy: 'Only a new agreement, freely given, could change this; nobody may be pressed for one.',
  },
  viewerNotNamed: {
    reason: (facts) =>
      facts.public
        ? 'limits who may see it to named people, not the public'
        : 'limits who may see it to named people, and whoever asks is not among them',
    remedy: 'Ask whether these viewers may see it too, and record the varied agreement.',
  },
  copiesNotAgreed: {
    reason: 'does not allow copies',
    remedy: 'View it in the library without taking a copy, or ask for agreement to copies and record it.',
  },
  identifiable: {
    reason: 'allows only a rendition that is anonymised and signed off',
    remedy:
      'Ask for agreement to this rendition as well, in which the patient may be recognised, and record it.',
  },
};

export function faultReason(words: FaultWords, facts: Facts, { fault, agreement }: FoundFault): string {
  const { reason } = words[fault];
  const rest = typeof reason === 'string' ? reason : reason(facts, agreement);
  return `The agreement of ${dayInWords(agreement.givenOn)} ${rest}.`;
}

export function faultRemedy(
  words: FaultWords,
  facts: Facts,
  { fault, agreement }: FoundFault,
  subject: SubjectFacts,
): string {
  const { remedy } = words[fault];
  return typeof remedy === 'string' ? remedy : remedy(facts, agreement, subject);
}
