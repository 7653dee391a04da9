import { someoneObjects } from '../reading/agreements.ts';
import type { Facts } from '../reading/facts.ts';
import type * as reading from '../reading/ruling.ts';
import { byTheCareTeam, firstRuling, permit, refuse } from '../reading/ruling.ts';
import { agreements } from './agreements.ts';
import { makingFaultParagraphs, makingFaults, spareCare } from './making-faults.ts';
import type { Paragraph } from './paragraphs.ts';

/** What a rule found; the words for each are in `reasons.ts`. */
export type Finding =
  | 'erased'
  | 'quarantined'
  | 'madeWrongly'
  | 'exemptAnonymised'
  | 'postMortemWithoutPermission'
  | 'secondaryWithoutPermission'
  | 'publicWithoutPermission'
  | 'emergencyBeyondItsUses'
  | 'consentCovers'
  | 'consentMissing'
  | 'careOutsideTheTeam'
  | 'careByTheTeam'
  | 'teachingFromCare'
  | 'teachingFromLegacy';

type Ruling = reading.Ruling<Paragraph, Finding>;
type Rule = reading.Rule<Paragraph, Finding>;

const byConsent = (facts: Facts, ...cites: Paragraph[]): Ruling =>
  agreements.consentCovers(facts)
    ? permit('consentCovers', ...cites)
    : refuse('consentMissing', 'consent', ...cites);

/** 1. What is erased or set aside is not used [14e]. */
const gone: Rule = ({ of: { recording } }) => {
  if (recording.state === 'active') return null;
  return refuse(recording.state, null, '14e');
};

/** 2. What should not have been made is not used; [21] and [25] alone do not stop the patient's care. */
const madeWrongly: Rule = (facts) => {
  const faults = makingFaults(facts.of);
  if (faults.length === 0) return null;
  const forItsCare = facts.use === 'care' && facts.of.recording.madeFor === 'care' && byTheCareTeam(facts);
  if (forItsCare && faults.every(spareCare)) return null;
  return refuse('madeWrongly', null, ...new Set(faults.map((fault) => makingFaultParagraphs[fault])));
};

/** 3. The exempt categories, effectively anonymised: any use, any audience [5]. */
const exemptAnonymised: Rule = (facts) =>
  facts.exempt && facts.effectivelyAnonymised ? permit('exemptAnonymised', '5') : null;

/** 4. Permission to make, unless exempt by category [5]. What was made for care refuses nothing here [7]. */
const permissionToMake: Rule = (facts) => {
  const { circumstances, madeFor } = facts.of.recording;
  if (facts.exempt || agreements.everySubjectHasPermission(facts)) return null;
  if (circumstances === 'postMortem' && !facts.notIdentifiable)
    return refuse('postMortemWithoutPermission', 'permission', '8');
  if (madeFor === 'publicMedia') return refuse('publicWithoutPermission', 'permission', '24');
  if (madeFor !== 'care' && !facts.unplanned && !facts.legacy)
    return refuse('secondaryWithoutPermission', 'permission', '12');
  if (facts.unplanned && circumstances === 'emergency' && facts.use !== 'teaching' && facts.use !== 'audit')
    return refuse('emergencyBeyondItsUses', 'permission', '17');
  return null;
};

/** 5. Anything to which the public may have access [10, 24]. */
const toThePublic: Rule = (facts) => (facts.public ? byConsent(facts, '10', '24') : null);

/** 6. Care: by the care team only [9]; of a recording made for something else, by consent [14b]. */
const forCare: Rule = (facts) => {
  if (facts.use !== 'care') return null;
  if (!byTheCareTeam(facts)) return refuse('careOutsideTheTeam', null, '9');
  return facts.of.recording.madeFor === 'care' ? permit('careByTheTeam', '9') : byConsent(facts, '14b');
};

/** 7. A covert recording has no other use without consent [11]. */
const covert: Rule = (facts) =>
  facts.of.recording.circumstances === 'covert' ? byConsent(facts, '11') : null;

/** 8. Teaching from what nobody can be known by, where nobody objects [9, 16]. */
const teaching: Rule = (facts) => {
  if (facts.use !== 'teaching' || !facts.notIdentifiable || someoneObjects(facts)) return null;
  if (facts.of.recording.madeFor === 'care') return permit('teachingFromCare', '9');
  return facts.legacy ? permit('teachingFromLegacy', '16') : null;
};

/** 9. Everything else: by consent. */
const anythingElse: Rule = (facts) => byConsent(facts, paragraphOfMaking(facts));

/** The paragraph under which the recording was made. */
function paragraphOfMaking(facts: Facts): Paragraph {
  const { circumstances, madeFor } = facts.of.recording;
  if (facts.unplanned) return circumstances === 'emergency' ? '17' : '18';
  if (facts.legacy) return '16';
  return madeFor === 'care' ? '9' : '12';
}

/** The rules in the order in which they are asked; the first that answers decides. */
const rules: readonly Rule[] = [
  gone, // 1
  madeWrongly, // 2
  exemptAnonymised, // 3
  permissionToMake, // 4
  toThePublic, // 5
  forCare, // 6
  covert, // 7
  teaching, // 8
  anythingElse, // 9
];

export const rule = (facts: Facts): Ruling => firstRuling(rules, facts);
