-- A card owes a verdict, or a report once.
ALTER TABLE cards ADD COLUMN kind TEXT NOT NULL DEFAULT 'verdict' CHECK (kind IN ('verdict', 'report'));
