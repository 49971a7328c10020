-- What passes: kept for two minutes at most, for all processes that serve this folder, in a file of its own.
--
-- No backup holds it. The first server that serves a folder begins it anew. Times are milliseconds since
-- 1970-01-01, and go with their rows.

-- The key of log-in challenges (R51): a process may check a nonce that another one gave.
CREATE TABLE IF NOT EXISTS challenge_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key BLOB NOT NULL -- 32 bytes, random
);

-- Nonces that a member has logged in with (R51). One that nobody answers costs no row.
CREATE TABLE IF NOT EXISTS used_nonce (
    account BLOB NOT NULL,    -- account id, 16 bytes
    nonce   BLOB NOT NULL,    -- 32 bytes
    ends    INTEGER NOT NULL, -- when it would be too old anyway
    PRIMARY KEY (account, nonce)
) WITHOUT ROWID;

-- Mailboxes of pairings (R61).
CREATE TABLE IF NOT EXISTS mailbox (
    mailbox BLOB PRIMARY KEY,     -- SHA-256 of its id
    account BLOB NOT NULL UNIQUE, -- account id; one at a time
    ends    INTEGER NOT NULL      -- 120 seconds after it was made
) WITHOUT ROWID;

-- Steps that were used.
CREATE TABLE IF NOT EXISTS message (
    mailbox BLOB NOT NULL,    -- SHA-256 of the mailbox's id
    step    INTEGER NOT NULL, -- 0 to 4
    message BLOB,             -- sealed; NULL once taken
    PRIMARY KEY (mailbox, step)
) WITHOUT ROWID;
