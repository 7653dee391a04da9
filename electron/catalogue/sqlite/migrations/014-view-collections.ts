/** A kept search asks for any of several collections, where it asked for one. */
export const number = 14;

export const statements = `
UPDATE saved_view SET query = json_remove(
  json_set(
    query,
    '$.collections',
    CASE WHEN query ->> '$.collection' IS NULL THEN json('[]') ELSE json_array(query ->> '$.collection') END
  ),
  '$.collection'
);
`;
