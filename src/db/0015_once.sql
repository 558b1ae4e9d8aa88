-- What was sent once and is not done again: a digest of the key that came with it and of its words.
CREATE TABLE once (
    digest TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    done BOOLEAN NOT NULL,
    led_to TEXT
);
CREATE INDEX once_at ON once (at);
