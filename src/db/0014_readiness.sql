-- When it was last asked whether writes are kept: one row, which is written each time.
CREATE TABLE readiness (
    id BIGINT PRIMARY KEY,
    asked_at BIGINT NOT NULL
);
INSERT INTO readiness (id, asked_at) VALUES (1, 0);
