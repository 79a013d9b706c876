-- "Rprv": tells a ledger from another program's database.
PRAGMA application_id = 1383101046;

-- One list is one job.
CREATE TABLE job (
  number       INTEGER PRIMARY KEY,
  id           TEXT    NOT NULL UNIQUE,
  source       TEXT    NOT NULL,
  sha256       TEXT    NOT NULL,
  requested_by TEXT,
  reason       TEXT,
  -- One name a line.
  accounts     TEXT    NOT NULL DEFAULT '',
  -- The file that the list came from, while it still lies where it was taken from.
  origin       TEXT,
  dry_run      INTEGER NOT NULL DEFAULT 0,
  -- ACCEPTING, RUNNING, COMPLETED
  state        TEXT    NOT NULL,
  rows         INTEGER NOT NULL DEFAULT 0,
  cancelled_by TEXT,
  calls        INTEGER NOT NULL DEFAULT 0,
  retries      INTEGER NOT NULL DEFAULT 0,
  received_at  INTEGER NOT NULL,
  completed_at INTEGER,
  reported_at  INTEGER
);
CREATE INDEX job_unreported ON job (state) WHERE reported_at IS NULL;
CREATE INDEX job_origin ON job (origin) WHERE origin IS NOT NULL;

-- Up to a thousand rows of a list, as they came; never changed.
CREATE TABLE chunk (
  number INTEGER PRIMARY KEY,
  job    INTEGER NOT NULL REFERENCES job (number),
  -- Line numbers as ranges, for example 2-1001.
  lines  TEXT    NOT NULL,
  -- One id a line.
  ids    TEXT    NOT NULL
);
CREATE INDEX chunk_job ON chunk (job);

-- Rows of one chunk that share their fate so far.
CREATE TABLE part (
  number      INTEGER PRIMARY KEY,
  job         INTEGER NOT NULL REFERENCES job (number),
  chunk       INTEGER NOT NULL REFERENCES chunk (number),
  account     TEXT    NOT NULL,
  -- ACCEPTING, PENDING, CLAIMED, SENDING, DOUBT, ASKING, FOLLOWING, SETTLED
  state       TEXT    NOT NULL,
  -- Places in the chunk as ranges, counted from 0, for example 0-11,13.
  places      TEXT    NOT NULL,
  size        INTEGER NOT NULL,
  not_before  INTEGER NOT NULL,
  attempts    INTEGER NOT NULL DEFAULT 0,
  failures    INTEGER NOT NULL DEFAULT 0,
  waits       INTEGER NOT NULL DEFAULT 0,
  first_tried INTEGER,
  refused_at  INTEGER,
  other_form  INTEGER NOT NULL DEFAULT 0,
  call_group  INTEGER,
  dry_run     INTEGER NOT NULL DEFAULT 0,
  settled_at  INTEGER,
  -- SETTLED: a line of facts, then a line a place. FOLLOWING: what each place waits for.
  outcomes    TEXT
);
CREATE INDEX part_due ON part (state, account, not_before) WHERE state <> 'SETTLED';
CREATE INDEX part_group ON part (call_group) WHERE call_group IS NOT NULL;
CREATE INDEX part_open ON part (job) WHERE state <> 'SETTLED';
CREATE INDEX part_chunk ON part (chunk);

-- How many rows of a job have which outcome.
CREATE TABLE tally (
  job     INTEGER NOT NULL REFERENCES job (number),
  outcome TEXT    NOT NULL,
  rows    INTEGER NOT NULL,
  PRIMARY KEY (job, outcome)
) WITHOUT ROWID;

-- What is remembered of an account over restarts.
CREATE TABLE account (
  name         TEXT PRIMARY KEY,
  body_form    TEXT,
  call_size    INTEGER,
  size_limit   INTEGER,
  hold_kind    TEXT,
  hold_words   TEXT,
  hold_since   INTEGER,
  probe_at     INTEGER,
  probes       INTEGER NOT NULL DEFAULT 0,
  paused_until INTEGER,
  troubles     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Calls for the sliding window: a row when one begins, and another in its place when it ends, so
-- that every process that shares the budget finds all news above the number it knows.
CREATE TABLE call (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  budget TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  -- The number of the call's beginning; null while it is under way.
  began  INTEGER
);
CREATE INDEX call_at ON call (at);

-- Which ids were seen: the recent ones in a table, all others in sorted runs of pages. Whatever has
-- the higher age holds the later word on an id.
CREATE TABLE seen_state (
  -- The highest age so far.
  age    INTEGER NOT NULL,
  -- At most so many rows are in the table of recent ones.
  recent INTEGER NOT NULL
);
INSERT INTO seen_state (age, recent) VALUES (0, 0);
CREATE TABLE seen_recent (
  hi  INTEGER NOT NULL,
  lo  INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  age INTEGER NOT NULL,
  PRIMARY KEY (hi, lo)
) WITHOUT ROWID;
CREATE TABLE seen_run (
  number  INTEGER PRIMARY KEY,
  entries INTEGER NOT NULL,
  -- The job that is writing it; null once it counts, and while runs are merged into it.
  job     INTEGER,
  -- Null while it does not count yet, and once it counts no more.
  age     INTEGER UNIQUE
);
CREATE TABLE seen_page (
  run      INTEGER NOT NULL REFERENCES seen_run (number),
  page     INTEGER NOT NULL,
  first_hi INTEGER NOT NULL,
  last_hi  INTEGER NOT NULL,
  -- Key and ref, 24 bytes each.
  entries  BLOB    NOT NULL,
  UNIQUE (run, page)
);
CREATE INDEX seen_page_order ON seen_page (run, first_hi);
