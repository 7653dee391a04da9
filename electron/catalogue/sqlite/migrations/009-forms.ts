/**
 * Consent forms: the wordings that a library prints, each version for good, and the forms issued from them. A form goes
 * with its patient and with the agreement that it made; a scan waits with the form until the agreement takes it over.
 */
export const number = 9;

export const statements = `
CREATE TABLE form_template (
  number INTEGER PRIMARY KEY,
  purpose TEXT NOT NULL,
  version INTEGER NOT NULL,
  shipped INTEGER,
  template TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (purpose, version)
) STRICT;
CREATE TABLE form (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  template INTEGER NOT NULL REFERENCES form_template (number),
  subject INTEGER NOT NULL REFERENCES subject (number) ON DELETE CASCADE,
  publication TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('out', 'returned', 'entered', 'void')),
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  entry TEXT,
  agreement INTEGER REFERENCES agreement (number) ON DELETE CASCADE
) STRICT;
CREATE INDEX form_by_subject ON form (subject);
CREATE INDEX form_by_state ON form (state, number);
CREATE INDEX form_by_agreement ON form (agreement) WHERE agreement IS NOT NULL;
CREATE TABLE form_recording (
  form INTEGER NOT NULL REFERENCES form (number) ON DELETE CASCADE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (form, recording)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_recording_by_recording ON form_recording (recording);
CREATE TABLE form_scan (
  id TEXT PRIMARY KEY,
  form INTEGER NOT NULL REFERENCES form (number) ON DELETE CASCADE,
  blob TEXT UNIQUE,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  mark TEXT NOT NULL,
  pages TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_scan_by_form ON form_scan (form);
CREATE INDEX form_scan_by_mark ON form_scan (mark);
`;
