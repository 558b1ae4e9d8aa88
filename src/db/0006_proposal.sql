-- Proposals, from the pen to the evaluation; what a committee sets for them; the units that answer them.

-- The days of a plenary season (届、次): what is handed in from `begins` to `ends` goes before the plenary, what comes
-- after it and before the next is handed in between plenaries.
CREATE TABLE proposal_session (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    term BIGINT NOT NULL,
    number BIGINT NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    UNIQUE (committee_id, term, number)
);

-- What a committee sets for its proposals. Where nothing is set, the usual rule holds. Steps stand a line each.
CREATE TABLE proposal_rule (
    committee_id BIGINT PRIMARY KEY REFERENCES committee (id),
    steps TEXT NOT NULL,
    cosigners BIGINT NOT NULL,
    accept_days BIGINT NOT NULL,
    opinion_months BIGINT NOT NULL,
    reply_months BIGINT NOT NULL,
    extension_months BIGINT NOT NULL,
    evaluation_days BIGINT NOT NULL,
    soon_days BIGINT NOT NULL,
    contact BOOLEAN NOT NULL,
    merged BOOLEAN NOT NULL,
    publication TEXT NOT NULL,
    version BIGINT NOT NULL
);

-- What is chosen from: categories, reasons to decline, reply classes. `promise`: a reply of this class says by when.
CREATE TABLE proposal_choice (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    kind TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    meaning TEXT NOT NULL,
    promise BOOLEAN NOT NULL,
    closed BOOLEAN NOT NULL,
    UNIQUE (committee_id, kind, name)
);

-- Days that are off though the week says otherwise, or worked on though they fall on a weekend.
CREATE TABLE holiday (
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    day TEXT NOT NULL,
    worked BOOLEAN NOT NULL,
    PRIMARY KEY (committee_id, day)
);

-- Units that answer proposals, and whose accounts act for them.
CREATE TABLE unit (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    name TEXT NOT NULL,
    line TEXT NOT NULL,
    closed BOOLEAN NOT NULL,
    UNIQUE (committee_id, name)
);
CREATE TABLE unit_account (
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (unit_id, account_id)
);
CREATE INDEX unit_account_account ON unit_account (account_id);

-- account_id: who writes it. first_id: the member who leads it; body and signatory: of a collective one, who proposes and
-- who signs. text_version counts the changes of its words, version everything that is decided about it. step: how many
-- steps of the review it has passed. round: how often it went out to be handled.
CREATE TABLE proposal (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    account_id BIGINT REFERENCES account (id),
    kind TEXT NOT NULL,
    first_id BIGINT REFERENCES member (id),
    body TEXT,
    signatory TEXT,
    subject TEXT NOT NULL,
    situation TEXT NOT NULL,
    analysis TEXT NOT NULL,
    suggestions TEXT NOT NULL,
    suggested_unit TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    secondable BOOLEAN NOT NULL,
    text_version BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    step BIGINT NOT NULL,
    session_id BIGINT REFERENCES proposal_session (id),
    plenary BOOLEAN NOT NULL,
    number BIGINT,
    category_id BIGINT REFERENCES proposal_choice (id),
    reason_id BIGINT REFERENCES proposal_choice (id),
    remark TEXT,
    main_id BIGINT REFERENCES proposal (id),
    leader TEXT,
    excellent BOOLEAN NOT NULL,
    published BOOLEAN NOT NULL,
    round BIGINT NOT NULL,
    due TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    submitted_at BIGINT,
    filed_at BIGINT,
    assigned_at BIGINT,
    answered_at BIGINT,
    ended_at BIGINT,
    UNIQUE (session_id, number)
);
-- Lists show the latest first. What they are narrowed by stands in these indexes, so that a page of a million is found
-- without a look at the rows, whose texts are long.
CREATE INDEX proposal_paged ON proposal (committee_id, id, state, session_id, published, submitted_at, account_id, first_id,
    category_id, kind, plenary, excellent, leader, main_id, number, subject);
CREATE INDEX proposal_listed ON proposal (committee_id, state, id, session_id, published, submitted_at, account_id, first_id,
    category_id, kind, plenary, excellent, leader, main_id);
CREATE INDEX proposal_session_paged ON proposal (committee_id, session_id, id, state, published, submitted_at, account_id,
    first_id, category_id, kind, plenary, excellent, leader, main_id);
