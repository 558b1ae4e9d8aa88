//! The record. Whatever changes, changes through a [`Change`]; a [`Change`] cannot be committed before it is recorded
//! in the committee's chain of entries, which is append-only and hashed link by link.

mod act;
mod change;
pub mod command;
mod entry;
mod feed;
mod history;
mod verify;

pub use act::{Act, Acting};
pub use change::{Change, Recorded, end};
pub use entry::{Entry, begin_chain, head};
pub use feed::{last, listen};
pub use history::{Line, entries_of, latest, lines_of};
pub use verify::{Break, Chain, Fault, chains, verify};
