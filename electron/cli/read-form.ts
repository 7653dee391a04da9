import type { z } from 'zod';
import { type Invocation, requiredOption, UsageError } from './command.ts';
import { type Filled, type FormName, forms } from './forms/forms.ts';
import { readJson } from './read-json.ts';

/** The deepest of the faults: of a choice between forms, the one that fits best says most. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: PropertyKey[]; message: string } {
  const candidates = issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0)
      return [{ path: issue.path, message: issue.message }];
    return issue.errors.map((errors) => {
      const inner = deepest(errors);
      return { path: [...issue.path, ...inner.path], message: inner.message };
    });
  });
  const [first = { path: [], message: 'is not as expected' }, ...others] = candidates;
  return others.reduce((best, other) => (other.path.length > best.path.length ? other : best), first);
}

/** Reads a file in one of the forms. @throws UsageError that names the first field that does not fit. */
export async function readForm<Name extends FormName>(name: Name, path: string): Promise<Filled<Name>> {
  const parsed = forms[name].safeParse(await readJson(path));
  if (parsed.success) return parsed.data as Filled<Name>;
  const { path: field, message } = deepest(parsed.error.issues);
  const where = field.length > 0 ? field.map(String).join('.') : 'the file';
  throw new UsageError(`${path}: ${where}: ${message}. resources/schemas/${name}.schema.json has the form.`);
}

/** The rows of the file named by `--file`. */
export const readRows = <Name extends FormName>(name: Name, { options }: Invocation): Promise<Filled<Name>> =>
  readForm(name, requiredOption(options, 'file'));
