//! What an area lends to the desk that takes files in.

use serde_json::Value;

use crate::error::Refusal;
use crate::fields::Upload;
use crate::permission::Permission;

/// A kind of file that an area can read.
pub struct Importer {
    /// Its name, in addresses (`/{committee}/import/{kind}/{draft}`) and word keys (`import-kind-{kind}`).
    pub kind: &'static str,
    pub needs: Permission,
    /// Whether these bytes look like such a file; none: it takes what no other knows.
    pub recognises: Option<fn(&[u8]) -> bool>,
    /// What is read out of it, as the content of a draft. Nothing is stored. The reader `said` that it is such a file, or
    /// it was recognised.
    pub read: fn(&Upload, said: bool) -> Result<Value, Refusal>,
}
