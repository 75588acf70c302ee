-- Which events belong together, what superiors ask for of an event, and what became of it where it was postponed or cancelled.
ALTER TABLE events ADD COLUMN programme TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN openness TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN least_attendance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN filed_with TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN filing_number TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN change TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN change_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN changed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN postponed_from TEXT NOT NULL DEFAULT '';
