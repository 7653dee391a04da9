/** By what copies found elsewhere are known again: a print a picture, and the digests that are looked up. */
export const number = 6;

// A print shows as little as a likeness does, but it is of a recording: it goes with its rendition.
export const statements = `
CREATE TABLE rendition_print (
  rendition TEXT PRIMARY KEY REFERENCES rendition (id) ON DELETE CASCADE,
  print BLOB CHECK (length(print) = 24)
) STRICT, WITHOUT ROWID;
CREATE INDEX rendition_by_mark ON rendition (mark);
CREATE INDEX release_item_by_sha256 ON release_item (sha256) WHERE sha256 <> '';
`;
