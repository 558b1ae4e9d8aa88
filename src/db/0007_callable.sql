-- Whom the proposer of a proposal can call at a unit that has it to handle.
ALTER TABLE assignment ADD COLUMN contact TEXT;
ALTER TABLE assignment ADD COLUMN phone TEXT;
