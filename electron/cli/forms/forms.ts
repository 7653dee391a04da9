import { z } from 'zod';
import { agreeRow, withdrawRow } from './agreements.ts';
import {
  anonymiseRow,
  classificationForm,
  classifyRow,
  holdRow,
  redactRegions,
  signOffRow,
} from './recordings.ts';
import { rowsOf } from './references.ts';
import { subjectRow } from './subjects.ts';

/** The form of every file that a command takes, by the name of its schema in `resources/schemas/`. */
export const forms = {
  'import-classify': classificationForm,
  classify: rowsOf(classifyRow),
  subject: rowsOf(subjectRow),
  agree: rowsOf(agreeRow),
  withdraw: rowsOf(withdrawRow),
  anonymise: rowsOf(anonymiseRow),
  'sign-off': rowsOf(signOffRow),
  hold: rowsOf(holdRow),
  'redact-regions': redactRegions,
} as const;

export type FormName = keyof typeof forms;
export type Filled<Name extends FormName> = z.output<(typeof forms)[Name]>;

/** The JSON schema (2020-12) of what people write into such a file. */
export function schemaOf(name: FormName): Record<string, unknown> {
  return { ...z.toJSONSchema(forms[name], { io: 'input' }), title: `custos ${name.replace('-', ' ')}` };
}
