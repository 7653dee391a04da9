import type { InformedPoint } from '../policy/words.ts';
import type { FormEntry } from './entry.ts';

/** The pad on which somebody signs, in its own units, and the most points that a signature may have. */
export const padWidth = 1_200;
export const padHeight = 360;
export const mostPoints = 20_000;

export type Stroke = readonly (readonly [x: number, y: number])[];

/** Drawn by finger, pen or mouse; or, for who cannot, a name typed before a witness who is named. */
export type Signature =
  | { readonly means: 'drawn'; readonly strokes: readonly Stroke[] }
  | { readonly means: 'typed'; readonly name: string; readonly witness: string };

/** What a patient answered on the screen, and how it was signed. */
export interface Answered extends Pick<FormEntry, 'answers' | 'viewers' | 'keepUntil'> {
  readonly told: readonly InformedPoint[];
  readonly signature: Signature;
}

/** What whoever handed the form over said of who answers it. */
export type Signer = Pick<
  FormEntry,
  'givenBy' | 'givenByName' | 'subjectThen' | 'capacityNote' | 'capacityWords' | 'authority' | 'leaflet'
>;
