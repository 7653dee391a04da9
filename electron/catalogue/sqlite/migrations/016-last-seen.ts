/** The last day on which a patient was seen or treated: some schedules keep a record so long from then. */
export const number = 16;

export const statements = 'ALTER TABLE subject ADD COLUMN last_seen_on TEXT;';
