/** Who appears in the stories. Names as long as real ones are. */
export const library = 'Medical Illustration, Ysbyty Gwynedd';

export const custodian = {
  name: 'Angharad Llwyd-Jones',
  passphrase: 'wharf lantern cobalt seventeen otters',
};
export const governance = {
  name: 'Przemysław Brzęczyszczykiewicz',
  passphrase: 'marble thicket violin eleven swans',
};
export const clinician = {
  name: 'Dr Oluwaseun Adébáyò',
  passphrase: 'harbour pepper granite nineteen moths',
};

/** The patient is made up; the number is from the range that is kept for tests. */
export const patient = {
  givenName: 'Bronwen',
  familyName: 'Llewellyn-Featherstonehaugh',
  bornOn: '3 February 1960',
  nhs: '943 476 5919',
  nhsMistyped: '943 476 5918',
};

export const recipient = {
  name: 'Professor Catrin Haf',
  organisation: 'School of Medicine',
  purpose: 'Lecture on wound healing',
};
