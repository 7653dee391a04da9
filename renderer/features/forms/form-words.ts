import type { Output, Parsed } from '../../../shared/contract/contract.ts';
import type { FormState, Ticked } from '../../../shared/domain/consent-form/entry.ts';
import type { FormPurpose } from '../../../shared/domain/consent-form/template.ts';

export type Form = Output<'form.list'>['forms'][number];
export type FormShown = Output<'form.show'>;
export type Entry = Parsed<'form.enter'>['entry'];

export const purposeNames: Readonly<Record<FormPurpose, string>> = {
  record: 'Medical record only',
  teaching: 'Teaching',
  research: 'Research',
  audit: 'Audit',
  publication: 'Publication',
};

export const stateNames: Readonly<Record<FormState, string>> = {
  returned: 'To enter',
  out: 'Out',
  entered: 'Entered',
  void: 'Void',
};

/** In the order of the boxes on the paper, and then neither. */
export const tickedNames: readonly { readonly value: Ticked; readonly label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'blank', label: 'Neither' },
];
