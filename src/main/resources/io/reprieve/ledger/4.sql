-- Where nobody knows what came of a call that held the rows: until when that may still change. No row
-- is sent while it may. A settled part keeps it, for a later list that has the same ids.
ALTER TABLE part ADD COLUMN open_until INTEGER;
UPDATE part SET open_until = (CAST(strftime('%s', 'now') AS INTEGER) + 120) * 1000
  WHERE state <> 'SETTLED' AND state IN ('DOUBT', 'ASKING') AND dry_run = 0 AND attempts > 0;
