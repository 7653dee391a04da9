import type { ApproachMeans, ApproachOutcome, RoundState } from '../../shared/domain/agreement/asking.ts';
import type { AuthorityGround } from '../../shared/domain/agreement/authority.ts';
import type { SettlingAction } from '../../shared/domain/obligation/obligation.ts';
import type {
  AfterRecording,
  Audience,
  Category,
  Circumstances,
  Giver,
  Identifiability,
  InformedPoint,
  Jurisdiction,
  Use,
} from '../../shared/domain/policy/words.ts';
import type { MadeSource } from '../../shared/domain/recording/made.ts';
import type { Kind, RecordingState, Standing } from '../../shared/domain/recording/state.ts';
import type { RecordKind } from '../../shared/domain/retention/schedule.ts';

/** How the closed words of the domain read on screen; the guidance's own terms where it has them. */
type Words<Key extends string> = Readonly<Record<Key, string>>;

export const useNames: Words<Use> = {
  care: 'Care',
  teaching: 'Teaching',
  assessmentOfDoctors: 'Assessment of doctors',
  audit: 'Audit',
  research: 'Research',
  medicoLegal: 'Medico-legal',
  publicMedia: 'Publication',
};

export const audienceNames: Words<Audience> = {
  careTeam: 'the care team',
  medicalSetting: 'a medical setting',
  public: 'the public',
};

/** Before whom a recording is usually shown for a use; the panel answers for these. */
export const usualAudience: Readonly<Record<Use, Audience>> = {
  care: 'careTeam',
  teaching: 'medicalSetting',
  assessmentOfDoctors: 'medicalSetting',
  audit: 'medicalSetting',
  research: 'medicalSetting',
  medicoLegal: 'medicalSetting',
  publicMedia: 'public',
};

export const categoryNames: Words<Category> = {
  other: 'Any other recording of a patient',
  pathologySlide: 'Pathology slide',
  xray: 'X-ray',
  laparoscopic: 'Laparoscopic image',
  internalOrgan: 'Internal organ',
  ultrasound: 'Ultrasound image',
};

export const circumstanceNames: Words<Circumstances> = {
  planned: 'Planned',
  emergency: 'Emergency, no time to ask',
  unexpectedDevelopment: 'Unexpected development, could not ask',
  postMortem: 'Post-mortem',
  covert: 'Covert',
  telephoneCall: 'Telephone call',
};

export const jurisdictionNames: Words<Jurisdiction> = {
  england: 'England',
  wales: 'Wales',
  northernIreland: 'Northern Ireland',
  scotland: 'Scotland',
};

export const identifiabilityNames: Words<Identifiability> = {
  notIdentifiable: 'The patient cannot be identified',
  identifiable: 'The patient could be identified',
  unassessed: 'Not judged yet',
};

export const giverNames: Words<Giver> = {
  patient: 'The patient',
  parentOrGuardian: 'A parent or guardian',
  closeRelative: 'A close relative',
  carer: 'A carer',
  appointedPerson: 'The appointed person (Scotland)',
};

export const groundNames: Words<AuthorityGround> = {
  parentalResponsibility: 'Parental responsibility',
  courtOrder: 'An order of a court',
  relationship: 'The relationship itself',
  attorney: 'A lasting power of attorney for health and welfare',
  deputy: 'Appointed as deputy by a court',
  welfareAttorney: 'A welfare power of attorney (Scotland)',
  welfareGuardian: 'A guardianship order (Scotland)',
  interventionOrder: 'An intervention order (Scotland)',
};

export const afterRecordingNames: Words<AfterRecording> = {
  notAsked: 'Not asked since',
  confirmed: 'Confirmed afterwards',
  varied: 'Varied afterwards',
  withdrawn: 'Withdrawn',
  notConfirmed: 'Not confirmed',
};

export const informedNames: Words<InformedPoint> = {
  purpose: 'What the recording is for',
  viewers: 'Who will be allowed to see it',
  circumstances: 'Where and how it will be shown',
  copies: 'Whether copies will be made',
  storage: 'How it will be kept safe',
  retention: 'How long it will be kept',
  careUnaffected: 'That refusing will not affect their care',
  timeToConsider: 'Had time to think it over',
};

export const recordKindNames: Words<RecordKind> = {
  general: 'General',
  mentalHealth: 'Mental health',
  obstetric: 'Obstetric and maternity',
  cancer: 'Cancer',
  cjd: 'Creutzfeldt-Jakob disease',
  transplant: 'Transplant',
  longTerm: 'Long-term or recurring illness',
  screening: 'Screening',
};

export const kindNames: Words<Kind> = { photo: 'Photo', video: 'Film', audio: 'Sound' };

export const standingNames: Words<Standing> = {
  needsClass: 'Needs class',
  needsAgreement: 'Needs agreement',
  needsAnonymising: 'Needs anonymising',
  ready: 'Ready',
  limited: 'Limited',
  quarantined: 'Quarantined',
};

export const stateNames: Words<RecordingState> = {
  active: 'In use',
  quarantined: 'Quarantined',
  erasing: 'Being erased',
  erased: 'Erased',
};

export const madeSourceNames: Words<MadeSource> = {
  camera: 'from the camera',
  container: 'from the file’s own record',
  fileSystem: 'from the date of the file',
  person: 'entered by a person',
  unknown: 'not known',
};

export const settlingNames: Words<SettlingAction> = {
  askPatient: 'Record answer',
  obtainConsent: 'Record consent',
  renewConsent: 'Record renewal',
  askThemself: 'Ask the patient',
  askClose: 'Ask who was close',
  appraise: 'Appraise',
  reviewHold: 'Look at the hold',
  proposeErasure: 'Propose erasure',
  approveErasure: 'Approve erasure',
  confirmDisclosure: 'Look at the disclosure',
  reviewDisclosure: 'Look back at it',
  recallCopies: 'Recall copies',
  replace: 'Replace',
  assess: 'Judge',
  putRight: 'Put right',
  makeBackup: 'Record the backup',
};

export const approachMeansNames: Words<ApproachMeans> = {
  letter: 'Letter',
  call: 'Telephone call',
  email: 'E-mail',
  inPerson: 'In person',
};

export const approachOutcomeNames: Words<ApproachOutcome> = {
  sent: 'Sent',
  reached: 'Reached, the answer is still to come',
  notReached: 'Not reached',
  returned: 'Returned as not delivered',
};

export const roundStateNames: Words<RoundState> = {
  toAsk: 'To be asked',
  askAgain: 'To be asked again',
  waiting: 'Asked, waiting for an answer',
  noAnswer: 'No answer in four weeks',
};

/** A list of choices for a select, in the order of the words. */
export const choices = <Key extends string>(words: Words<Key>): { value: Key; label: string }[] =>
  (Object.keys(words) as Key[]).map((value) => ({ value, label: words[value] }));
