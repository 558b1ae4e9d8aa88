-- What differs between committees: their terms, sectors and special committees.

CREATE TABLE term (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    number BIGINT NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT,
    UNIQUE (committee_id, number)
);

CREATE TABLE sector (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    name TEXT NOT NULL,
    UNIQUE (committee_id, name)
);

CREATE TABLE special_committee (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    name TEXT NOT NULL,
    UNIQUE (committee_id, name)
);
