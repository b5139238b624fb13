-- Watches, what each knows of its tags, their runs as work (one for each planned time, under its key), and when a digest was first seen here.
CREATE TABLE watches (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  first_scan TEXT,
  document TEXT NOT NULL
);
CREATE INDEX watches_first_scan ON watches (first_scan) WHERE first_scan IS NOT NULL;

CREATE TABLE watch_targets (
  watch_id TEXT NOT NULL,
  key TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0),
  document TEXT NOT NULL,
  PRIMARY KEY (watch_id, key)
) WITHOUT ROWID;

CREATE TABLE watch_runs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  watch_id TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  fence INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  scans TEXT,
  counts TEXT,
  ended_at INTEGER,
  ending TEXT
);
CREATE INDEX watch_runs_open ON watch_runs (due_at, seq) WHERE ended_at IS NULL;
CREATE INDEX watch_runs_watch ON watch_runs (watch_id, planned_at);

CREATE TABLE seen_digests (
  repository TEXT NOT NULL,
  digest TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (repository, digest)
) WITHOUT ROWID;
