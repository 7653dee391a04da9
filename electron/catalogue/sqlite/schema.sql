CREATE TABLE recording (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'quarantined', 'erasing', 'erased')),
  standing TEXT NOT NULL,
  container TEXT NOT NULL,
  codecs TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  duration_ms INTEGER,
  bytes INTEGER NOT NULL,
  made_earliest TEXT,
  made_latest TEXT,
  made_local TEXT,
  made_offset TEXT,
  made_source TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  file_name TEXT NOT NULL,
  mark TEXT NOT NULL,
  category TEXT,
  made_for TEXT,
  circumstances TEXT,
  caller_notice INTEGER NOT NULL,
  colleague_consulted INTEGER NOT NULL,
  medico_legal_investigation INTEGER NOT NULL,
  coroner_discussed INTEGER NOT NULL,
  external_filming INTEGER NOT NULL,
  bodies_informed INTEGER NOT NULL,
  hold_reason TEXT,
  hold_by TEXT,
  hold_at TEXT,
  visibility INTEGER NOT NULL DEFAULT 0,
  refresh_on TEXT
, rating INTEGER CHECK (rating BETWEEN 0 AND 5), records TEXT NOT NULL DEFAULT 'general', appraised_until TEXT, hold_senior TEXT, hold_until TEXT) STRICT;

CREATE INDEX recording_by_mark ON recording (mark) WHERE mark <> '';

CREATE INDEX recording_by_refresh ON recording (refresh_on) WHERE refresh_on IS NOT NULL;

CREATE INDEX recording_by_adder ON recording (added_by);

CREATE INDEX recording_by_state ON recording (state) WHERE state <> 'active';

