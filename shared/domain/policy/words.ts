/** The words of the guidance as values; every list is closed. */
export const uses = [
  'care',
  'teaching',
  'assessmentOfDoctors',
  'audit',
  'research',
  'medicoLegal',
  'publicMedia',
] as const;
export type Use = (typeof uses)[number];

/** The uses within a sentence. */
export const useNames: Readonly<Record<Use, string>> = {
  care: 'care',
  teaching: 'teaching',
  assessmentOfDoctors: 'the assessment of doctors',
  audit: 'audit',
  research: 'research',
  medicoLegal: 'medico-legal purposes',
  publicMedia: 'publication',
};

export const audiences = ['careTeam', 'medicalSetting', 'public'] as const;
export type Audience = (typeof audiences)[number];

export const categories = [
  'other',
  'pathologySlide',
  'xray',
  'laparoscopic',
  'internalOrgan',
  'ultrasound',
] as const;
export type Category = (typeof categories)[number];

/** The later edition names endoscopic images and recordings of organ functions besides (2011 edition, 10). */
export const categoriesOf2011 = [...categories, 'endoscopic', 'organFunction'] as const;
export type CategoryOf2011 = (typeof categoriesOf2011)[number];

export const circumstances = [
  'planned',
  'emergency',
  'unexpectedDevelopment',
  'postMortem',
  'covert',
  'telephoneCall',
] as const;
export type Circumstances = (typeof circumstances)[number];

export const jurisdictions = ['england', 'wales', 'northernIreland', 'scotland'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

export const identifiabilities = ['notIdentifiable', 'identifiable', 'unassessed'] as const;
export type Identifiability = (typeof identifiabilities)[number];

export const givers = ['patient', 'parentOrGuardian', 'closeRelative', 'carer', 'appointedPerson'] as const;
export type Giver = (typeof givers)[number];

/** Within a sentence. */
export const giverNames: Readonly<Record<Giver, string>> = {
  patient: 'the patient',
  parentOrGuardian: 'a parent or guardian',
  closeRelative: 'a close relative',
  carer: 'a carer',
  appointedPerson: 'the appointed person',
};

/** What became of an agreement after the recording was made [14a, 14e]. */
export const afterRecordings = ['notAsked', 'confirmed', 'varied', 'withdrawn', 'notConfirmed'] as const;
export type AfterRecording = (typeof afterRecordings)[number];

export const agreementForms = ['oral', 'written'] as const;
export type AgreementForm = (typeof agreementForms)[number];

export const informedPoints = [
  'purpose',
  'viewers',
  'circumstances',
  'copies',
  'storage',
  'retention',
  'careUnaffected',
  'timeToConsider',
] as const;
export type InformedPoint = (typeof informedPoints)[number];
