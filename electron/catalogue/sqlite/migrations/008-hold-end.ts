/** The senior colleague who agreed to a hold, and the day on which it is looked at again. */
export const number = 8;

export const statements = `
ALTER TABLE recording ADD COLUMN hold_senior TEXT;
ALTER TABLE recording ADD COLUMN hold_until TEXT;
`;
