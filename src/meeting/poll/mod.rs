//! Polls of a sitting: by show of hands, by roll-call, electronic and named, electronic and secret; and elections.

pub mod model;
pub mod rules;
