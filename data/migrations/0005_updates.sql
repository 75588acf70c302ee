-- Units of work. The number of an update is the revision of every record that
-- it changed, so that a revision leads to who made it, when, and with what.
CREATE TABLE updates (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE, -- an update that comes twice is done once
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    label    TEXT NOT NULL
) STRICT;

ALTER TABLE events ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitees ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agenda ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feedback ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE departments ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE prints ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- What a newer version says of a record and this one does not know: encrypted,
-- with id and column as associated data.
ALTER TABLE events ADD COLUMN extra BLOB;
ALTER TABLE people ADD COLUMN extra BLOB;
ALTER TABLE invitees ADD COLUMN extra BLOB;
ALTER TABLE agenda ADD COLUMN extra BLOB;
ALTER TABLE feedback ADD COLUMN extra BLOB;
ALTER TABLE departments ADD COLUMN extra BLOB;
ALTER TABLE photos ADD COLUMN extra BLOB;
ALTER TABLE prints ADD COLUMN extra BLOB;

-- A record that was there before has revision 1.
INSERT INTO updates (id, at, by, label) VALUES ('', '', '', '');
UPDATE events SET revision = 1;
UPDATE people SET revision = 1;
UPDATE invitees SET revision = 1;
UPDATE agenda SET revision = 1;
UPDATE feedback SET revision = 1;
UPDATE departments SET revision = 1;
UPDATE photos SET revision = 1;
UPDATE prints SET revision = 1;

ALTER TABLE settings RENAME COLUMN name TO id;
ALTER TABLE settings ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- People are listed by this key, a page at a time.
ALTER TABLE people ADD COLUMN pinyin BLOB NOT NULL DEFAULT x'';
CREATE INDEX people_pinyin ON people (pinyin, id);

-- Telephones move from plain text into encrypted columns.
DROP INDEX people_name;
ALTER TABLE people RENAME COLUMN phone TO plain_phone;
ALTER TABLE people ADD COLUMN phone BLOB;
-- Steps of opinions tell of telephones, too; they are written anew.
DROP TRIGGER moves_stay;
ALTER TABLE feedback RENAME COLUMN telephone TO plain_telephone;
ALTER TABLE feedback ADD COLUMN telephone BLOB;
-- By which a telephone is found: keyed hashes of its normal form.
CREATE TABLE phones (
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    whole     BLOB NOT NULL,
    first     BLOB NOT NULL, -- three digits
    last      BLOB NOT NULL, -- four digits
    PRIMARY KEY (person_id, whole)
) STRICT, WITHOUT ROWID;
CREATE INDEX phones_whole ON phones (whole);
CREATE INDEX phones_first ON phones (first);
CREATE INDEX phones_last ON phones (last);
