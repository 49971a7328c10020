-- Accounts and their logs.
--
-- The server cannot read a word of what it keeps here: headers, links and rosters are public layouts of
-- crypto/spec.md, bodies and wraps are ciphertext. There are no times in these tables at all.
--
-- An account's rows are found by its alias, 23 random bits that stand for no order. A position packs
-- where something stands in all logs into one integer, so that a log lies in one piece on disk:
--
--     alias (23 bits) << 40 | seq of the link (32 bits) << 8 | place within the link (8 bits)

CREATE TABLE account (
    alias        INTEGER PRIMARY KEY,  -- random, 1 to 2^23 - 1
    account      BLOB NOT NULL UNIQUE, -- 16 bytes; certified by roster 0 (R16)
    seq          INTEGER NOT NULL,     -- of the newest link
    head         BLOB NOT NULL,        -- hash of the newest link (R31)
    roster_at    INTEGER NOT NULL,     -- position of the roster version in force
    stored_bytes INTEGER NOT NULL      -- what counts against the account's limit
);

-- Every device that a roster version of this account has ever named, and how far it has come (R34, step 9).
CREATE TABLE device (
    alias    INTEGER NOT NULL REFERENCES account (alias),
    device   BLOB NOT NULL,    -- member id, 16 bytes
    counter  INTEGER NOT NULL, -- of its last revision; 0 before the first
    revision BLOB NOT NULL,    -- id of its last revision; 32 zero bytes before the first
    PRIMARY KEY (alias, device)
) WITHOUT ROWID;

CREATE TABLE link (
    position INTEGER PRIMARY KEY,
    link     BLOB NOT NULL,    -- the signed bytes (R31)
    size     INTEGER NOT NULL  -- about how much it and what it carries takes in a page of the log
);

CREATE TABLE roster (
    position INTEGER PRIMARY KEY, -- of the link that carries it
    roster   BLOB NOT NULL        -- the signed bytes (R19)
);

-- Epoch keys, sealed to one member each (R22). Write-once.
CREATE TABLE wrap (
    position INTEGER PRIMARY KEY, -- of the link whose roster version needs it; place: order of sending
    member   BLOB NOT NULL,       -- member id, 16 bytes
    epoch    INTEGER NOT NULL,
    wrap     BLOB NOT NULL        -- 1,237 bytes
);
CREATE UNIQUE INDEX wrap_once ON wrap (position >> 40, member, epoch);

CREATE TABLE revision (
    position  INTEGER PRIMARY KEY, -- of its link; place: order in the link
    revision  BLOB NOT NULL,       -- id, 32 bytes (R26)
    header    BLOB NOT NULL,       -- 77 bytes (R25)
    body      BLOB,                -- ciphertext, or NULL once purged (R45)
    body_hash BLOB,                -- SHA-256 of the body, kept instead of it
    CHECK ((body IS NULL) <> (body_hash IS NULL))
);
CREATE UNIQUE INDEX revision_once ON revision (position >> 40, revision);
