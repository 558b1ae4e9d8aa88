//! Reads the record of a sitting out of a news article: rules over restored text, each fact
//! with the place it came from.

mod act;
mod credits;
mod date;
mod items;
mod layout;
mod matter;
mod name;
mod number;
mod pattern;
mod people;
mod person;
mod place;
mod reading;
mod record;
mod sitting;
mod speech;
mod text;
mod verb;

pub use reading::read;
pub use record::{Capacity, Disposition, Item, Kind, Person, Record, Speech};

#[cfg(test)]
mod tests;
