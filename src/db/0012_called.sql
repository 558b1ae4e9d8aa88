-- Why the office put somebody on the list of a sitting or took them off it; none: they are called by the rules.
-- answered: what they had answered before the sitting was moved and they were asked again.
ALTER TABLE called ADD COLUMN reason TEXT;
ALTER TABLE called ADD COLUMN answered TEXT;

-- When and where a sitting was to be before it was last moved; none: it was not, since those who are called were told.
ALTER TABLE sitting ADD COLUMN was_begins_at BIGINT;
ALTER TABLE sitting ADD COLUMN was_ends_at BIGINT;
ALTER TABLE sitting ADD COLUMN was_place TEXT;
