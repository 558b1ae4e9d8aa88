-- Whether a period that ends on a day off runs to the next working day.
ALTER TABLE proposal_rule ADD COLUMN roll BOOLEAN NOT NULL DEFAULT TRUE;
