//! What is written after a sitting: its minutes and its news release, both drafted from the record.

pub mod model;
