//! Bringing things in from outside: a file is read, checked, shown, corrected, and only then applied.
//! What a file means is known to the areas; each lends an [`Importer`].

pub mod columns;
mod draft;
mod importer;
mod pages;
pub mod sheet;
mod upload;

pub use crate::page::Upload;
pub use draft::{Draft, discard, mine, save, start, still};
pub use importer::Importer;
pub use pages::routes;
pub use upload::LARGEST;
