//! Old proposals out of a workbook or CSV: their rows are read, held against the record, shown, and applied in chunks.

mod apply;
mod check;
pub mod command;
mod kept;
mod pages;
mod proposers;
mod store;
mod table;
mod words;

use serde_json::Value;

pub use apply::apply;
pub use check::{Checked, Outcome, Row, check};
pub use table::{Brought, CHUNK, Column, read};

use crate::error::Refusal;
use crate::import::{Importer, Table, Upload, sheet};
use crate::permission::Permission;

pub(super) use pages::routes;

/// The name of this kind of import.
const NAME: &str = "proposals";

pub const IMPORTER: Importer =
    Importer { kind: NAME, needs: Permission::ReviewProposals, recognises: Some(recognises), read: take_in };

/// A workbook, or a text whose first lines have the headings of a table of proposals.
fn recognises(bytes: &[u8]) -> bool {
    sheet::recognises(bytes) || Table::<Column>::read(bytes, false).is_ok_and(|table| table.is_some())
}

fn take_in(upload: &Upload, said: bool) -> Result<Value, Refusal> {
    serde_json::to_value(read(&upload.bytes, said)?).map_err(|_| Refusal::new("import-sheet-unreadable"))
}
