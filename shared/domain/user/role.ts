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

/** The roles as a person reads them. */
export const roleNames: Readonly<Record<Role, string>> = {
  custodian: 'Custodian (medical illustration)',
  clinician: 'Clinician',
  educator: 'Educator',
  researcher: 'Researcher',
  governance: 'Information governance',
  administrator: 'Administrator',
};
