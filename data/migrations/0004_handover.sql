-- Which versions of a record were in a hand-over file that was written or
-- received: what two offices had in common. A version is a keyed hash.
CREATE TABLE exchanged (
    record  TEXT NOT NULL, -- kind:id
    version BLOB NOT NULL,
    PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;

-- What a hand-over said that another version was preferred to.
CREATE TABLE displaced (
    id       TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    at       TEXT NOT NULL,
    what     BLOB NOT NULL -- encrypted, with id as associated data
) STRICT;
CREATE INDEX displaced_event ON displaced (event_id, at);
