/** What a person does in the department; it decides which custody acts and operations are open to them. */
export const roles = [
  'custodian',
  'clinician',
  'educator',
  'researcher',
  'governance',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** What each role may do, in words; the contract and the tables of custody and discovery hold it. */
export const roleDuties: Readonly<Record<Role, string>> = {
  custodian:
    'Takes recordings in, classifies, anonymises and releases them, keeps the queues and backups, proposes and approves erasures, adds and removes people.',
  clinician:
    'Takes in recordings of the patients they treat, enters agreements, sees those patients’ recordings, proposes erasures. Everything else only as patients have agreed.',
  educator: 'Finds and uses what patients have agreed may be taught with. Sees nothing else.',
  researcher: 'Finds and uses what patients have agreed may be used for research. Sees nothing else.',
  governance:
    'Approves erasures as the second person, keeps queues, agreements and the trail, changes roles. Opens a recording only to decide on it.',
  administrator:
    'Adds and removes people, changes roles, makes backups and verifies the library. Opens no recording and sees no patient.',
};

/** The roles as a person reads them. */
export const roleNames: Readonly<Record<Role, string>> = {
  custodian: 'Custodian (medical illustration)',
  clinician: 'Clinician',
  educator: 'Educator',
  researcher: 'Researcher',
  governance: 'Information governance',
  administrator: 'Administrator',
};
