-- How often work on a scan failed and was given back: what it was claimed beyond that, its worker ended over it or lost it. What runs now has lost nobody yet.
ALTER TABLE scans ADD COLUMN failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0);
UPDATE scans SET failures = max(attempts - 1, 0) WHERE state IN ('queued', 'running');

-- Dead letters: given up because workers ended over it.
ALTER TABLE scans ADD COLUMN dead INTEGER NOT NULL DEFAULT 0 CHECK (dead IN (0, 1));
CREATE INDEX scans_dead ON scans (join_key, seq) WHERE dead = 1;

-- The record of commands as chains, one for each process that wrote: each row's number there, and its hash over the one before and itself. What was
-- written before has neither. A chain's head is its last row; its anchor the last row that was removed because it was old.
ALTER TABLE audit ADD COLUMN writer TEXT;
ALTER TABLE audit ADD COLUMN number INTEGER;
ALTER TABLE audit ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_chain ON audit (writer, number) WHERE writer IS NOT NULL;

CREATE TABLE audit_chains (
  writer TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  cut_number INTEGER NOT NULL DEFAULT 0,
  cut_hash TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
