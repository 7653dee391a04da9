/** Disclosures beside the uses, and the copies given under one as releases that name no use. */
export const number = 11;

export const statements = `
CREATE TABLE disclosure (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  means TEXT NOT NULL CHECK (means IN ('view', 'copies')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'refused', 'confirmed', 'given', 'revoked')),
  about TEXT,
  viewer TEXT,
  recipient TEXT NOT NULL,
  organisation TEXT NOT NULL,
  words TEXT,
  hours INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_as TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  second_missing INTEGER NOT NULL DEFAULT 0,
  signature TEXT,
  ends_at TEXT,
  ended_by TEXT,
  ended_at TEXT,
  review TEXT CHECK (review IN ('inOrder', 'notInOrder')),
  reviewed_by TEXT,
  reviewed_at TEXT,
  duty TEXT
) STRICT;
CREATE TABLE disclosure_item (
  disclosure INTEGER NOT NULL REFERENCES disclosure (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  position INTEGER NOT NULL,
  rendition TEXT NOT NULL,
  mark TEXT NOT NULL,
  checks TEXT NOT NULL,
  PRIMARY KEY (disclosure, recording)
) STRICT, WITHOUT ROWID;
CREATE INDEX disclosure_item_by_recording ON disclosure_item (recording);
ALTER TABLE release RENAME COLUMN use TO use_before;
ALTER TABLE release ADD COLUMN use TEXT;
UPDATE release SET use = use_before;
ALTER TABLE release DROP COLUMN use_before;
ALTER TABLE release RENAME COLUMN audience TO audience_before;
ALTER TABLE release ADD COLUMN audience TEXT;
UPDATE release SET audience = audience_before;
ALTER TABLE release DROP COLUMN audience_before;
ALTER TABLE release ADD COLUMN disclosure TEXT REFERENCES disclosure (id)
  CHECK ((disclosure IS NULL) = (use IS NOT NULL) AND (use IS NULL) = (audience IS NULL));
CREATE INDEX release_by_disclosure ON release (disclosure) WHERE disclosure IS NOT NULL;
`;
