//! Reads the record of a sitting out of a news article: rules over restored text, each fact
//! with the place it came from.

mod record;

pub use record::{Capacity, Disposition, Item, Kind, Person, Record, Speech, UnknownWord};

/// The record `text` (restored, simplified Chinese) gives of a sitting.
#[must_use]
pub fn read(text: &str) -> Record {
    let _ = text;
    Record::default()
}
