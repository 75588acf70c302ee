ALTER TABLE events ADD COLUMN area_codes TEXT NOT NULL DEFAULT '[]'; -- JSON lists
ALTER TABLE events ADD COLUMN wants_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN offsets TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN done TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN travel TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN report_texts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN retain_until TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN purged_at TEXT NOT NULL DEFAULT '';

ALTER TABLE people ADD COLUMN born_on TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN reading TEXT NOT NULL DEFAULT '';

ALTER TABLE invitees ADD COLUMN decided_on TEXT NOT NULL DEFAULT '';
ALTER TABLE invitees ADD COLUMN replied_on TEXT NOT NULL DEFAULT '';
ALTER TABLE invitees ADD COLUMN overruled TEXT NOT NULL DEFAULT '';
ALTER TABLE invitees ADD COLUMN confirmation TEXT NOT NULL DEFAULT '';
ALTER TABLE invitees ADD COLUMN substitute TEXT NOT NULL DEFAULT '';
ALTER TABLE invitees ADD COLUMN walk_in INTEGER NOT NULL DEFAULT 0;

ALTER TABLE agenda ADD COLUMN vehicle TEXT NOT NULL DEFAULT '';

ALTER TABLE feedback ADD COLUMN joint TEXT NOT NULL DEFAULT '[]'; -- JSON list
ALTER TABLE feedback ADD COLUMN telephone TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN assigned_on TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN reply_channel TEXT NOT NULL DEFAULT '';
ALTER TABLE feedback ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';

CREATE TABLE departments (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    in_charge TEXT NOT NULL,
    telephone TEXT NOT NULL
) STRICT;

CREATE TABLE prints (
    id       TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    paper    TEXT NOT NULL,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    options  TEXT NOT NULL, -- JSON
    lines    TEXT NOT NULL  -- JSON list
) STRICT;
CREATE INDEX prints_event ON prints (event_id, paper, at);

CREATE TABLE photos (
    id       TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    caption  TEXT NOT NULL,
    media    TEXT NOT NULL,
    data     BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX photos_event ON photos (event_id, position);

-- No foreign key: what was done with an event stays known when it is gone.
CREATE TABLE audit (
    id       TEXT PRIMARY KEY,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    action   TEXT NOT NULL,
    event_id TEXT NOT NULL,
    detail   TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit list is only ever added to');
END;
