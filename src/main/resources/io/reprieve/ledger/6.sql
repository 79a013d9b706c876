-- A size of call that was too slow for us or for a gateway: until when it is not tried again, and how
-- often that was in vain.
ALTER TABLE account ADD COLUMN slow_size INTEGER;
ALTER TABLE account ADD COLUMN slow_until INTEGER;
ALTER TABLE account ADD COLUMN slow_tries INTEGER NOT NULL DEFAULT 0;
