-- A card is written down before it is posted: where to, while its address is still empty. Cards of before were posted.
ALTER TABLE cards ADD COLUMN place TEXT NOT NULL DEFAULT '' CHECK (place <> '' OR address <> '');
