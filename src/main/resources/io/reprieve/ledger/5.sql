-- Why calls of one kind wait with an account: RELEASE, LOOK or SEARCH, each by itself.
CREATE TABLE hold (
  account  TEXT    NOT NULL,
  call     TEXT    NOT NULL,
  -- ACCESS, OUTAGE
  kind     TEXT    NOT NULL,
  words    TEXT    NOT NULL,
  since    INTEGER NOT NULL,
  probe_at INTEGER NOT NULL,
  probes   INTEGER NOT NULL,
  PRIMARY KEY (account, call)
) WITHOUT ROWID;
INSERT INTO hold (account, call, kind, words, since, probe_at, probes)
  SELECT name,
    CASE hold_kind WHEN 'READ_ACCESS' THEN 'LOOK' ELSE 'RELEASE' END,
    CASE hold_kind WHEN 'OUTAGE' THEN 'OUTAGE' ELSE 'ACCESS' END,
    hold_words, hold_since, probe_at, probes
  FROM account WHERE hold_kind IS NOT NULL;
ALTER TABLE account DROP COLUMN hold_kind;
ALTER TABLE account DROP COLUMN hold_words;
ALTER TABLE account DROP COLUMN hold_since;
ALTER TABLE account DROP COLUMN probe_at;
ALTER TABLE account DROP COLUMN probes;
ALTER TABLE account DROP COLUMN troubles;
-- Why all calls are silent until paused_until.
ALTER TABLE account ADD COLUMN pause_words TEXT;
