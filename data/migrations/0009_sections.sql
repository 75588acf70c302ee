-- The event in the office's words: its time, its number of people, who signs up, and the sections of its plan.
ALTER TABLE events ADD COLUMN time_words TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN capacity_words TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN audience_words TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN sections TEXT NOT NULL DEFAULT '[]';
