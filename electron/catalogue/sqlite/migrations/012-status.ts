/** Since when a patient can decide again, and when somebody last noted what came of asking after such a change. */
export const number = 12;

export const statements = `
ALTER TABLE subject ADD COLUMN capacity_regained_on TEXT;
ALTER TABLE subject ADD COLUMN status_noted_on TEXT;
`;
