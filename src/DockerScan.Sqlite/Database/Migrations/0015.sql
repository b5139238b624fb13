-- A result is written whole under its scan and the number of the claim (attempt) before the one statement that ends the scan and names it. Whatever
-- no scan names is found by nobody and is swept.
ALTER TABLE results ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
CREATE INDEX results_written ON results (scan_id, attempt) WHERE attempt > 0;

-- An answer is written with its look-up's end, and brought from there to where it is looked for. ended: it waits for that alone.
ALTER TABLE lookups ADD COLUMN answer TEXT;
ALTER TABLE lookups ADD COLUMN reputation TEXT;
ALTER TABLE lookups ADD COLUMN checked_at INTEGER;
ALTER TABLE lookups ADD COLUMN answered_at INTEGER;
ALTER TABLE lookups ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
CREATE INDEX lookups_answered ON lookups (seq) WHERE answer IS NOT NULL;

-- Turns, so that askers go round among look-ups that tell as much, and places among cards that are owed.
ALTER TABLE lookups ADD COLUMN asker TEXT NOT NULL DEFAULT '';
ALTER TABLE lookups ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
DROP INDEX lookups_next;
CREATE INDEX lookups_next ON lookups (interactive DESC, rank DESC, turn, created_at, seq);
CREATE INDEX lookups_turn ON lookups (interactive, turn);
CREATE INDEX lookups_asker ON lookups (interactive, asker, turn);
ALTER TABLE cards ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
DROP INDEX cards_owed;
CREATE INDEX cards_owed ON cards (platform, shown < 0 DESC, turn, due_at, seq) WHERE wanted > shown;
CREATE INDEX cards_place ON cards (platform, place, turn) WHERE wanted > shown;
