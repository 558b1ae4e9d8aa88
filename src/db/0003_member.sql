-- Members, the term seats they hold, and their posts with dates.
-- The sort key is the name in pinyin. The phone number is for the office alone.

CREATE TABLE member (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    party TEXT,
    employer TEXT,
    phone TEXT
);
CREATE INDEX member_list ON member (committee_id, sort_key);
CREATE INDEX member_name ON member (committee_id, name);

CREATE TABLE seat (
    id $id,
    member_id BIGINT NOT NULL REFERENCES member (id),
    term_id BIGINT NOT NULL REFERENCES term (id),
    sector_id BIGINT NOT NULL REFERENCES sector (id),
    begins TEXT NOT NULL,
    ends TEXT,
    UNIQUE (member_id, term_id)
);
CREATE INDEX seat_term ON seat (term_id, sector_id);

-- A post is held in the committee itself or in one of its special committees.
CREATE TABLE post (
    id $id,
    member_id BIGINT NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    special_committee_id BIGINT REFERENCES special_committee (id),
    begins TEXT NOT NULL,
    ends TEXT
);
CREATE INDEX post_member ON post (member_id);
CREATE INDEX post_special_committee ON post (special_committee_id);
