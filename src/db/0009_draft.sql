-- Words that are being written and save themselves: no part of the record until they are handed in, signed, sent or
-- fixed, when they are copied into the thing. kind: what they are the words of (a proposal, minutes); thing_id: which;
-- part: which of its texts where it has one a round, else 0. fields: JSON. version goes on from that of the thing.
CREATE TABLE draft (
    kind TEXT NOT NULL,
    thing_id BIGINT NOT NULL,
    part BIGINT NOT NULL,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    fields TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id),
    PRIMARY KEY (kind, thing_id, part)
);
