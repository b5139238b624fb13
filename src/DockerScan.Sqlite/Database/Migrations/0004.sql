-- The language of a card's words. Cards of before were English.
ALTER TABLE cards ADD COLUMN language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ko'));
