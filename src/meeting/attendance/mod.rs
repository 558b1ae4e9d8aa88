//! Who is called to a sitting, what they answer, and who is there.

pub mod model;
pub mod rules;
pub mod store;

pub use model::Called;
pub use rules::Presence;
