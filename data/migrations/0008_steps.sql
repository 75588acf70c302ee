-- The unit of who said an opinion; the day of a step, who did it, and which step it takes back.
ALTER TABLE feedback ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE moves ADD COLUMN on_day TEXT NOT NULL DEFAULT '';
ALTER TABLE moves ADD COLUMN handler TEXT NOT NULL DEFAULT '';
ALTER TABLE moves ADD COLUMN undoes TEXT NOT NULL DEFAULT '';
