import type { Input } from '../../../shared/contract/contract.ts';
import type { ApproachMeans, ApproachOutcome } from '../../../shared/domain/agreement/asking.ts';
import type { CircumstanceForm, Reached } from '../../../shared/domain/circumstance/forms.ts';
import type { Day } from '../../../shared/kernel/day.ts';

export type { CircumstanceForm };

type Entry = Input<'circumstance.enter'>['entry'];

/** A short form while it is filled in; each uses the fields that it asks for. */
export interface Draft {
  readonly on: Day | null;
  /** Null until somebody chooses. */
  readonly whom: Reached | null;
  readonly means: ApproachMeans | null;
  readonly outcome: ApproachOutcome | null;
  readonly consulted: string;
  readonly bodies: string;
  readonly contract: string;
  readonly owner: string;
  readonly note: string;
}

export const blankCircumstance: Draft = {
  ...{ on: null, whom: null, means: null, outcome: null },
  ...{ consulted: '', bodies: '', contract: '', owner: '', note: '' },
};

const filled = (...texts: readonly string[]): boolean => texts.every((text) => text.trim() !== '');

/** What is entered; null while something that the form needs is missing. */
export function entryOf(form: CircumstanceForm, draft: Draft): Entry | null {
  const { on, whom, means, outcome, consulted, bodies, contract, owner, note } = draft;
  if (!on) return null;
  if (form === 'attempt') return whom && means && outcome ? { form, on, whom, means, outcome, note } : null;
  if (form === 'postMortem') return filled(consulted) ? { form, on, consulted, note } : null;
  return filled(bodies, contract, owner) ? { form, on, bodies, contract, owner, note } : null;
}
