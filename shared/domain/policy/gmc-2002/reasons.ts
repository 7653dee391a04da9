import type { Facts } from '../reading/facts.ts';
import type { WhyAndRemedy } from '../reading/guidance.ts';
import { nameOfUse } from '../reading/use-words.ts';
import type { MakingFault } from './making-faults.ts';
import type { Finding } from './rules.ts';

/** Sentences for people. They name nobody: they may be kept where names may not. */

const reasons: Readonly<Record<Finding, string | ((facts: Facts) => string)>> = {
  erased: 'The recording has been erased.',
  quarantined: 'The recording has been set aside and may not be used until its erasure is settled.',
  madeWrongly: 'The recording was not made as the guidance requires, so it may not be used for this.',
  exemptAnonymised:
    'Images of this kind may be used without consent once anonymised, and this rendition has been signed off.',
  postMortemWithoutPermission:
    'It was made after death, someone could be recognised in this rendition, and no valid permission is on record for everyone shown.',
  secondaryWithoutPermission:
    'It was made for a purpose other than care, and no valid permission to make it is on record for everyone shown.',
  publicWithoutPermission:
    'It was made for the public media, and no valid written permission to make it is on record for everyone shown.',
  emergencyBeyondItsUses:
    'It was made in an emergency without permission for everyone shown, so it may serve training or audit only.',
  consentCovers: (facts) => `The agreements on record for everyone shown cover ${nameOfUse(facts)}.`,
  consentMissing: (facts) =>
    facts.public && facts.of.request.use !== 'publicMedia'
      ? 'The public may have access, so this is judged as publication, and consent to it is not on record for everyone shown.'
      : `No valid consent to ${nameOfUse(facts)} in this form is on record for everyone shown.`,
  careOutsideTheTeam: 'For assessment or treatment only the care team of the patient may see it.',
  careByTheTeam: 'It was made for the care of the patient and is wanted by the care team for that care.',
  teachingFromCare:
    'It was made for care, nobody can be recognised in this rendition and nobody has objected, so it may be used for teaching.',
  teachingFromLegacy:
    'It was made for teaching before 1997, nobody can be recognised in this rendition and nobody has objected.',
};

export function findingReason(facts: Facts, finding: Finding): string {
  const words = reasons[finding];
  return typeof words === 'string' ? words : words(facts);
}

/** What helps against a finding itself, besides putting agreements or the rendition right. */
export function findingRemedy(finding: Finding): string | null {
  if (finding === 'quarantined')
    return 'If it was set aside by mistake, ask whoever is responsible for information governance to review it.';
  if (finding === 'careOutsideTheTeam')
    return 'Ask a member of the care team of the patient, who may open it for the care team.';
  if (finding === 'emergencyBeyondItsUses')
    return 'Use it for training or audit, once the patient agrees to that.';
  return null;
}

export const makingFaultWords: Readonly<Record<MakingFault, WhyAndRemedy>> = {
  callersNotInformed: {
    reason: 'Nothing on record says how callers were told that the telephone call was recorded.',
    remedy: 'Record how callers were told that calls are recorded.',
  },
  bodiesNotInformed: {
    reason: 'It was filmed by an outside body, and the bodies that must be told were not.',
    remedy: 'Inform the bodies that must be told of outside filming, and record it.',
  },
  covertNotForCare: {
    reason: 'It was made without the knowledge of the patient, and not for care.',
    remedy: null,
  },
  covertUnconsulted: {
    reason:
      'It was made without the knowledge of the patient, and no advice from an experienced colleague is on record.',
    remedy: 'If an experienced colleague was consulted beforehand, record who and when.',
  },
  coronerNotConsulted: {
    reason:
      'The death is under medico-legal investigation, and the coroner or procurator fiscal has not been consulted.',
    remedy: 'Consult the coroner or procurator fiscal, and record the answer.',
  },
};

/** A subject has no agreement at all of the kind that is lacking. */
export const missing = (facts: Facts, lacking: 'permission' | 'consent'): WhyAndRemedy => ({
  reason:
    lacking === 'permission'
      ? 'No permission to make it is on record.'
      : 'No agreement to any use is on record.',
  remedy: missingRemedy(facts, lacking),
});

function missingRemedy(facts: Facts, lacking: 'permission' | 'consent'): string {
  if (lacking === 'permission')
    return 'If permission was given before the recording was made, enter it; it cannot be given afterwards.';
  if (facts.use === 'care')
    return 'Explain the purpose, ask for agreement to assessment or treatment, and record it.';
  return `Explain every point, ask for written consent to ${nameOfUse(facts)}, and record it.`;
}
