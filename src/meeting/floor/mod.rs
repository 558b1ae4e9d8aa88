//! The floor of a sitting: who asks to speak, who speaks, and for how long.

pub mod model;
pub mod rules;
