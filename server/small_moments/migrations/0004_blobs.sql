-- Blobs: what is attached to revisions, in sealed chunks (R80 to R90). The chunks themselves are files, or
-- objects of a store that speaks S3, under random names; here is which of them are whose.

ALTER TABLE account ADD COLUMN blob_bytes INTEGER NOT NULL DEFAULT 0; -- of all its blobs; counts against its limit

CREATE TABLE blob (
    alias  INTEGER NOT NULL REFERENCES account (alias),
    blob   BLOB NOT NULL,    -- id, 16 bytes
    chunks INTEGER NOT NULL, -- how many
    chunk  INTEGER NOT NULL, -- bytes of plaintext in all but the last
    bytes  INTEGER NOT NULL, -- of all of them, sealed
    PRIMARY KEY (alias, blob)
) WITHOUT ROWID;

-- Which unpurged revisions were said to name a blob. When the last one goes, so does the blob.
CREATE TABLE reference (
    alias    INTEGER NOT NULL REFERENCES account (alias),
    revision BLOB NOT NULL, -- id, 32 bytes
    blob     BLOB NOT NULL, -- id, 16 bytes
    PRIMARY KEY (alias, revision, blob)
) WITHOUT ROWID;
CREATE UNIQUE INDEX reference_of_blob ON reference (alias, blob, revision);

-- Chunks that are there. A file is on the disk before its row, and goes after it.
CREATE TABLE chunk (
    alias INTEGER NOT NULL REFERENCES account (alias),
    blob  BLOB NOT NULL,    -- id, 16 bytes
    place INTEGER NOT NULL, -- index in the blob
    file  BLOB NOT NULL,    -- 16 random bytes: its name
    hash  BLOB NOT NULL,    -- SHA-256 of the sealed chunk
    PRIMARY KEY (alias, blob, place)
) WITHOUT ROWID;
CREATE UNIQUE INDEX chunk_file ON chunk (file);
