/** What is owed is counted by its reason: from the index alone, where the rows of a hundred thousand duties took seconds. */
export const number = 10;

export const statements = `
CREATE INDEX obligation_open_by_reason ON obligation (queue, paragraph, action, due, snoozed_until)
  WHERE settled_at IS NULL;
`;
