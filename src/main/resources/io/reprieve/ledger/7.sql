-- When a single id was first refused by itself; null: it was not. Whose fault that is tells only a
-- call that is taken meanwhile.
ALTER TABLE part ADD COLUMN accused_at INTEGER;
