import { readFileSync } from 'node:fs';
import { formTemplate } from '../../../shared/contract/form.ts';
import type { FormPurpose, FormTemplate } from '../../../shared/domain/consent-form/template.ts';

/** A wording that Custos comes with; its version counts the changes that were ever shipped. */
interface Shipped {
  readonly version: number;
  readonly template: FormTemplate;
}

const read = new Map<FormPurpose, Shipped>();

/** The wording that Custos comes with for a purpose. */
export function shippedFor(purpose: FormPurpose): Shipped {
  const known = read.get(purpose);
  if (known) return known;
  const place = new URL(`../../../resources/consent-forms/${purpose}.json`, import.meta.url);
  const { version, template } = JSON.parse(readFileSync(place, 'utf8')) as Shipped;
  const shipped = { version, template: formTemplate.parse(template) };
  read.set(purpose, shipped);
  return shipped;
}
