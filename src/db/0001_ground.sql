-- The ground: committees as the program tells them apart, accounts, the ledger, import drafts.
-- Instants are milliseconds UTC, days ISO text, enumerations their names.

CREATE TABLE committee (
    id $id,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    founded_at BIGINT NOT NULL
);

CREATE TABLE account (
    id $id,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT,
    language TEXT,
    disabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL
);

-- The platform operator's role stands in no committee.
CREATE TABLE role_grant (
    id $id,
    account_id BIGINT NOT NULL REFERENCES account (id),
    committee_id BIGINT REFERENCES committee (id),
    role TEXT NOT NULL,
    UNIQUE (account_id, committee_id, role)
);
CREATE INDEX role_grant_committee ON role_grant (committee_id);

-- Sessions, personal tokens and invitations: of each only the hash of a random secret is kept.
CREATE TABLE secret (
    id $id,
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX secret_account ON secret (account_id, kind);

CREATE TABLE sign_in_failure (
    id $id,
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_login ON sign_in_failure (login, at);
CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);

-- Each committee has its chain; 0 is the chain of the installation itself.
CREATE TABLE ledger_entry (
    id $id,
    committee_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT,
    actor TEXT NOT NULL,
    area TEXT NOT NULL,
    thing_id BIGINT NOT NULL,
    action TEXT NOT NULL,
    facts TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (committee_id, seq)
);
CREATE INDEX ledger_entry_thing ON ledger_entry (committee_id, area, thing_id);

-- Where each chain ends, so that entries cut off its end are missed.
CREATE TABLE ledger_head (
    committee_id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO ledger_head VALUES (0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- sqlite
CREATE TRIGGER ledger_entry_never_updated BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_never_deleted BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_head_never_deleted BEFORE DELETE ON ledger_head
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
-- postgres
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_head_append_only BEFORE DELETE OR TRUNCATE ON ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
-- both

-- What was read out of a file and is not yet accepted. Not part of the record.
CREATE TABLE import_draft (
    id $id,
    committee_id BIGINT NOT NULL REFERENCES committee (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX import_draft_account ON import_draft (committee_id, account_id);
