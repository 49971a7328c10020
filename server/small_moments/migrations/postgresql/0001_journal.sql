-- Accounts and their logs, sessions, invitations: the same as in SQLite's tables (../0001 to ../0003), and what passes.
--
-- The server cannot read a word of what it keeps here: headers, links and rosters are public layouts of
-- crypto/spec.md, bodies and wraps are ciphertext. Days of use are the finest times that are kept.
--
-- Every key begins with the account, whose id is a hash: no sequence, no foreign key and no trigger goes from one
-- account to another. So these tables can be split by it (on Citus: create_distributed_table(…, 'account')). What
-- belongs to no account is small and stands at the end; it stays in one place.

CREATE TABLE account (
    account      BYTEA PRIMARY KEY, -- 16 bytes; certified by roster 0 (R16)
    seq          BIGINT NOT NULL,   -- of the newest link
    head         BYTEA NOT NULL,    -- hash of the newest link (R31)
    roster_at    BIGINT NOT NULL,   -- seq of the link that carries the roster version in force
    stored_bytes BIGINT NOT NULL    -- what counts against the account's limit
);

-- Every device that a roster version of this account has ever named, and how far it has come (R34, step 9).
CREATE TABLE device (
    account  BYTEA NOT NULL,
    device   BYTEA NOT NULL,  -- member id, 16 bytes
    counter  BIGINT NOT NULL, -- of its last revision; 0 before the first
    revision BYTEA NOT NULL,  -- id of its last revision; 32 zero bytes before the first
    PRIMARY KEY (account, device)
);

CREATE TABLE link (
    account BYTEA NOT NULL,
    seq     BIGINT NOT NULL,
    link    BYTEA NOT NULL,  -- the signed bytes (R31)
    size    BIGINT NOT NULL, -- about how much it and what it carries takes in a page of the log
    PRIMARY KEY (account, seq)
);

CREATE TABLE roster (
    account BYTEA NOT NULL,
    seq     BIGINT NOT NULL, -- of the link that carries it
    roster  BYTEA NOT NULL,  -- the signed bytes (R19)
    PRIMARY KEY (account, seq)
);

-- Epoch keys, sealed to one member each (R22). Write-once.
CREATE TABLE wrap (
    account BYTEA NOT NULL,
    seq     BIGINT NOT NULL, -- of the link whose roster version needs it
    place   INT NOT NULL,    -- order of sending
    member  BYTEA NOT NULL,  -- member id, 16 bytes
    epoch   BIGINT NOT NULL, -- that its key opens
    wrap    BYTEA NOT NULL,  -- 1,237 bytes
    PRIMARY KEY (account, seq, place),
    UNIQUE (account, member, epoch)
);

CREATE TABLE revision (
    account   BYTEA NOT NULL,
    seq       BIGINT NOT NULL, -- of its link
    place     INT NOT NULL,    -- order in the link
    revision  BYTEA NOT NULL,  -- id, 32 bytes (R26)
    header    BYTEA NOT NULL,  -- 77 bytes (R25)
    body      BYTEA,           -- ciphertext, or NULL once purged (R45)
    body_hash BYTEA,           -- SHA-256 of the body, kept instead of it
    PRIMARY KEY (account, seq, place),
    UNIQUE (account, revision),
    CHECK ((body IS NULL) <> (body_hash IS NULL))
);

-- The browser holds the account's id and 16 random bytes in a cookie; here is only their hash, so a stolen
-- database opens nothing.
CREATE TABLE session (
    account  BYTEA NOT NULL,
    token    BYTEA NOT NULL, -- SHA-256 of the cookie's 32 bytes
    member   BYTEA NOT NULL, -- member id, 16 bytes
    used_day INT NOT NULL,   -- days since 1970-01-01; a session that rests too long ends
    PRIMARY KEY (account, token)
);

-- Nonces that a member has logged in with (R51). One that nobody answers costs no row. This and what passes
-- below is UNLOGGED: no copy of the files and no archive of the log has it, nor a dump that is told so
-- (docs/operate.md), and a crash takes the key with the nonces, so that none can be used twice. An engine that has no such tables can do without the word.
CREATE UNLOGGED TABLE used_nonce (
    account BYTEA NOT NULL,
    nonce   BYTEA NOT NULL,  -- 32 bytes
    ends    BIGINT NOT NULL, -- milliseconds since 1970-01-01, when it would be too old anyway
    PRIMARY KEY (account, nonce)
);

-- From here on: what belongs to no account.

-- Deleted when used. No number and no time: nothing says in which order they were made or who got one.
CREATE TABLE invitation (
    code     BYTEA PRIMARY KEY, -- SHA-256 of the code's 10 bytes
    last_day INT                -- the last one, in days since 1970-01-01; NULL: it does not end
);

-- Who was erased, so that no copy that is put back brings anybody back: only who has the id can tell whom it means.
CREATE TABLE erased (
    account_hash BYTEA NOT NULL, -- 32 bytes
    day          INT NOT NULL,   -- days since 1970-01-01
    times        INT NOT NULL,   -- an account can be registered again
    PRIMARY KEY (account_hash, day)
);

-- The key of log-in challenges (R51): a process may check a nonce that another one gave.
CREATE UNLOGGED TABLE challenge_key (
    one INT PRIMARY KEY CHECK (one = 1), -- there is one
    key BYTEA NOT NULL                   -- 32 bytes, random
);

-- Mailboxes of pairings (R61), found by whoever knows their id.
CREATE UNLOGGED TABLE mailbox (
    mailbox BYTEA PRIMARY KEY,     -- SHA-256 of its id
    account BYTEA NOT NULL UNIQUE, -- account id; one at a time
    ends    BIGINT NOT NULL        -- milliseconds since 1970-01-01, 120 seconds after it was made
);

-- Steps that were used.
CREATE UNLOGGED TABLE message (
    mailbox BYTEA NOT NULL, -- SHA-256 of the mailbox's id
    step    INT NOT NULL,   -- 0 to 4
    message BYTEA,          -- sealed; NULL once taken
    PRIMARY KEY (mailbox, step)
);
