import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type FormName, forms, schemaOf } from '../../../electron/cli/forms/forms.ts';
import { examples } from './form-examples.ts';

const folder = new URL('../../../resources/schemas/', import.meta.url);
const names = Object.keys(forms) as FormName[];

test('each form has its schema among the resources, and no other schema lies there', () => {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.schema.json`).sort());
});

test.each(names)('the schema of %s is the form that the command reads', (name) => {
  const written: unknown = JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8'));
  expect(written).toEqual(schemaOf(name));
});

test.each(names)('the examples of %s fit', (name) => {
  for (const example of examples[name].fitting) {
    expect(forms[name].safeParse(example)).toMatchObject({ success: true });
  }
});

test.each(names)('what is wrong with %s is refused', (name) => {
  for (const example of examples[name].wrong) {
    expect(forms[name].safeParse(example)).toMatchObject({ success: false });
  }
});
