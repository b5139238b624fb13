-- What watches have told (one book each), and the messages that are owed: relayed is the revision that is in the outbox of cards, -1 for none.
CREATE TABLE alert_books (
  watch_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL CHECK (revision > 0),
  document TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE alerts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  watch_id TEXT NOT NULL,
  data TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  relayed INTEGER NOT NULL DEFAULT -1,
  document TEXT NOT NULL
);
CREATE INDEX alerts_owed ON alerts (seq) WHERE relayed < revision;
CREATE INDEX alerts_data ON alerts (data) WHERE data <> '';

-- A card may owe an alert, under the alert's id in place of a scan's.
CREATE TABLE cards_next (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  scan_id TEXT NOT NULL,
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
  language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ko')),
  place TEXT NOT NULL DEFAULT '' CHECK (place <> '' OR address <> ''),
  kind TEXT NOT NULL DEFAULT 'verdict' CHECK (kind IN ('verdict', 'report', 'alert')),
  fence INTEGER NOT NULL DEFAULT 0,
  wanted INTEGER NOT NULL DEFAULT -1 CHECK (wanted >= -1),
  CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  CHECK ((shown = -1) = (shown_at IS NULL))
) STRICT;
INSERT INTO cards_next (seq, id, scan_id, platform, address, joined, shown, shown_at, failures, due_at, created_at, lease_owner, lease_until, language, place, kind, fence, wanted)
  SELECT seq, id, scan_id, platform, address, joined, shown, shown_at, failures, due_at, created_at, lease_owner, lease_until, language, place, kind, fence, wanted FROM cards;
DROP TABLE cards;
ALTER TABLE cards_next RENAME TO cards;
CREATE INDEX cards_age ON cards (created_at);
CREATE INDEX cards_owed ON cards (platform, due_at, seq) WHERE wanted > shown;
CREATE INDEX cards_scan ON cards (scan_id);
