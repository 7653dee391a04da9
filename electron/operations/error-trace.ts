/**
 * What may be written of an unexpected error outside the library: its kind and where it arose. Its message may hold
 * the path of a file, and so a patient's name.
 */
export function withoutNames(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join('\n');
}
