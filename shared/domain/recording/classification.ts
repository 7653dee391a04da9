import type { Category, Circumstances, Use } from '../policy/words.ts';
import type { Kind } from './state.ts';

/** The facts that only some recordings need; each answers a rule of the guidance. */
export const classFields = [
  'callerNotice',
  'colleagueConsulted',
  'medicoLegalInvestigation',
  'coronerDiscussed',
  'externalFilming',
  'bodiesInformed',
] as const;
export type ClassField = (typeof classFields)[number];

/** What is known of a recording when the fields are chosen; null where nobody has said yet. */
export interface Class {
  readonly category: Category | null;
  readonly madeFor: Use | null;
  readonly circumstances: Circumstances | null;
  /** Empty where the kinds are not known. */
  readonly kinds: readonly Kind[];
  readonly medicoLegalInvestigation: boolean;
  readonly externalFilming: boolean;
}

/** Film-makers from outside come to publish, or to film for a purpose other than the patient's care [25]. */
const mayBeExternal = ({ madeFor, kinds }: Class): boolean =>
  madeFor === 'publicMedia' || (madeFor !== null && madeFor !== 'care' && kinds.includes('video'));

/**
 * The few fields that a recording of this class needs, in the order in which they are asked. A field that is not
 * listed says nothing about such a recording and stays unset.
 */
export function fieldsFor(known: Class): readonly ClassField[] {
  const fields: ClassField[] = [];
  if (known.circumstances === 'telephoneCall') fields.push('callerNotice'); // [21]
  if (known.circumstances === 'covert') fields.push('colleagueConsulted'); // [11]
  if (known.circumstances === 'postMortem') {
    fields.push('medicoLegalInvestigation'); // [8]
    if (known.medicoLegalInvestigation) fields.push('coronerDiscussed');
  }
  if (mayBeExternal(known) || known.externalFilming) {
    fields.push('externalFilming'); // [25]
    if (known.externalFilming) fields.push('bodiesInformed');
  }
  return fields;
}

/** What does not go together in a class, as a sentence; null where nothing clashes. */
export function classFault(known: Class): string | null {
  const onlyPhotos = known.kinds.length > 0 && known.kinds.every((kind) => kind === 'photo');
  if (known.circumstances === 'telephoneCall' && onlyPhotos)
    return 'A photograph cannot be a telephone call. Please choose other circumstances.';
  if (known.circumstances === 'unexpectedDevelopment' && known.madeFor === 'publicMedia')
    return 'What is made for publication is agreed in writing beforehand, so it cannot be an unexpected development [24].';
  return null;
}
