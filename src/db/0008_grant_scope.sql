-- A role may hold within a part of the committee alone: a special committee, a sector, a unit. One that names no part
-- holds everywhere.
CREATE TABLE role_grant_within (
    id $id,
    account_id BIGINT NOT NULL REFERENCES account (id),
    committee_id BIGINT REFERENCES committee (id),
    role TEXT NOT NULL,
    scope_kind TEXT,
    scope_key BIGINT,
    CHECK ((scope_kind IS NULL) = (scope_key IS NULL))
);
INSERT INTO role_grant_within (account_id, committee_id, role)
    SELECT account_id, committee_id, role FROM role_grant ORDER BY id;
DROP TABLE role_grant;
ALTER TABLE role_grant_within RENAME TO role_grant;
CREATE INDEX role_grant_committee ON role_grant (committee_id);
CREATE UNIQUE INDEX role_grant_once
    ON role_grant (account_id, committee_id, role, COALESCE(scope_kind, ''), COALESCE(scope_key, 0));
