/**
 * The last day on which a patient was seen or treated: some schedules keep a record so long from then. Also from here on
 * a date of birth may contradict the age that an agreement says: such recordings are worked out anew.
 */
export const number = 16;

export const statements = `
ALTER TABLE subject ADD COLUMN last_seen_on TEXT;
UPDATE recording SET refresh_on = '2000-01-01' WHERE number IN (
  SELECT recording FROM recording_subject JOIN subject ON subject.number = recording_subject.subject
  WHERE born_on IS NOT NULL
);
`;
