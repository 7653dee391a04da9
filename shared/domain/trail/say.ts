import { custodyNames } from '../custody/custody.ts';
import { disclosureNames } from '../disclosure/words.ts';
import { queueTitles } from '../obligation/obligation.ts';
import { useNames } from '../policy/words.ts';
import type { TrailEntry, TrailKind } from './entry.ts';

/** Each kind of entry as the beginning of a sentence about what somebody did. */
const sentences: Readonly<Record<TrailKind, string>> = {
  'library.created': 'Made the library',
  'library.editionChosen': 'Chose the edition of the guidance',
  'library.scheduleSet': 'Set how long recordings are kept',
  'notice.entered': 'Entered by which means people are told that they may be recorded',
  'notice.ended': 'Entered the last day of a means by which people are told that they may be recorded',
  'session.unlocked': 'Unlocked the library',
  'session.locked': 'Locked the library',
  'session.refused': 'Was refused at the lock',
  'session.handedOver': 'Handed the device to a patient',
  'session.takenBack': 'Took the device back from a patient',
  'passphrase.changed': 'Changed a passphrase',
  'library.recovered': 'Opened the library with the recovery kit',
  'user.added': 'Added a person',
  'user.removed': 'Removed a person',
  'user.roleChanged': 'Changed the role of a person',
  'recording.stored': 'Took the recording in',
  'recording.setAside': 'Set a file aside',
  'recording.duplicate': 'Recognised a file that is here already',
  'recording.erasedBefore': 'Refused a file that was erased before',
  'recording.sourceRemoved': 'Removed the source file after comparing it with the stored copy',
  'recording.classified': 'Classified the recording',
  'recording.rated': 'Rated the recording',
  'recording.labelled': 'Changed the labels of the recording',
  'collection.made': 'Made a collection',
  'collection.renamed': 'Renamed a collection',
  'collection.removed': 'Removed a collection; its recordings stay',
  'collection.added': 'Added the recording to a collection',
  'collection.taken': 'Took the recording out of a collection',
  'view.saved': 'Saved a view',
  'view.removed': 'Removed a saved view',
  'change.undone': 'Took a change back',
  'recording.held': 'Put the recording on hold',
  'recording.holdLifted': 'Lifted the hold',
  'recording.replaced': 'Put a newer recording in the place of an old one',
  'circumstance.entered': 'Entered what was done about the circumstances of the recording',
  'seal.set': 'Sealed the covert recording',
  'seal.lifted': 'Lifted the seal, as the recording is not covert',
  'seal.named': 'Let somebody know of the sealed recording',
  'seal.asked': 'Asked a second person to open the sealed recording',
  'seal.refused': 'Did not open the sealed recording',
  'seal.opened': 'Opened the sealed recording as the second person',
  'seal.closed': 'Closed the sealed recording again',
  'seal.consulted': 'Entered which experienced colleague was consulted',
  'recording.quarantined': 'Put the recording in quarantine',
  'recording.reactivated': 'Took the recording out of quarantine',
  'subject.created': 'Entered a patient',
  'subject.discarded': 'Took back the entry of a patient for whom nothing was entered',
  'subject.changed': 'Corrected the details of a patient',
  'subject.statusNoted': 'Noted what came of asking after the patient’s status changed',
  'subject.careTeam': 'Changed the care team of a patient',
  'subject.moved': 'Moved the recording to another patient',
  'subject.merged': 'Joined two entries of one patient',
  'subject.separated': 'Took back that two entries of one patient were joined',
  'subject.split': 'Separated two patients who shared one entry',
  'agreement.given': 'Entered an agreement',
  'agreement.discarded': 'Took back an agreement that nothing rested on',
  'agreement.linked': 'Tied an agreement to recordings',
  'agreement.unlinked': 'Untied recordings from an agreement that is not about them',
  'agreement.confirmed': 'Recorded that the agreement was confirmed',
  'agreement.varied': 'Recorded that the agreement was varied',
  'agreement.withdrawn': 'Recorded that the agreement was withdrawn',
  'agreement.notConfirmed': 'Recorded that the agreement was not confirmed',
  'agreement.asked': 'Tried to ask after the recording',
  'agreement.shown': 'Showed the recordings in the form in which they will be shown',
  'agreement.attached': 'Attached a signed form',
  'agreement.scanOpened': 'Opened a signed form',
  'form.issued': 'Issued a consent form',
  'form.printed': 'Printed a consent form',
  'form.returned': 'Put the scan of a consent form with it',
  'form.signed': 'Had a consent form answered and signed on the screen',
  'form.scanOpened': 'Opened the scan of a consent form',
  'form.entered': 'Entered what is ticked on a consent form',
  'form.voided': 'Marked a consent form void',
  'form.templateChanged': 'Changed the wording of a consent form',
  'rendition.made': 'Made an anonymised copy',
  'rendition.signedOff': 'Signed off the anonymised copy',
  'rendition.signOffVoided': 'Voided a sign-off',
  'rendition.discarded': 'Discarded an anonymised copy',
  'rendition.findingsRead': 'Read what the file says about the patient',
  'template.saved': 'Saved what is always cleared on a device',
  'template.removed': 'Removed what was always cleared on a device',
  'library.rulesChanged': 'Changed what a sign-off needs',
  'decision.made': 'Asked to use the recording',
  'decision.browsed': 'Looked through the library',
  'decision.panel': 'Looked up who may use the recording',
  'copies.sought': 'Asked of which recording a file found elsewhere is a copy',
  'lecture.checked': 'Asked which pictures and clips of a lecture may be shown',
  'lecture.reportPrinted': 'Printed which pictures and clips of a lecture may be shown',
  'lecture.cleaned': 'Made a copy of a lecture without what may not be shown',
  'custody.opened': 'Opened the recording for its keeping',
  'custody.refused': 'Was refused to open the recording for its keeping',
  'release.made': 'Released copies',
  'release.refused': 'Was refused a release',
  'release.letterPrinted': 'Made the letter that calls copies of the release back',
  'release.settled': 'Recorded what became of a released copy',
  'disclosure.proposed': 'Proposed a disclosure',
  'disclosure.withdrawn': 'Took back the proposal of a disclosure',
  'disclosure.refused': 'Refused a disclosure as the second person',
  'disclosure.confirmed': 'Confirmed a disclosure as the second person',
  'disclosure.opened': 'Looked at the recording under a disclosure',
  'disclosure.giving': 'Began to write copies under a disclosure',
  'disclosure.given': 'Gave copies under a disclosure',
  'disclosure.denied': 'Was refused under a disclosure',
  'disclosure.revoked': 'Ended a disclosure early',
  'disclosure.reviewed': 'Looked back at a disclosure',
  'disclosure.printed': 'Printed the record of a disclosure',
  'obligation.raised': 'A duty arose',
  'obligation.settled': 'A duty was settled',
  'obligation.snoozed': 'Put a duty off',
  'obligation.assigned': 'Said who sees to a duty',
  'obligation.listed': 'Listed what is owed, to print or to send',
  'erasure.proposed': 'Proposed the erasure',
  'erasure.withdrawn': 'Took back the proposal to erase',
  'erasure.approved': 'Approved the erasure',
  'erasure.completed': 'The erasure was completed',
  'erasure.certificatePrinted': 'Printed a certificate of erasure',
  'backup.made': 'Made a backup',
  'backup.failed': 'A backup could not be made',
  'backup.planned': 'Changed when backups are made',
  'library.verified': 'Verified the library',
  'trail.verified': 'Verified the trail',
  'trail.checkpointed': 'Took a checkpoint of the trail',
  'clock.ranBack': 'The clock of this machine ran back',
};

