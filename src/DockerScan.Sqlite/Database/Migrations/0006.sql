-- Who asked for what in a chat.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  platform TEXT NOT NULL,
  place TEXT NOT NULL,
  user TEXT NOT NULL,
  command TEXT NOT NULL,
  outcome TEXT NOT NULL,
  error_id TEXT,
  duration_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_age ON audit (at);
