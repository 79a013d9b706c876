-- What the keys of seen ids are made with: a ledger that knows ids keeps the hash it knows them by.
ALTER TABLE seen_state ADD COLUMN hash TEXT NOT NULL DEFAULT 'SHA_256';
UPDATE seen_state SET hash = 'MURMUR3' WHERE age = 0;
