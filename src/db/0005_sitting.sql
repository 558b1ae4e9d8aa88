-- The sitting as it is held: called, opened, polled, closed; its papers and its minutes.

-- The last entry about a thing is asked for by every live page.
DROP INDEX ledger_entry_thing;
CREATE INDEX ledger_entry_thing ON ledger_entry (committee_id, area, thing_id, seq);

-- Whose account this is: one member of a committee at most.
ALTER TABLE member ADD COLUMN account_id BIGINT REFERENCES account (id);
CREATE UNIQUE INDEX member_account ON member (committee_id, account_id);

-- Where notices are sent, if anywhere.
ALTER TABLE account ADD COLUMN email TEXT;

-- Mail that waits to be sent. Whoever tries it counts `tries` up and sets `next_at`, before which nobody else does.
CREATE TABLE mail (
    id $id,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    calendar TEXT,
    queued_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX mail_next ON mail (next_at);

-- The rules of a committee for one kind of sitting. Where none are set, the usual ones hold.
CREATE TABLE meeting_rule (
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    kind TEXT NOT NULL,
    posts TEXT NOT NULL,
    leave_posts TEXT NOT NULL,
    quorum TEXT NOT NULL,
    base TEXT NOT NULL,
    majority TEXT NOT NULL,
    polled BOOLEAN NOT NULL,
    PRIMARY KEY (committee_id, kind)
);

-- A sitting within another has a parent, a name of its own, and may be that of one group alone.
-- quorum, base, majority and polled are the rules as they were when it was planned.
ALTER TABLE sitting ADD COLUMN parent_id BIGINT REFERENCES sitting (id);
ALTER TABLE sitting ADD COLUMN name TEXT;
ALTER TABLE sitting ADD COLUMN group_id BIGINT;
ALTER TABLE sitting ADD COLUMN begins_at BIGINT;
ALTER TABLE sitting ADD COLUMN ends_at BIGINT;
ALTER TABLE sitting ADD COLUMN chair_id BIGINT REFERENCES member (id);
ALTER TABLE sitting ADD COLUMN quorum TEXT;
ALTER TABLE sitting ADD COLUMN base TEXT;
ALTER TABLE sitting ADD COLUMN majority TEXT;
ALTER TABLE sitting ADD COLUMN polled BOOLEAN;
ALTER TABLE sitting ADD COLUMN noticed_at BIGINT;
ALTER TABLE sitting ADD COLUMN opened_at BIGINT;
ALTER TABLE sitting ADD COLUMN closed_at BIGINT;
ALTER TABLE sitting ADD COLUMN released BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX sitting_parent ON sitting (parent_id);

-- What the rotating sign-in code is made with. Never shown.
CREATE TABLE sitting_key (
    sitting_id BIGINT PRIMARY KEY REFERENCES sitting (id),
    secret TEXT NOT NULL
);

CREATE TABLE sitting_group (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    convener_id BIGINT REFERENCES member (id),
    UNIQUE (sitting_id, name)
);

-- Who is called to a sitting, to vote or to sit in: what he answered, when he came and left. reply_before is what he had
-- answered before he came, so that a sign-in made by mistake can be taken back.
CREATE TABLE called (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    member_id BIGINT REFERENCES member (id),
    name TEXT NOT NULL,
    posts TEXT NOT NULL,
    standing TEXT NOT NULL,
    group_id BIGINT REFERENCES sitting_group (id),
    reply TEXT NOT NULL,
    reply_before TEXT,
    leave_kind TEXT,
    leave_reason TEXT,
    read_at BIGINT,
    came_at BIGINT,
    came_by TEXT,
    left_at BIGINT,
    UNIQUE (sitting_id, member_id)
);
CREATE INDEX called_member ON called (member_id);

-- Items of a sitting that is held have a life of their own; those read out of an article are settled.
ALTER TABLE sitting_item ADD COLUMN state TEXT NOT NULL DEFAULT 'settled';
ALTER TABLE sitting_item ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sitting_item ADD COLUMN reporter TEXT;
ALTER TABLE sitting_item ADD COLUMN minutes BIGINT;
ALTER TABLE sitting_item ADD COLUMN passed BOOLEAN;
ALTER TABLE sitting_item ADD COLUMN decision TEXT;
ALTER TABLE sitting_item ADD COLUMN began_at BIGINT;
ALTER TABLE sitting_item ADD COLUMN ended_at BIGINT;
ALTER TABLE sitting_item ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- An item that was removed, under the key that it had and gets again when it is brought back.
CREATE TABLE item_removed (
    id BIGINT PRIMARY KEY,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    position BIGINT NOT NULL,
    late BOOLEAN NOT NULL,
    draft TEXT NOT NULL
);

CREATE TABLE paper (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    item_id BIGINT NOT NULL REFERENCES sitting_item (id),
    position BIGINT NOT NULL,
    title TEXT NOT NULL
);
CREATE INDEX paper_item ON paper (item_id);
CREATE INDEX paper_sitting ON paper (sitting_id);

-- A paper is text, or a file known by the hash of its content, or both. Versions count from 1.
CREATE TABLE paper_version (
    id $id,
    paper_id BIGINT NOT NULL REFERENCES paper (id),
    number BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    body TEXT,
    file_name TEXT,
    media TEXT,
    size BIGINT,
    digest TEXT,
    UNIQUE (paper_id, number)
);

-- That a member has read a paper, up to which version.
CREATE TABLE paper_receipt (
    paper_id BIGINT NOT NULL REFERENCES paper (id),
    member_id BIGINT NOT NULL REFERENCES member (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (paper_id, member_id)
);
CREATE INDEX paper_receipt_member ON paper_receipt (member_id);

CREATE TABLE speaker (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    item_id BIGINT REFERENCES sitting_item (id),
    called_id BIGINT NOT NULL REFERENCES called (id),
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    minutes BIGINT,
    began_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX speaker_sitting ON speaker (sitting_id);

-- members, present: how many there were when it opened. yes, no, abstain, ballots: counted when it closes, or entered
-- by the clerk who counted hands. version counts the changes of what is prepared; reason: why it was annulled.
CREATE TABLE poll (
    id $id,
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    item_id BIGINT REFERENCES sitting_item (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    base TEXT NOT NULL,
    majority TEXT NOT NULL,
    seats BIGINT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    members BIGINT,
    present BIGINT,
    ballots BIGINT,
    yes BIGINT,
    no BIGINT,
    abstain BIGINT,
    passed BOOLEAN,
    reason TEXT,
    opened_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX poll_sitting ON poll (sitting_id);
CREATE INDEX poll_item ON poll (item_id);

-- Candidates of an election.
CREATE TABLE poll_candidate (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    votes BIGINT,
    elected BOOLEAN,
    PRIMARY KEY (poll_id, position)
);

-- Who may vote, written down when the poll opens, and whether he has. A choice stands here only where votes are named.
CREATE TABLE poll_voter (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    called_id BIGINT NOT NULL REFERENCES called (id),
    voted BOOLEAN NOT NULL,
    choice TEXT,
    PRIMARY KEY (poll_id, called_id)
);
CREATE INDEX poll_voter_voted ON poll_voter (poll_id, voted);

-- The box of a secret ballot: how often each choice was made, and nothing else. Every choice has its row from the
-- beginning, so that the rows tell nothing of the order of votes. Emptied when the poll closes.
CREATE TABLE poll_box (
    poll_id BIGINT NOT NULL REFERENCES poll (id),
    choice TEXT NOT NULL,
    votes BIGINT NOT NULL,
    PRIMARY KEY (poll_id, choice)
);

-- The minutes and the news release of a sitting. A draft until the one is confirmed, the other published: then fixed.
-- former is the text that stood here before it was drafted anew.
CREATE TABLE sitting_text (
    sitting_id BIGINT NOT NULL REFERENCES sitting (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    former TEXT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    fixed_at BIGINT,
    fixed_by TEXT,
    PRIMARY KEY (sitting_id, kind)
);
