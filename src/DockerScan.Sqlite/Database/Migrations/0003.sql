-- The outbox of cards. shown: the revision of the result that the card shows, -1 while its scan works.
CREATE TABLE cards (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  scan_id TEXT NOT NULL REFERENCES scans (id),
  platform TEXT NOT NULL,
  address TEXT NOT NULL,
  joined INTEGER NOT NULL CHECK (joined IN (0, 1)),
  shown INTEGER NOT NULL DEFAULT -1 CHECK (shown >= -1),
  shown_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  CHECK ((shown = -1) = (shown_at IS NULL))
) STRICT;

CREATE INDEX cards_due ON cards (platform, due_at, seq);
CREATE INDEX cards_age ON cards (created_at);
