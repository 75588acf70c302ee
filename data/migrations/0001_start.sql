-- What is known of the file itself, such as the check value of its key.
CREATE TABLE about (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id              TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    theme           TEXT NOT NULL,
    organiser       TEXT NOT NULL,
    co_organisers   TEXT NOT NULL, -- JSON list
    basis           TEXT NOT NULL,
    principle       TEXT NOT NULL,
    aims            TEXT NOT NULL,
    form            TEXT NOT NULL,
    stream_url      TEXT NOT NULL,
    start_at        TEXT NOT NULL, -- moments are wall-clock times of China, empty = not given
    end_at          TEXT NOT NULL,
    assembly_place  TEXT NOT NULL,
    assembly_at     TEXT NOT NULL,
    transport       TEXT NOT NULL,
    sites           TEXT NOT NULL, -- JSON list
    capacity        INTEGER NOT NULL,
    min_age         INTEGER NOT NULL,
    max_age         INTEGER NOT NULL,
    audience        TEXT NOT NULL,
    sign_up_from    TEXT NOT NULL,
    sign_up_until   TEXT NOT NULL,
    sign_up_methods TEXT NOT NULL, -- JSON list
    contact         TEXT NOT NULL,
    phones          TEXT NOT NULL, -- JSON list
    email           TEXT NOT NULL,
    vetting_days    INTEGER NOT NULL,
    filing_days     INTEGER NOT NULL,
    notices         TEXT NOT NULL, -- JSON list
    channels        TEXT NOT NULL, -- JSON list
    requirements    TEXT NOT NULL, -- JSON list
    state           TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    search          TEXT NOT NULL
) STRICT;
CREATE INDEX events_start ON events (start_at);

CREATE TABLE leaders (
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role     TEXT NOT NULL,
    name     TEXT NOT NULL,
    post     TEXT NOT NULL,
    duty     TEXT NOT NULL,
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotas (
    event_id  TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    category  TEXT NOT NULL,
    number    INTEGER NOT NULL, -- -1 = not given
    share_num INTEGER NOT NULL,
    share_den INTEGER NOT NULL,
    outside   INTEGER NOT NULL,
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    gender    TEXT NOT NULL,
    id_number BLOB, -- encrypted, with id as associated data
    id_hash   BLOB, -- keyed, to find the same number again
    phone     TEXT NOT NULL,
    search    TEXT NOT NULL
) STRICT;
CREATE INDEX people_name ON people (name, phone);
-- Searching walks through this index, which is far smaller than the table.
CREATE INDEX people_search ON people (search);
CREATE INDEX people_id_hash ON people (id_hash) WHERE id_hash IS NOT NULL;

CREATE TABLE invitees (
    id           TEXT PRIMARY KEY,
    event_id     TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    person_id    TEXT NOT NULL REFERENCES people (id),
    unit         TEXT NOT NULL,
    post         TEXT NOT NULL,
    category     TEXT NOT NULL,
    channel      TEXT NOT NULL,
    vetting      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    attendance   TEXT NOT NULL,
    signed_in_at TEXT NOT NULL,
    note         TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    search       TEXT NOT NULL
) STRICT;
CREATE INDEX invitees_event ON invitees (event_id, position);
CREATE INDEX invitees_person ON invitees (person_id);

CREATE TABLE agenda (
    id         TEXT PRIMARY KEY,
    event_id   TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    start_at   TEXT NOT NULL,
    end_at     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    content    TEXT NOT NULL,
    place      TEXT NOT NULL,
    in_charge  TEXT NOT NULL,
    recorder   TEXT NOT NULL,
    note       TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_event ON agenda (event_id, start_at, position);

CREATE TABLE feedback (
    id              TEXT PRIMARY KEY,
    event_id        TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    content         TEXT NOT NULL,
    invitee_id      TEXT REFERENCES invitees (id) ON DELETE SET NULL,
    speaker         TEXT NOT NULL,
    stop            TEXT NOT NULL,
    category        TEXT NOT NULL,
    channel         TEXT NOT NULL,
    department      TEXT NOT NULL,
    in_charge       TEXT NOT NULL,
    due_date        TEXT NOT NULL, -- days are dates of China, empty = not given
    state           TEXT NOT NULL,
    result          TEXT NOT NULL,
    grade           TEXT NOT NULL,
    replied_on      TEXT NOT NULL,
    adoption        TEXT NOT NULL,
    adoption_reason TEXT NOT NULL,
    satisfaction    TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    search          TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_event ON feedback (event_id, position);
CREATE INDEX feedback_invitee ON feedback (invitee_id);

CREATE TABLE moves (
    id          TEXT PRIMARY KEY,
    feedback_id TEXT NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    at          TEXT NOT NULL,
    by          TEXT NOT NULL,
    kind        TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    note        TEXT NOT NULL
) STRICT;
CREATE INDEX moves_feedback ON moves (feedback_id, position);
CREATE TRIGGER moves_stay BEFORE UPDATE ON moves
BEGIN
    SELECT RAISE(ABORT, 'moves are only ever added');
END;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
