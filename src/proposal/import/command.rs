//! `yizheng import proposals`: reads a table of old proposals, prints what is wrong, and adds the rest chunk by chunk.

use std::process::ExitCode;

use clap::Args;

use super::check::Known;
use super::table::Column;
use super::{Outcome, apply, check, read, store};
use crate::account::command;
use crate::app::App;
use crate::error::{Error, Result};
use crate::import::Table;
use crate::import::command::Bring;
use crate::ledger::Change;
use crate::words::Words;

#[derive(Args, Debug)]
pub struct ImportProposals {
    #[command(flatten)]
    bring: Bring,
}

/// The exit code is 2 where a row is wrong; the others are added all the same.
///
/// # Errors
/// The file is no table of proposals or the committee is unknown.
pub async fn run(app: &App, ImportProposals { bring }: &ImportProposals, words: &Words) -> Result<ExitCode> {
    let committee = bring.committee(app).await?;
    let mut brought = read(&bring.bytes()?, bring.says_columns()).map_err(Error::Unreadable)?;
    let choices = store::known(app.db.read(), committee.id, &brought.table).await?.choices;
    bring.say(&mut brought.table, &choices)?;
    let wrong = tell(&brought.table, &store::known(app.db.read(), committee.id, &brought.table).await?, words);
    while !bring.dry_run && !brought.table.lines.is_empty() {
        let change = Change::begin(&app.db, command::acting(app, committee.id)).await?;
        if let Some(act) = apply(&change, &mut brought, &bring.name()).await? {
            change.record(act).await?.commit().await?;
        }
        let counts = [brought.dealt_with(), brought.total, brought.added, brought.there, brought.wrong];
        let facts = ["done", "total", "added", "there", "wrong"].into_iter().zip(counts.map(Into::into));
        println!("{}", words.with("proposalin-progress", &facts.collect::<Vec<_>>()));
    }
    Ok(if wrong { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// Prints what is to be said of rows, and how many of each kind there are; whether any is wrong.
fn tell(table: &Table<Column>, known: &Known, words: &Words) -> bool {
    let checked = check(table, known);
    for row in &checked.rows {
        for wrong in &row.wrong {
            println!("{}\t{}\t{}", wrong.cell, wrong.text, words.refusal(&wrong.why));
        }
        for note in &row.notes {
            println!("{}\t{}\t{}", row.number, row.subject, words.refusal(note));
        }
    }
    for outcome in Outcome::ALL {
        println!("{}: {}", words.of("proposalin-outcome", outcome), checked.count(*outcome));
    }
    checked.count(Outcome::Wrong) > 0
}
