-- Every claim of an item has a higher number (fence) than the one before it: a worker that was frozen past its lease is refused by it.
-- A scan: people (priority 0) before schedules (1), then turns, so that nobody's many scans hold up another's one; how far it is, and whether
-- somebody wants it to stop, for whatever process asks.
ALTER TABLE scans ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scans ADD COLUMN priority INTEGER NOT NULL DEFAULT 0 CHECK (priority IN (0, 1));
ALTER TABLE scans ADD COLUMN asker TEXT NOT NULL DEFAULT '';
ALTER TABLE scans ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scans ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scans ADD COLUMN stop_wanted INTEGER NOT NULL DEFAULT 0 CHECK (stop_wanted IN (0, 1));
ALTER TABLE scans ADD COLUMN progress TEXT;
UPDATE scans SET fence = attempts;
UPDATE scans SET asker = coalesce(json_extract(request, '$.requestedBy'), '') WHERE state IN ('queued', 'running') AND json_valid(request);
CREATE INDEX scans_next ON scans (priority, turn, created_at, seq) WHERE state IN ('queued', 'running');
CREATE INDEX scans_result ON scans (result_id) WHERE result_id IS NOT NULL;

-- When it was first answered stands with the look-up itself: a claim reads one row.
ALTER TABLE lookups ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lookups ADD COLUMN first_answered_at INTEGER;
UPDATE lookups SET first_answered_at = (
  SELECT first_answered_at FROM reputations WHERE reputations.kind = lookups.kind AND reputations.value = lookups.value);

-- wanted: the revision that a card should show, -1 while its scan works; it is owed when that is more than shown.
ALTER TABLE cards ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cards ADD COLUMN wanted INTEGER NOT NULL DEFAULT -1 CHECK (wanted >= -1);
UPDATE cards SET wanted = coalesce((
  SELECT CASE scans.state WHEN 'cancelled' THEN 0 WHEN 'finished' THEN results.revision ELSE -1 END
  FROM scans LEFT JOIN results ON results.scan_id = scans.result_id WHERE scans.id = cards.scan_id), -1);
DROP INDEX cards_due;
CREATE INDEX cards_owed ON cards (platform, due_at, seq) WHERE wanted > shown;
CREATE INDEX cards_scan ON cards (scan_id);
