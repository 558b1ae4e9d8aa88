//! Everything that is tested from outside, in one binary.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod helpers;
mod imports;
mod sources;

mod acts;
mod architecture;
mod browser;
mod completeness;
mod directions;
mod full;
mod grown;
mod killed;
mod ledger;
mod scenarios;
mod statements;
mod store;
mod taken_in;
mod workflow;
