-- Until when an alert waits for others, in milliseconds; 0 for one that does not.
ALTER TABLE alerts ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alerts_held ON alerts (not_before) WHERE not_before > 0;
