//! What is right in a table and not there yet, added chunk by chunk.

use super::check::{Outcome, check};
use super::store;
use super::table::{Brought, CHUNK};
use crate::error::Result;
use crate::ledger::{Act, Change};
use crate::proposal::model::PROPOSAL;

/// Applies the next chunk of a table within a change: adds what is right and not there yet, leaves the rest out, and
/// takes the rows off the table. Gives what is to be recorded of it, where there was something to add.
pub async fn apply(change: &Change, brought: &mut Brought, file: &str) -> Result<Option<Act>> {
    let table = &mut brought.table;
    let rest = table.lines.split_off(table.lines.len().min(CHUNK));
    let known = store::known(change.on(), change.acting().committee, table).await?;
    let checked = check(table, &known);
    table.lines = rest;
    brought.there += checked.count(Outcome::There);
    brought.wrong += checked.count(Outcome::Wrong);
    brought.at = Some(change.acting().at);
    if checked.entries.is_empty() {
        return Ok(None);
    }
    store::add_all(change, &checked.entries).await?;
    brought.added += checked.entries.len();
    let act = Act::new(PROPOSAL.name, 0, "import").fact("file", file).fact("n", checked.entries.len());
    Ok(Some(act))
}
