import { someoneObjects } from '../reading/agreements.ts';
import type { Facts } from '../reading/facts.ts';
import type * as reading from '../reading/ruling.ts';
import { byTheCareTeam, firstRuling, permit, refuse } from '../reading/ruling.ts';
import type { Use } from '../words.ts';
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
  | 'consentCovers'
  | 'consentMissing'
  | 'publicAnonymised'
  | 'careOutsideTheTeam'
  | 'careByTheTeam'
  | 'secondaryFromCare'
  | 'teachingFromCollection';

type Ruling = reading.Ruling<Paragraph, Finding>;
type Rule = reading.Rule<Paragraph, Finding>;

const byConsent = (facts: Facts, ...cites: Paragraph[]): Ruling =>
  agreements.consentCovers(facts)
    ? permit('consentCovers', ...cites)
    : refuse('consentMissing', 'consent', ...cites);

/** 1. What is erased or set aside is not used [25]. */
const gone: Rule = ({ of: { recording } }) =>
  recording.state === 'active' ? null : refuse(recording.state, null, '25');

/** 2. What should not have been made is not used; [39] and [56] alone do not stop the patient's care. */
const madeWrongly: Rule = (facts) => {
  const faults = makingFaults(facts.of);
  if (faults.length === 0) return null;
  const forItsCare = facts.use === 'care' && facts.of.recording.madeFor === 'care' && byTheCareTeam(facts);
  if (forItsCare && faults.every(spareCare)) return null;
  return refuse('madeWrongly', null, ...new Set(faults.map((fault) => makingFaultParagraphs[fault])));
};

/** 3. The list of paragraph 10, anonymised: any use, the public domain included [12]. */
const exemptAnonymised: Rule = (facts) =>
  facts.exempt && facts.effectivelyAnonymised ? permit('exemptAnonymised', '12', '10') : null;

/** 4. Permission to make, unless of the list of paragraph 10. What was made for care refuses nothing here [13]. */
const permissionToMake: Rule = (facts) => {
  const { circumstances, madeFor } = facts.of.recording;
  if (facts.exempt || agreements.everySubjectHasPermission(facts)) return null;
  if (circumstances === 'postMortem' && !facts.notIdentifiable)
    return refuse('postMortemWithoutPermission', 'permission', '48');
  if (madeFor === 'publicMedia') return refuse('publicWithoutPermission', 'permission', '37');
  if (madeFor !== 'care' && !facts.unplanned && !facts.legacy)
    return refuse('secondaryWithoutPermission', 'permission', '24');
  return null;
};

/** 5. The public [37]; a care recording in which nobody can be known, where asking is not practicable [38]. */
const toThePublic: Rule = (facts) => {
  if (!facts.public) return null;
  const { madeFor, circumstances, askingImpracticable = false } = facts.of.recording;
  if (agreements.consentCovers(facts)) return permit('consentCovers', '37');
  const mayGoWithoutAsking =
    madeFor === 'care' &&
    circumstances !== 'covert' &&
    facts.notIdentifiable &&
    askingImpracticable &&
    !someoneObjects(facts);
  return mayGoWithoutAsking
    ? permit('publicAnonymised', '38')
    : refuse('consentMissing', 'consent', madeFor === 'care' ? '38' : '37');
};

/** 6. Care: by the care team only; of a recording made for something else, by consent [15]. */
const forCare: Rule = (facts) => {
  if (facts.use !== 'care') return null;
  if (!byTheCareTeam(facts)) return refuse('careOutsideTheTeam', null, '15');
  return facts.of.recording.madeFor === 'care' ? permit('careByTheTeam', '13', '15') : byConsent(facts, '15');
};

/** 7. A covert recording has no other use without consent [54]. */
const covert: Rule = (facts) =>
  facts.of.recording.circumstances === 'covert' ? byConsent(facts, '54') : null;

/** Research, teaching, training and other purposes of healthcare [17]; legal proceedings are none of them. */
const healthcarePurposes: readonly Use[] = ['teaching', 'assessmentOfDoctors', 'audit', 'research'];

/** 8. What nobody can be known by, where nobody objects: from care [17], or from an existing collection [22]. */
const anonymised: Rule = (facts) => {
  if (!facts.notIdentifiable || someoneObjects(facts)) return null;
  if (facts.of.recording.madeFor === 'care' && healthcarePurposes.includes(facts.use))
    return permit('secondaryFromCare', '17');
  return facts.legacy && facts.use === 'teaching' ? permit('teachingFromCollection', '22') : null;
};

/** 9. Everything else: by consent. */
const anythingElse: Rule = (facts) => byConsent(facts, paragraphOfMaking(facts));

/** The paragraph under which the recording was made. */
function paragraphOfMaking(facts: Facts): Paragraph {
  if (facts.unplanned) return '27';
  if (facts.legacy) return '23';
  return facts.of.recording.madeFor === 'care' ? '15' : '24';
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
  anonymised, // 8
  anythingElse, // 9
];

export const rule = (facts: Facts): Ruling => firstRuling(rules, facts);
