-- Answers of reputation services, look-ups that wait, the quota's ledger; results that are amended.
ALTER TABLE results ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE TABLE reputations (
  kind TEXT NOT NULL CHECK (kind IN ('file', 'address', 'domain')),
  value TEXT NOT NULL,
  reputation TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  first_answered_at INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE lookups (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'address', 'domain')),
  value TEXT NOT NULL,
  rank INTEGER NOT NULL,
  interactive INTEGER NOT NULL CHECK (interactive IN (0, 1)),
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  lease_owner TEXT,
  lease_until INTEGER,
  UNIQUE (kind, value),
  CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
) STRICT;

CREATE INDEX lookups_next ON lookups (interactive DESC, rank DESC, created_at, seq);

-- Which scans an answer concerns; waiting: the scan was shown without one.
CREATE TABLE indicator_scans (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  waiting INTEGER NOT NULL CHECK (waiting IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, value, scan_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX indicator_scans_age ON indicator_scans (created_at);

-- AUTOINCREMENT: a mark is never given twice, so settling one cannot settle a later one.
CREATE TABLE stale_results (
  mark INTEGER PRIMARY KEY AUTOINCREMENT,
  scan_id TEXT NOT NULL UNIQUE
) STRICT;

-- One row per request; day is the day of UTC it counts for, in days since 1970.
CREATE TABLE quota_uses (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL
) STRICT;

CREATE INDEX quota_uses_at ON quota_uses (account, at);
CREATE INDEX quota_uses_day ON quota_uses (account, day);

CREATE TABLE quota_accounts (
  account TEXT PRIMARY KEY,
  rests INTEGER NOT NULL DEFAULT 0,
  blocked_until INTEGER,
  block_reason TEXT
) STRICT, WITHOUT ROWID;
