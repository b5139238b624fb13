-- What people accepted, and who took it back. Nothing of it is ever deleted. "ends_at" is the greatest number while it has no end;
-- "repository" is empty where a pattern names them.
CREATE TABLE acceptances (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  repository TEXT NOT NULL,
  ends_at INTEGER NOT NULL,
  document TEXT NOT NULL,
  removal TEXT
);
CREATE INDEX acceptances_ends ON acceptances (ends_at);
CREATE INDEX acceptances_repository ON acceptances (repository, ends_at);

-- A finding is accepted by its key.
CREATE INDEX IF NOT EXISTS findings_key ON findings (key);
