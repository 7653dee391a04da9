import type { Day } from '../../../kernel/day.ts';
import type { AgreementFacts, PolicyCase, RenditionFacts } from '../case.ts';
import type { Use } from '../words.ts';

/** A case with the guidance's own words read into it once. */
export type Facts = {
  readonly of: PolicyCase;
  /** Audience or use is the public [24]. */
  readonly public: boolean;
  /** The use that the request is judged as: a public request is `publicMedia`, whatever it names [10, 24]. */
  readonly use: Use;
  /** Slide, X-ray, laparoscopic image, image of an internal organ, ultrasound image [5]. */
  readonly exempt: boolean;
  readonly effectivelyAnonymised: boolean;
  /** Effectively anonymised, and judged so that nobody can be known from it [10]. */
  readonly notIdentifiable: boolean;
  /** Made where permission could not be had at the time [17, 18]. */
  readonly unplanned: boolean;
  /** An old teaching recording whose agreements, if any, are not ended [15, 16]. */
  readonly legacy: boolean;
};

/** Recordings made for teaching before this day may be legacy [15]. */
export const legacyEnds = '1997-01-01' as Day;

/** Reads a case in the guidance's words. */
export function factsOf(policyCase: PolicyCase): Facts {
  const { recording, rendition, request } = policyCase;
  const forThePublic = request.audience === 'public' || request.use === 'publicMedia';
  const anonymised = isEffectivelyAnonymised(rendition);
  return {
    of: policyCase,
    public: forThePublic,
    use: forThePublic ? 'publicMedia' : request.use,
    exempt: recording.category !== 'other',
    effectivelyAnonymised: anonymised,
    notIdentifiable: anonymised && rendition.identifiability === 'notIdentifiable',
    unplanned: isUnplanned(policyCase),
    legacy: isLegacy(policyCase),
  };
}

/** Anonymised, signed off by a named person, and judged identifiable by nobody [5, 10]. */
const isEffectivelyAnonymised = (rendition: RenditionFacts): boolean =>
  rendition.kind === 'anonymised' && rendition.signedOff && rendition.identifiability !== 'identifiable';

/** An emergency made for teaching or audit [17]; an unexpected development made for teaching [18]. */
function isUnplanned({ recording: { circumstances, madeFor } }: PolicyCase): boolean {
  if (circumstances === 'emergency') return madeFor === 'teaching' || madeFor === 'audit';
  return circumstances === 'unexpectedDevelopment' && madeFor === 'teaching';
}

function isLegacy({ recording, subjects, today }: PolicyCase): boolean {
  if (recording.madeFor !== 'teaching' || recording.madeOn >= legacyEnds) return false;
  for (const subject of subjects) {
    for (const agreement of subject.agreements) {
      if (isEnded(agreement) || isPastItsDate(agreement, today)) return false;
    }
  }
  return true;
}

/** Withdrawn, or not confirmed when the patient was asked afterwards [14e]. */
export const isEnded = ({ afterRecording }: AgreementFacts): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

/** Today is past the day until which it may be kept; that day itself is still within [13a]. */
export const isPastItsDate = ({ keepUntil }: AgreementFacts, today: string): boolean =>
  keepUntil !== null && today > keepUntil;
