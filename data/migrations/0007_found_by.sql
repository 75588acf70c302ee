-- What invitees are found by, each text once: units and posts are alike in many
-- invitees, so that the library looks through few texts instead of all invitees.
CREATE TABLE units (
    id     INTEGER PRIMARY KEY,
    search TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO units (search) SELECT DISTINCT search FROM invitees;
ALTER TABLE invitees ADD COLUMN search_id INTEGER REFERENCES units (id);
UPDATE invitees SET search_id = (SELECT id FROM units WHERE units.search = invitees.search);
ALTER TABLE invitees DROP COLUMN search;
CREATE INDEX invitees_search ON invitees (search_id, person_id);
-- A text goes with the last invitee who has it.
CREATE TRIGGER units_after_delete AFTER DELETE ON invitees
WHEN NOT EXISTS (SELECT 1 FROM invitees WHERE search_id = OLD.search_id)
BEGIN
    DELETE FROM units WHERE id = OLD.search_id;
END;
CREATE TRIGGER units_after_update AFTER UPDATE OF search_id ON invitees
WHEN OLD.search_id IS NOT NEW.search_id AND NOT EXISTS (SELECT 1 FROM invitees WHERE search_id = OLD.search_id)
BEGIN
    DELETE FROM units WHERE id = OLD.search_id;
END;

-- The figures of an event are counted from this index alone, group after group.
CREATE INDEX invitees_counted ON invitees (event_id, category, vetting, walk_in, confirmation, attendance, position);
