//! What the tests start from: a database, a running program with a committee, and a reader with a browser's manners.

mod app;
mod database;
mod described;
mod events;
mod filed;
mod handled;
mod postbox;
mod program;
mod proposal;
mod proposed;
mod reader;
mod sitting;
mod words;

pub use app::{PASSWORD, PROPOSALS, TestApp};
pub use database::{Store, on_both};
pub use described::{Operation, described, faults, operations};
pub use events::Events;
pub use filed::{Filed, UNITS};
pub use handled::Handled;
pub use postbox::Postbox;
pub use program::{Program, free_address, with_sittings};
pub use proposal::{Office, pressed};
pub use proposed::{Proposed, words_of};
pub use reader::{Answer, Reader};
pub use sitting::{Held, linked, name, people};
