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

-- What saved searches have handed on, so that no run does it again.
CREATE TABLE found (
  search TEXT    NOT NULL,
  -- The account's name and the id as Cloudflare gave it.
  account TEXT   NOT NULL,
  id     TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (search, account, id)
) WITHOUT ROWID;
