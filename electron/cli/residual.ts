import type { CustosError } from '../../shared/kernel/error.ts';

/** What a verification found that must not be there, from the refusal that names it. */
export function residualOf({ details }: CustosError): string[] {
  if (!Array.isArray(details.residual)) return [];
  return details.residual.map((residue: { where?: unknown; what?: unknown }) =>
    [residue.where, residue.what].filter((part) => typeof part === 'string').join(': '),
  );
}
