-- What a command was about and which scan answered it; a row of refusals stands for several.
ALTER TABLE audit ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN scan TEXT;
ALTER TABLE audit ADD COLUMN count INTEGER NOT NULL DEFAULT 1;

-- The newest result of an image, complete or not.
DROP INDEX results_latest;
CREATE INDEX results_newest ON results (reference, finished_at);

-- Signed requests that were taken: one that comes again within its time is a repetition, also after a restart.
CREATE TABLE seen_requests (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_requests_age ON seen_requests (until);
