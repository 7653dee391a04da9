import type { Output } from '../../shared/contract/contract.ts';

export type Detail = Output<'recording.show'>;
export type Rendition = Detail['renditions'][number];
export type Answer = Output<'recording.answers'>[number];

export const originalOf = (detail: Detail): Rendition | null =>
  detail.renditions.find(({ kind }) => kind === 'original') ?? null;

/** The anonymised copy that counts: one with a valid sign-off before one without, the newest of those. */
export function anonymisedOf(detail: Detail): Rendition | null {
  const copies = detail.renditions
    .filter(({ kind }) => kind === 'anonymised')
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  return copies.find(({ signOff }) => signOff?.valid) ?? copies[0] ?? null;
}
