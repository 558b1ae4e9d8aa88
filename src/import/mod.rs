//! Bringing things in from outside: a file is read, checked, shown, corrected, and only then applied.
//! What a file means is known to the areas; each lends an [`Importer`].

mod draft;
mod pages;
pub mod restore;
pub mod sheet;
mod upload;

use axum::Router;
use serde_json::Value;

use crate::app::App;
use crate::error::Refusal;
use crate::permission::Permission;

pub use crate::page::Upload;
pub use draft::{Draft, discard, mine, save, start, still};

/// The largest file that is taken in through a page or as one article, in bytes.
pub const LARGEST: usize = 8 << 20;

/// A kind of file that an area can read.
pub struct Importer {
    /// Its name, in addresses (`/{committee}/import/{kind}/{draft}`) and word keys (`import-kind-{kind}`).
    pub kind: &'static str,
    pub needs: Permission,
    /// Whether these bytes look like such a file.
    pub recognises: fn(&[u8]) -> bool,
    /// What is read out of it, as the content of a draft. Nothing is stored.
    pub read: fn(&Upload) -> Result<Value, Refusal>,
}

pub fn routes() -> Router<App> {
    pages::routes()
}
