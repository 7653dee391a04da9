/** What kind of health record a recording belongs to, and to which day an appraisal lets it be kept. */
export const number = 7;

export const statements = `
ALTER TABLE recording ADD COLUMN records TEXT NOT NULL DEFAULT 'general';
ALTER TABLE recording ADD COLUMN appraised_until TEXT;
`;
