-- They are encrypted now.
ALTER TABLE people DROP COLUMN plain_phone;
ALTER TABLE feedback DROP COLUMN plain_telephone;
CREATE TRIGGER moves_stay BEFORE UPDATE ON moves
BEGIN
    SELECT RAISE(ABORT, 'moves are only ever added');
END;
