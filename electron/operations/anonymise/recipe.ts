import type { Anonymised } from '../../anonymise/anonymise.ts';
import type { AnonymisedFilm } from '../../anonymise/anonymise-film.ts';
import type { AnonymisedStream } from '../../anonymise/anonymise-stream.ts';
import type { Finding } from '../../anonymise/metadata/cleaner.ts';
import type { Output, Parsed } from '../context.ts';

type Recipe = NonNullable<Output<'anonymise.make'>['rendition']['recipe']>;
type Verification = NonNullable<Output<'anonymise.make'>['rendition']['verification']>;

/** A copy of any kind; a film or sound that was cleaned only has neither regions nor stretches. */
export type Done = AnonymisedStream & { readonly recipe?: Anonymised['recipe'] } & Partial<
    Pick<AnonymisedFilm, 'regions' | 'sound' | 'hashes'>
  >;

export const regionsOf = ({ regions, recipe }: Done): NonNullable<Done['regions']> =>
  regions ?? recipe?.regions ?? [];

export const recipeOf = (done: Done, asked: Parsed<'anonymise.make'>['regions']): Recipe => ({
  clean: { removed: done.removed.map(({ where, name }) => ({ where, name })), lossless: done.lossless },
  regions: regionsOf(done).map((region, index) => ({
    ...region,
    ...(region.keyFrames ? { keyFrames: [...region.keyFrames] } : { keyFrames: undefined }),
    source: asked[index]?.source ?? 'drawn by hand',
  })),
  ...(done.recipe?.kept ? { kept: { ...done.recipe.kept } } : {}),
  notes: [...done.notes],
  ...(done.sound ? { sound: [...done.sound] } : {}),
  ...(done.hashes ? { hashes: done.hashes } : {}),
});

export const verificationOf = ({ verification }: Done): Verification => ({
  verified: verification.verified,
  residual: verification.residual.map(({ where, what }) => `${where}: ${what}`),
  toLookAt: verification.toLookAt.map(({ where, what }) => `${where}: ${what}`),
});

export const plainFindings = (findings: readonly Finding[]): Output<'anonymise.make'>['findingsBefore'] =>
  findings.map((finding) => ({ ...finding }));
