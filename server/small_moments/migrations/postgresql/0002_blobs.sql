-- Blobs: the same as in SQLite's tables (../0004_blobs.sql).
--
-- The chunks themselves are files, or objects of a store that speaks S3, under random names; here is which of
-- them are whose.

ALTER TABLE account ADD COLUMN blob_bytes BIGINT NOT NULL DEFAULT 0; -- of all its blobs; counts against its limit

CREATE TABLE blob (
    account BYTEA NOT NULL,
    blob    BYTEA NOT NULL,  -- id, 16 bytes
    chunks  INT NOT NULL,    -- how many
    chunk   INT NOT NULL,    -- bytes of plaintext in all but the last
    bytes   BIGINT NOT NULL, -- of all of them, sealed
    PRIMARY KEY (account, blob)
);

-- Which unpurged revisions were said to name a blob. When the last one goes, so does the blob.
CREATE TABLE reference (
    account  BYTEA NOT NULL,
    revision BYTEA NOT NULL, -- id, 32 bytes
    blob     BYTEA NOT NULL, -- id, 16 bytes
    PRIMARY KEY (account, revision, blob)
);
CREATE INDEX reference_of_blob ON reference (account, blob);

-- Chunks that are there. A file is on the disk before its row, and goes after it.
CREATE TABLE chunk (
    account BYTEA NOT NULL,
    blob    BYTEA NOT NULL, -- id, 16 bytes
    place   INT NOT NULL,   -- index in the blob
    file    BYTEA NOT NULL, -- 16 random bytes: its name
    hash    BYTEA NOT NULL, -- SHA-256 of the sealed chunk
    PRIMARY KEY (account, blob, place)
);
-- For the sweep, which finds by its name whose a file is. No key: it does not begin with the account.
CREATE INDEX chunk_file ON chunk (file);
