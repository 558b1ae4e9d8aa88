-- Members, the seats they hold in each term, and their posts with dates.
-- The sort key orders names by pinyin, the letters find them by it. The phone number is for the office alone.

CREATE TABLE member (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    letters TEXT NOT NULL,
    party TEXT,
    employer TEXT,
    phone TEXT
);
CREATE INDEX member_list ON member (committee_id, sort_key);
CREATE INDEX member_name ON member (committee_id, name);

CREATE TABLE seat (
    member_id BIGINT NOT NULL REFERENCES member (id),
    term_id BIGINT NOT NULL REFERENCES term (id),
    sector_id BIGINT NOT NULL REFERENCES sector (id),
    begins TEXT NOT NULL,
    ends TEXT,
    PRIMARY KEY (member_id, term_id)
);
CREATE INDEX seat_term ON seat (term_id, sector_id);

-- A post goes with a seat. It is held in the committee itself or in one of its special committees.
CREATE TABLE post (
    id $id,
    member_id BIGINT NOT NULL,
    term_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    special_committee_id BIGINT REFERENCES special_committee (id),
    begins TEXT NOT NULL,
    ends TEXT,
    FOREIGN KEY (member_id, term_id) REFERENCES seat (member_id, term_id)
);
CREATE INDEX post_seat ON post (member_id, term_id);
CREATE INDEX post_term ON post (term_id, name);

-- What a member's record was before its last change, so that the change can be taken back. No record: there was none.
CREATE TABLE member_before (
    member_id BIGINT PRIMARY KEY REFERENCES member (id),
    version BIGINT NOT NULL,
    record TEXT
);
