-- How the proposer looked into the matter; none of those that were written before.
ALTER TABLE proposal ADD COLUMN basis TEXT;
