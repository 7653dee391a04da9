/** What was found in pictures, what was decided on it, layouts of devices, and sign-offs that wait for a second reader. */
export const number = 4;

// What was read in a picture may be a name: it goes with its rendition, and so with the recording's erasure.
export const statements = `
CREATE TABLE picture_search (
  rendition TEXT PRIMARY KEY REFERENCES rendition (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  known TEXT NOT NULL,
  device TEXT NOT NULL,
  proposals TEXT NOT NULL,
  fault TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE bench_draft (
  rendition TEXT PRIMARY KEY REFERENCES rendition (id) ON DELETE CASCADE,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  draft TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE device_template (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  maker TEXT,
  model TEXT,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  regions TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX device_template_by_size ON device_template (width, height);
CREATE INDEX sign_off_by_signer ON sign_off (by, at);
ALTER TABLE sign_off ADD COLUMN awaits_second INTEGER NOT NULL DEFAULT 0;
`;
