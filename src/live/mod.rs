//! Live pages: a stream of server-sent events that says when something changed, never what; a page then asks for itself
//! anew, under its reader's own permission.

mod stream;
mod turn;

pub use stream::{After, stream};
pub use turn::in_turn;