const circumstanceSentences: Readonly<Record<string, string>> = {
  attempt: 'Entered an attempt to reach the patient, or who was close to them',
  postMortem: 'Entered who was consulted about the investigation of the death',
  outsideFilming: 'Entered who was informed of the filming by others',
};

const words = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** A closed word by its name for people; as it stands where it has none. */
const named = (names: Readonly<Record<string, string>>, value: unknown): string =>
  names[String(value)] ?? words(value);

const paragraphs = (value: unknown): string => (words(value) === '' ? '' : ` [${words(value)}]`);

/** For what the device was in a patient's hands, and whether that came to its end. */
function sayHandedOver(kind: TrailKind, facts: TrailEntry['facts']): string {
  const signing = facts.view === 'signing';
  if (kind === 'session.handedOver')
    return `${sentences[kind]}: ${signing ? 'a consent form to answer' : 'recordings to look at'}.`;
  const ended = signing ? 'the form is signed' : 'they have seen the recordings';
  return `${sentences[kind]}: ${facts.finished === true ? ended : 'nothing was kept'}.`;
}

/** An entry as a sentence for people, with the closed words of its facts; it names nobody. */
export function sayEntry({ kind, facts }: Pick<TrailEntry, 'kind' | 'facts'>): string {
  const sentence = sentences[kind];
  if (kind === 'decision.made') {
    const answer = facts.outcome === 'permit' ? 'permitted' : 'refused';
    return `${sentence} for ${named(useNames, facts.use)}: ${answer}${paragraphs(facts.cites)}.`;
  }
  if (kind === 'custody.opened' || kind === 'custody.refused') {
    return `${sentence}: ${named(custodyNames, facts.purpose).toLowerCase()}.`;
  }
  if (kind.startsWith('disclosure.')) {
    return `${sentence}: ${named(disclosureNames, facts.kind).toLowerCase()}${paragraphs(facts.cites ?? '')}.`;
  }
  if (kind === 'session.handedOver' || kind === 'session.takenBack') return sayHandedOver(kind, facts);
  if (kind === 'session.refused' && typeof facts.tries === 'number') {
    const wrong = facts.tries === 1 ? 'one wrong passphrase' : `${facts.tries} wrong passphrases`;
    return `${sentence}: ${wrong} since somebody last came in.`;
  }
  if (kind === 'circumstance.entered') return `${named(circumstanceSentences, facts.form)}.`;
  if (facts.queue !== undefined) {
    return `${sentence}: ${named(queueTitles, facts.queue).toLowerCase()}${paragraphs(facts.paragraph)}.`;
  }
  return `${sentence}.`;
}
