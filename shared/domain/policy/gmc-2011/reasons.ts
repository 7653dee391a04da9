import type { Facts } from '../reading/facts.ts';
import type { WhyAndRemedy } from '../reading/guidance.ts';
import { nameOfUse } from '../reading/use-words.ts';
import type { Finding } from './rules.ts';

/** Sentences for people. They name nobody: they may be kept where names may not. */

const reasons: Readonly<Record<Finding, string | ((facts: Facts) => string)>> = {
  erased: 'The recording has been erased.',
  quarantined: 'The recording has been set aside and may not be used until its erasure is settled.',
  madeWrongly: 'The recording was not made as the guidance requires, so it may not be used for this.',
  exemptAnonymised:
    'Recordings of this kind may be used without separate consent once anonymised, and this rendition has been signed off.',
  postMortemWithoutPermission:
    'It was made after death, someone could be recognised in this rendition, and nobody close to the dead person is on record as agreeing.',
  secondaryWithoutPermission:
    'It was made for a purpose other than care, and no valid consent to make it is on record for everyone shown.',
  publicWithoutPermission:
    'It was made for the public media, and no valid written consent to make it is on record for everyone shown.',
  consentCovers: (facts) => `The agreements on record for everyone shown cover ${nameOfUse(facts)}.`,
  consentMissing: (facts) =>
    facts.public && facts.of.request.use !== 'publicMedia'
      ? 'The public may have access, so this is judged as publication, and consent to it is not on record for everyone shown.'
      : `No valid consent to ${nameOfUse(facts)} in this form is on record for everyone shown.`,
  publicAnonymised:
    'It was made for care, nobody can be recognised in this rendition, nobody has objected, and it is on record that asking is not practicable.',
  careOutsideTheTeam: 'For assessment or treatment only the care team of the patient may see it.',
  careByTheTeam: 'It was made for the care of the patient and is wanted by the care team for that care.',
  secondaryFromCare: (facts) =>
    `It was made for care, nobody can be recognised in this rendition and nobody has objected, so it may be used for ${nameOfUse(facts)}.`,
  teachingFromCollection:
    'It belongs to a teaching collection from before 1997, nobody can be recognised in this rendition and nobody has objected.',
};

export function findingReason(facts: Facts, finding: Finding): string {
  const words = reasons[finding];
  return typeof words === 'string' ? words : words(facts);
}

/** What helps against a finding itself, besides putting agreements or the rendition right. */
export function findingRemedy(finding: Finding): string | null {
  if (finding === 'quarantined')
    return 'If it was set aside by mistake, ask whoever is responsible for information governance to review it.';
  return finding === 'careOutsideTheTeam'
    ? 'Ask a member of the care team of the patient, who may open it for the care team.'
    : null;
}

/** A subject has no agreement at all of the kind that is lacking. */
export const missing = (facts: Facts, lacking: 'permission' | 'consent'): WhyAndRemedy =>
  lacking === 'permission'
    ? {
        reason: 'No consent to make it is on record.',
        remedy:
          'If consent was given before the recording was made, enter it; it cannot be given afterwards.',
      }
    : { reason: 'No agreement to any use is on record.', remedy: consentRemedy(facts) };

function consentRemedy(facts: Facts): string {
  if (facts.use === 'care')
    return 'Explain the purpose, ask for agreement to assessment or treatment, and record it.';
  const form = facts.public ? 'written consent' : 'consent, in writing where that is practicable,';
  return `Explain what the recording is for and how it is kept, ask for ${form} to ${nameOfUse(facts)}, and record it.`;
}
