-- Where a delivery goes, in the words of its way, where a job leaves several for one way: each place
-- has its own attempts. Null: the places of the job are not told apart yet.
ALTER TABLE delivery ADD COLUMN place TEXT;
DROP INDEX delivery_once;
CREATE UNIQUE INDEX delivery_once ON delivery (job, way, ifnull(place, '')) WHERE job IS NOT NULL;
