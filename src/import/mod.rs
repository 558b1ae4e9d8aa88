//! Bringing things in from outside: a file is read, checked, shown, corrected, and only then applied.
//! What a file means is known to the areas; each lends an [`Importer`].

pub mod columns;
pub mod command;
mod draft;
mod importer;
mod pages;
mod rows;
pub mod sheet;
mod table;
mod turn;
mod upload;
mod values;

pub use crate::page::Upload;
pub use draft::{Draft, discard, mine, save, start, still};
pub use importer::Importer;
pub use pages::routes;
pub use table::{Choices, Head, Table, Word};
pub use turn::in_turn;
pub use upload::LARGEST;
