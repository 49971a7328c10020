-- Finds a revision by its id, for purges and attachments: by its first 8 bytes, since the rest would cost each
-- revision 27 bytes once more. That no id comes twice in a log is what the counters of devices say (R34, step 9).

DROP INDEX revision_once;
CREATE INDEX revision_named ON revision (position >> 40, substr(revision, 1, 8));
