/** Who sees to a duty. A person who is removed sees to nothing more; who reads the row looks whether they are still there. */
export const number = 5;

export const statements = `
ALTER TABLE obligation ADD COLUMN owner TEXT;
CREATE INDEX obligation_open_by_owner ON obligation (owner, shown_on, number) WHERE settled_at IS NULL AND owner IS NOT NULL;
`;
