//! Everything that is tested from outside, in one binary.

mod helpers;

mod ledger;
mod scenarios;
