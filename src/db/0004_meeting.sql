-- Sittings as the record keeps them, and the article that one was read out of.

CREATE TABLE sitting (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT,
    kind TEXT NOT NULL,
    term BIGINT,
    session BIGINT,
    number BIGINT,
    date TEXT,
    place TEXT,
    expected BIGINT,
    present BIGINT
);
CREATE INDEX sitting_list ON sitting (committee_id, state, date);
CREATE INDEX sitting_same ON sitting (committee_id, kind, term, number);

CREATE TABLE sitting_item (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    disposition TEXT NOT NULL,
    subject TEXT NOT NULL,
    documents TEXT NOT NULL,
    approved_by TEXT
);
CREATE INDEX sitting_item_sitting ON sitting_item (sitting_id);

CREATE TABLE sitting_person (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    posts TEXT NOT NULL,
    capacity TEXT NOT NULL,
    member_id BIGINT REFERENCES member (id)
);
CREATE INDEX sitting_person_sitting ON sitting_person (sitting_id);
CREATE INDEX sitting_person_member ON sitting_person (member_id);

CREATE TABLE sitting_speech (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    speaker TEXT NOT NULL,
    post TEXT,
    verb TEXT NOT NULL,
    paragraph BIGINT NOT NULL
);
CREATE INDEX sitting_speech_sitting ON sitting_speech (sitting_id);

-- An article is known by the hash of its restored text without white space. A discarded sitting lets go of it.
CREATE TABLE article (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    digest TEXT,
    name TEXT NOT NULL,
    source TEXT,
    published TEXT,
    reporters TEXT NOT NULL,
    encoding TEXT NOT NULL,
    original TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (committee_id, digest)
);
CREATE INDEX article_sitting ON article (sitting_id);
