-- Who may come in: sessions of members, and invitations of people who have no account yet.

-- The browser holds 32 random bytes in a cookie; here is only their hash, so a stolen database opens nothing.
CREATE TABLE session (
    alias    INTEGER NOT NULL REFERENCES account (alias),
    token    BLOB NOT NULL UNIQUE, -- SHA-256 of the cookie's 32 bytes
    member   BLOB NOT NULL,        -- member id, 16 bytes
    used_day INTEGER NOT NULL,     -- days since 1970-01-01; a session that rests too long ends
    PRIMARY KEY (alias, token)
) WITHOUT ROWID;

-- Deleted when used. No number and no time: nothing says in which order they were made or who got one.
CREATE TABLE invitation (
    code BLOB PRIMARY KEY -- SHA-256 of the code's 10 bytes
) WITHOUT ROWID;