CREATE TABLE recording_viewer (
  user TEXT NOT NULL,
  recording INTEGER NOT NULL REFERENCES recording (number),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  treats INTEGER NOT NULL,
  PRIMARY KEY (user, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX recording_viewer_by_recording ON recording_viewer (recording);

CREATE TABLE grid (chunk INTEGER PRIMARY KEY, cells BLOB NOT NULL) STRICT;

CREATE TABLE recording_text (number INTEGER PRIMARY KEY REFERENCES recording (number), words TEXT NOT NULL) STRICT;

CREATE VIRTUAL TABLE recording_words USING fts5 (
  words, content = 'recording_text', content_rowid = 'number',
  detail = none, columnsize = 0, prefix = '2 3', tokenize = 'ascii'
);

CREATE TRIGGER recording_text_added AFTER INSERT ON recording_text BEGIN
  INSERT INTO recording_words (rowid, words) VALUES (new.number, new.words);
END;

CREATE TRIGGER recording_text_changed AFTER UPDATE ON recording_text BEGIN
  INSERT INTO recording_words (recording_words, rowid, words) VALUES ('delete', old.number, old.words);
  INSERT INTO recording_words (rowid, words) VALUES (new.number, new.words);
END;

CREATE TRIGGER recording_text_removed AFTER DELETE ON recording_text BEGIN
  INSERT INTO recording_words (recording_words, rowid, words) VALUES ('delete', old.number, old.words);
END;

CREATE TABLE subject (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  born_on TEXT,
  died_on TEXT,
  appointed_person INTEGER NOT NULL,
  merged_into TEXT REFERENCES subject (id) DEFERRABLE INITIALLY DEFERRED
, capacity_regained_on TEXT, status_noted_on TEXT, last_seen_on TEXT) STRICT;

CREATE INDEX subject_by_merged ON subject (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE subject_identifier (
  subject INTEGER NOT NULL REFERENCES subject (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  issuer TEXT NOT NULL,
  value TEXT NOT NULL,
  compact TEXT NOT NULL,
  PRIMARY KEY (subject, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_identifier_by_value ON subject_identifier (kind, compact, issuer);

CREATE TABLE subject_word (
  word TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subject (number) ON DELETE CASCADE,
  PRIMARY KEY (word, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_word_by_subject ON subject_word (subject);

CREATE TABLE care_team (
  subject INTEGER NOT NULL REFERENCES subject (number) ON DELETE CASCADE,
  user TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  PRIMARY KEY (subject, user, from_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX care_team_by_user ON care_team (user);

CREATE TABLE recording_subject (
  recording INTEGER NOT NULL REFERENCES recording (number),
  subject INTEGER NOT NULL REFERENCES subject (number),
  position INTEGER NOT NULL,
  PRIMARY KEY (recording, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX recording_subject_by_subject ON recording_subject (subject, recording);

CREATE TABLE agreement (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  terms TEXT NOT NULL,
  after_recording TEXT NOT NULL
, answered_on TEXT) STRICT;

CREATE TABLE agreement_event (
  agreement INTEGER NOT NULL REFERENCES agreement (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (agreement, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_subject (
  agreement INTEGER NOT NULL REFERENCES agreement (number) ON DELETE CASCADE,
  subject INTEGER NOT NULL REFERENCES subject (number),
  PRIMARY KEY (agreement, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX agreement_subject_by_subject ON agreement_subject (subject);

CREATE TABLE agreement_recording (
  agreement INTEGER NOT NULL REFERENCES agreement (number) ON DELETE CASCADE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (agreement, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX agreement_recording_by_recording ON agreement_recording (recording);

CREATE TABLE scan (
  id TEXT PRIMARY KEY,
  agreement INTEGER NOT NULL REFERENCES agreement (number) ON DELETE CASCADE,
  blob TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_by_agreement ON scan (agreement);

CREATE TABLE rendition (
  id TEXT PRIMARY KEY,
  recording INTEGER NOT NULL REFERENCES recording (number),
  kind TEXT NOT NULL CHECK (kind IN ('original', 'anonymised')),
  parent TEXT REFERENCES rendition (id) DEFERRABLE INITIALLY DEFERRED,
  blob TEXT NOT NULL UNIQUE,
  container TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  bytes INTEGER NOT NULL,
  mark TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  recipe TEXT,
  verification TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX rendition_by_recording ON rendition (recording);

CREATE INDEX rendition_by_parent ON rendition (parent) WHERE parent IS NOT NULL;

CREATE TABLE sign_off (
  number INTEGER PRIMARY KEY,
  rendition TEXT NOT NULL REFERENCES rendition (id) ON DELETE CASCADE,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  looked_at TEXT NOT NULL,
  identifiability TEXT NOT NULL,
  mark TEXT NOT NULL,
  trail_head TEXT NOT NULL,
  signature TEXT NOT NULL,
  voided_at TEXT
, awaits_second INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX sign_off_by_rendition ON sign_off (rendition);

CREATE TABLE release (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  recipient TEXT NOT NULL,
  organisation TEXT NOT NULL,
  purpose TEXT NOT NULL,
  until TEXT
, use TEXT, audience TEXT, disclosure TEXT REFERENCES disclosure (id)
  CHECK ((disclosure IS NULL) = (use IS NOT NULL) AND (use IS NULL) = (audience IS NULL))) STRICT;

CREATE TABLE release_item (
  release INTEGER NOT NULL REFERENCES release (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  rendition TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('out', 'recalled', 'returned', 'destroyed')),
  PRIMARY KEY (release, recording, rendition)
) STRICT, WITHOUT ROWID;

CREATE INDEX release_item_by_recording ON release_item (recording);

CREATE TABLE obligation (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  queue TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  reason TEXT NOT NULL,
  due TEXT NOT NULL,
  action TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  snoozed_until TEXT,
  settled_at TEXT,
  source TEXT NOT NULL CHECK (source IN ('facts', 'person', 'system')),
  shown_on TEXT NOT NULL GENERATED ALWAYS AS (coalesce(snoozed_until, due)) VIRTUAL
, owner TEXT) STRICT;

CREATE INDEX obligation_open ON obligation (shown_on, number) WHERE settled_at IS NULL;

CREATE INDEX obligation_open_by_queue ON obligation (queue, shown_on, number, snoozed_until) WHERE settled_at IS NULL;

CREATE INDEX obligation_by_recording ON obligation (recording);

CREATE TABLE erasure (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'approved', 'completed')),
  why TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  approved_by TEXT,
  approved_at TEXT,
  signature TEXT,
  completed_at TEXT,
  certificate TEXT
) STRICT;

CREATE UNIQUE INDEX erasure_open ON erasure (recording) WHERE state IN ('proposed', 'approved');

CREATE INDEX erasure_by_state ON erasure (state);

CREATE TABLE erasure_mark (
  mark TEXT PRIMARY KEY,
  erasure INTEGER NOT NULL REFERENCES erasure (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT,
  removed_at TEXT,
  public_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX user_by_name ON user (name COLLATE NOCASE) WHERE removed_at IS NULL;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE backup (id TEXT PRIMARY KEY, place TEXT NOT NULL, last_made_at TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE trail_entry (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  facts TEXT NOT NULL,
  text_commitment TEXT,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX trail_entry_by_time ON trail_entry (at);

CREATE TABLE trail_about (
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES trail_entry (sequence),
  PRIMARY KEY (id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE trail_text (
  sequence INTEGER PRIMARY KEY REFERENCES trail_entry (sequence),
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TRIGGER trail_entry_unchanged BEFORE UPDATE ON trail_entry BEGIN
  SELECT RAISE(ABORT, 'the trail is only ever added to');
END;

CREATE TRIGGER trail_entry_kept BEFORE DELETE ON trail_entry BEGIN
  SELECT RAISE(ABORT, 'the trail is only ever added to');
END;

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  by TEXT NOT NULL,
  request TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE TABLE job_item (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  job INTEGER NOT NULL REFERENCES job (number),
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL,
  recording TEXT,
  source_removed INTEGER NOT NULL,
  error TEXT
) STRICT;

CREATE INDEX job_item_by_position ON job_item (job, position);

CREATE INDEX job_item_open ON job_item (job, state, position) WHERE state IN ('waiting', 'running');

CREATE INDEX job_item_by_recording ON job_item (recording) WHERE recording IS NOT NULL;

CREATE TABLE job_count (
  job INTEGER NOT NULL REFERENCES job (number),
  state TEXT NOT NULL,
  items INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (job, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_item_counted AFTER INSERT ON job_item BEGIN
  INSERT INTO job_count (job, state, items, bytes) VALUES (new.job, new.state, 1, new.bytes)
    ON CONFLICT DO UPDATE SET items = items + 1, bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER job_item_recounted AFTER UPDATE OF state, bytes ON job_item BEGIN
  UPDATE job_count SET items = items - 1, bytes = bytes - old.bytes WHERE job = old.job AND state = old.state;
  INSERT INTO job_count (job, state, items, bytes) VALUES (new.job, new.state, 1, new.bytes)
    ON CONFLICT DO UPDATE SET items = items + 1, bytes = bytes + excluded.bytes;
END;

CREATE INDEX recording_by_added ON recording (added_at);

CREATE TABLE label (number INTEGER PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE recording_label (
  label INTEGER NOT NULL REFERENCES label (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (label, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX recording_label_by_recording ON recording_label (recording);

CREATE TABLE collection (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE collection_recording (
  collection INTEGER NOT NULL REFERENCES collection (number) ON DELETE CASCADE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  PRIMARY KEY (collection, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX collection_recording_by_recording ON collection_recording (recording);

CREATE TABLE saved_view (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  shared INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE TABLE change_item (
  change INTEGER NOT NULL REFERENCES change (number),
  recording INTEGER NOT NULL REFERENCES recording (number),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (change, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_item_by_recording ON change_item (recording);

CREATE TABLE likeness (
  recording INTEGER PRIMARY KEY REFERENCES recording (number),
  part_0 INTEGER,
  part_1 INTEGER,
  part_2 INTEGER,
  part_3 INTEGER
) STRICT;

CREATE TABLE search_word (word TEXT PRIMARY KEY, recordings INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE INDEX likeness_by_part_0 ON likeness (part_0, part_1, part_2, part_3) WHERE part_0 IS NOT NULL;

CREATE INDEX likeness_by_part_1 ON likeness (part_1, part_0, part_2, part_3) WHERE part_1 IS NOT NULL;

CREATE INDEX likeness_by_part_2 ON likeness (part_2, part_0, part_1, part_3) WHERE part_2 IS NOT NULL;

CREATE INDEX likeness_by_part_3 ON likeness (part_3, part_0, part_1, part_2) WHERE part_3 IS NOT NULL;

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

CREATE INDEX obligation_open_by_owner ON obligation (owner, shown_on, number) WHERE settled_at IS NULL AND owner IS NOT NULL;

CREATE TABLE rendition_print (
  rendition TEXT PRIMARY KEY REFERENCES rendition (id) ON DELETE CASCADE,
  print BLOB CHECK (length(print) = 24)
) STRICT, WITHOUT ROWID;

CREATE INDEX rendition_by_mark ON rendition (mark);

CREATE INDEX release_item_by_sha256 ON release_item (sha256) WHERE sha256 <> '';

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

CREATE INDEX obligation_open_by_reason ON obligation (queue, paragraph, action, due, snoozed_until)
  WHERE settled_at IS NULL;

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

CREATE INDEX release_by_disclosure ON release (disclosure) WHERE disclosure IS NOT NULL;

CREATE TABLE seal_person (
  recording INTEGER NOT NULL REFERENCES recording (number),
  user TEXT NOT NULL,
  named_by TEXT,
  named_at TEXT NOT NULL,
  PRIMARY KEY (recording, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX seal_person_by_user ON seal_person (user);

CREATE TABLE seal_opening (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  recording INTEGER NOT NULL REFERENCES recording (number),
  state TEXT NOT NULL CHECK (state IN ('asked', 'refused', 'open', 'closed')),
  reason TEXT NOT NULL,
  until TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  second TEXT NOT NULL,
  decided_at TEXT,
  second_missing INTEGER NOT NULL DEFAULT 0,
  signature TEXT,
  closed_by TEXT,
  closed_at TEXT
) STRICT;

CREATE INDEX seal_opening_by_recording ON seal_opening (recording);

CREATE INDEX recording_sealed ON recording (number) WHERE circumstances = 'covert';
