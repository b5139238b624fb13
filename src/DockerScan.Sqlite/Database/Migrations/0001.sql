-- Times are Unix milliseconds, UTC. Documents are JSON; columns beside them are what is searched.
CREATE TABLE scans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  join_key TEXT NOT NULL,
  reference TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'cancelled')),
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  lease_owner TEXT,
  lease_until INTEGER,
  target TEXT,
  result_id TEXT REFERENCES results (scan_id) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((state = 'running') = (lease_owner IS NOT NULL)),
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK ((state = 'finished') = (result_id IS NOT NULL))
) STRICT;

-- One scan in flight for the same wish: joining is this index.
CREATE UNIQUE INDEX scans_in_flight ON scans (join_key) WHERE state IN ('queued', 'running');
CREATE INDEX scans_claim ON scans (state, created_at, seq);
CREATE INDEX scans_newest ON scans (created_at, seq);
CREATE INDEX scans_target ON scans (target) WHERE target IS NOT NULL;

CREATE TABLE results (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  scan_id TEXT NOT NULL UNIQUE REFERENCES scans (id),
  reference TEXT NOT NULL,
  platform TEXT NOT NULL,
  verdict TEXT NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  reuse_key TEXT,
  finished_at INTEGER NOT NULL,
  finding_count INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE INDEX results_reuse ON results (reuse_key, finished_at) WHERE reuse_key IS NOT NULL AND complete = 1;
CREATE INDEX results_latest ON results (reference, finished_at) WHERE complete = 1;

CREATE TABLE findings (
  scan_id TEXT NOT NULL REFERENCES results (scan_id),
  ordinal INTEGER NOT NULL,
  key TEXT NOT NULL,
  check_id TEXT NOT NULL,
  risk TEXT NOT NULL,
  severity TEXT NOT NULL,
  state TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (scan_id, ordinal)
) STRICT;