CREATE INDEX proposal_session_listed ON proposal (committee_id, session_id, state, id, published, submitted_at, account_id,
    first_id, category_id, kind, plenary, excellent, leader, main_id);
-- All that the statistics count most proposals by, so that they need not read the rows.
CREATE INDEX proposal_counted ON proposal (committee_id, session_id, submitted_at, state, kind, category_id, plenary,
    excellent, published, leader, first_id, round);
CREATE INDEX proposal_account ON proposal (account_id);
CREATE INDEX proposal_first ON proposal (first_id);
CREATE INDEX proposal_main ON proposal (main_id);

-- Who signs a proposal beside its first proposer, or seconds it; text_version: the words that he signed.
CREATE TABLE proposal_signer (
    proposal_id BIGINT NOT NULL REFERENCES proposal (id),
    member_id BIGINT NOT NULL REFERENCES member (id),
    position BIGINT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    text_version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, member_id)
);
CREATE INDEX proposal_signer_member ON proposal_signer (member_id, state);

-- Files that belong to a proposal, known by the hash of their content.
CREATE TABLE proposal_file (
    id $id,
    proposal_id BIGINT NOT NULL REFERENCES proposal (id),
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX proposal_file_proposal ON proposal_file (proposal_id);

-- What a unit has to do for a proposal. accept_by: until when it may ask for another unit to have it; due: its opinion or
-- its reply; asked_until, asked_reason, asked_unit: a transfer or an extension that waits for an answer, and which unit
-- it would rather have; told: why what it asked for was refused. signed_at: it has countersigned the reply as it stands.
-- round: of the proposal.
CREATE TABLE assignment (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    proposal_id BIGINT NOT NULL REFERENCES proposal (id),
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    round BIGINT NOT NULL,
    version BIGINT NOT NULL,
    offered_at BIGINT NOT NULL,
    accept_by TEXT NOT NULL,
    accepted_at BIGINT,
    due TEXT NOT NULL,
    asked_until TEXT,
    asked_reason TEXT,
    asked_unit TEXT,
    told TEXT,
    extended BOOLEAN NOT NULL,
    opinion TEXT,
    signed_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX assignment_proposal ON assignment (proposal_id);
CREATE INDEX assignment_unit ON assignment (committee_id, unit_id, state);
CREATE INDEX assignment_unit_proposal ON assignment (unit_id, proposal_id, state);
CREATE INDEX assignment_due ON assignment (committee_id, state, due);

-- How and when the proposer was heard.
CREATE TABLE proposal_contact (
    id $id,
    assignment_id BIGINT NOT NULL REFERENCES assignment (id),
    round BIGINT NOT NULL,
    day TEXT NOT NULL,
    way TEXT NOT NULL,
    person TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    by TEXT NOT NULL
);
CREATE INDEX proposal_contact_assignment ON proposal_contact (assignment_id);

-- The reply of a unit in one round; a draft may have no class yet. sent_back: why the supervisor did not let it pass.
-- kept_at, kept_how: what it promised is kept.
CREATE TABLE proposal_reply (
    assignment_id BIGINT NOT NULL REFERENCES assignment (id),
    round BIGINT NOT NULL,
    class_id BIGINT REFERENCES proposal_choice (id),
    done TEXT NOT NULL,
    planned TEXT NOT NULL,
    planned_by TEXT,
    refused TEXT NOT NULL,
    body TEXT NOT NULL,
    number TEXT NOT NULL,
    signatory TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    sent_back TEXT,
    sent_at BIGINT,
    kept_at BIGINT,
    kept_how TEXT,
    PRIMARY KEY (assignment_id, round)
);
CREATE INDEX proposal_reply_planned ON proposal_reply (planned_by);

-- What a first proposer says of the handling and of its result.
CREATE TABLE proposal_evaluation (
    proposal_id BIGINT NOT NULL REFERENCES proposal (id),
    round BIGINT NOT NULL,
    work TEXT NOT NULL,
    result TEXT NOT NULL,
    remark TEXT NOT NULL,
    at BIGINT NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (proposal_id, round)
);

-- The last day on which those who handle proposals were mailed what is to be done.
CREATE TABLE proposal_digest (
    committee_id BIGINT PRIMARY KEY REFERENCES committee (id),
    day TEXT NOT NULL
);
