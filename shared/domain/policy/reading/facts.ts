import type { AgreementFacts, PolicyCase, RenditionFacts } from '../case.ts';
import type { Use } from '../words.ts';

/** A case with the guidance's own words read into it once. Rules learn of the rendition from these words alone. */
export type Facts = {
  readonly of: PolicyCase;
  /** Audience or use is the public. */
  readonly public: boolean;
  /** The use that the request is judged as: a public request is `publicMedia`, whatever it names. */
  readonly use: Use;
  /** Of a category that needs no consent of its own. */
  readonly exempt: boolean;
  readonly effectivelyAnonymised: boolean;
  /** Effectively anonymised, and judged so that nobody can be known from it. */
  readonly notIdentifiable: boolean;
  /** Made where permission could not be had at the time. */
  readonly unplanned: boolean;
  /** An old teaching recording whose agreements, if any, are not ended. */
  readonly legacy: boolean;
};

/** The words that each edition defines for itself. */
export type Definitions = {
  readonly isExempt: (policyCase: PolicyCase) => boolean;
  readonly isUnplanned: (policyCase: PolicyCase) => boolean;
  readonly isLegacy: (policyCase: PolicyCase) => boolean;
};

/** Reads a case in an edition's words. */
export function readFacts(policyCase: PolicyCase, edition: Definitions): Facts {
  const { rendition, request } = policyCase;
  const forThePublic = request.audience === 'public' || request.use === 'publicMedia';
  const anonymised = isEffectivelyAnonymised(rendition);
  return {
    of: policyCase,
    public: forThePublic,
    use: forThePublic ? 'publicMedia' : request.use,
    exempt: edition.isExempt(policyCase),
    effectivelyAnonymised: anonymised,
    notIdentifiable: anonymised && rendition.identifiability === 'notIdentifiable',
    unplanned: edition.isUnplanned(policyCase),
    legacy: edition.isLegacy(policyCase),
  };
}

/** Anonymised, signed off by a named person, and judged identifiable by nobody. */
const isEffectivelyAnonymised = (rendition: RenditionFacts): boolean =>
  rendition.kind === 'anonymised' && rendition.signedOff && rendition.identifiability !== 'identifiable';

/** Withdrawn, or not confirmed when the patient was asked afterwards. */
export const isEnded = ({ afterRecording }: AgreementFacts): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

/** Today is past the day until which it may be kept; that day itself is still within. */
export const isPastItsDate = ({ keepUntil }: AgreementFacts, today: string): boolean =>
  keepUntil !== null && today > keepUntil;

/** No agreement of any subject is ended or past its date. */
export function nothingEnded({ subjects, today }: PolicyCase): boolean {
  for (const subject of subjects) {
    for (const agreement of subject.agreements) {
      if (isEnded(agreement) || isPastItsDate(agreement, today)) return false;
    }
  }
  return true;
}
