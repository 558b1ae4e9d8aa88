//! A workbook becomes members: its rows are read, held against the record, shown, and applied all or none.

mod apply;
mod check;
pub mod command;
mod pages;
mod sheet;

use serde_json::Value;

pub use apply::{Counts, apply};
pub use check::{Checked, Row, State, check};
pub use sheet::Sheet;
use sheet::choices;

use crate::error::Refusal;
use crate::import::{Importer, Upload};
use crate::permission::Permission;

pub(super) use pages::routes;

/// The name of this kind of import.
const NAME: &str = "roster";

pub const IMPORTER: Importer =
    Importer { kind: NAME, needs: Permission::EditMembers, recognises: Some(sheet::recognises), read: take_in };

fn take_in(upload: &Upload, said: bool) -> Result<Value, Refusal> {
    let sheet = sheet::read(&upload.bytes, said)?;
    serde_json::to_value(sheet).map_err(|_| Refusal::new("import-sheet-unreadable"))
}

#[cfg(test)]
mod tests;
