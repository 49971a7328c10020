-- An invitation may end. The day is kept as it was chosen, and nothing of when the invitation was made.

ALTER TABLE invitation ADD COLUMN last_day INTEGER; -- the last one, in days since 1970-01-01; NULL: it does not end
