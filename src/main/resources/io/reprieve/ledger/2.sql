-- Which door a list came through, and where its answers go, in the words of the way out.
ALTER TABLE job ADD COLUMN door TEXT NOT NULL DEFAULT 'files';
ALTER TABLE job ADD COLUMN reply TEXT;

-- What is still to be brought somewhere that may be away for long: an answer, a file, a notice.
CREATE TABLE delivery (
  number     INTEGER PRIMARY KEY,
  -- The way out that brings it, for example jms or sftp:partner.
  way        TEXT    NOT NULL,
  -- The job it tells of; null where it tells of something else.
  job        INTEGER REFERENCES job (number),
  -- What it tells, where that is not in the job.
  note       TEXT,
  -- How far it has come, for a way out that sends in parts.
  step       INTEGER NOT NULL DEFAULT 0,
  attempts   INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,
  -- Why the last attempt failed, in words.
  trouble    TEXT,
  created_at INTEGER NOT NULL,
  -- When it was brought, or given up; null while it waits.
  ended_at   INTEGER
);
CREATE INDEX delivery_due ON delivery (way, not_before) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX delivery_once ON delivery (job, way) WHERE job IS NOT NULL;

-- A job may also be HELD: its list is in the ledger whole, but is compared with nothing, known to
-- the index of seen ids by nothing, and due for nothing, until a person lets it go.
-- Why a list was held; stays when it is let go.
ALTER TABLE job ADD COLUMN held_because TEXT;
-- Who let it go. Set in a HELD job, it is let go at the next look.
ALTER TABLE job ADD COLUMN approved_by TEXT;
-- Whether each message's disposition is asked for before it is sent for the first time.
ALTER TABLE job ADD COLUMN checks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX job_door ON job (door);

-- What a notice is about and how that stands, so that it is not told again and again.
ALTER TABLE delivery ADD COLUMN topic TEXT;
CREATE INDEX delivery_topic ON delivery (topic, created_at) WHERE topic IS NOT NULL;
-- What saved searches have handed on, so that no run does it again.
CREATE TABLE found (
  search TEXT    NOT NULL,
  -- The account's name and the id as Cloudflare gave it.
  account TEXT   NOT NULL,
  id     TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (search, account, id)
) WITHOUT ROWID;

-- Messages that asked. Several may share a job; each gets an answer about its own rows.
CREATE TABLE request (
  number      INTEGER PRIMARY KEY,
  job         INTEGER NOT NULL REFERENCES job (number),
  -- What tells the very message; null where there is no telling, and for one that came again.
  key         BLOB,
  first_line  INTEGER NOT NULL,
  last_line   INTEGER NOT NULL,
  rows        INTEGER NOT NULL,
  -- Where its answer goes, in the words of the way out; null: where answers go otherwise.
  reply_to    TEXT,
  correlation TEXT,
  received_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX request_key ON request (key) WHERE key IS NOT NULL;
CREATE INDEX request_job ON request (job);
CREATE INDEX request_age ON request (received_at);
