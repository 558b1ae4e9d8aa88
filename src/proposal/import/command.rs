//! `yizheng import proposals`: reads a table of old proposals, prints what is wrong, and adds the rest chunk by chunk.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Brought, Outcome, apply, check, read, store};
use crate::account::{Committee, command};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::import::LARGEST;
use crate::ledger::Change;
use crate::words::Words;

#[derive(Args, Debug)]
pub struct ImportProposals {
    /// The table (XLSX; or a text in UTF-8, UTF-16 or GB18030, with commas, tabs or semicolons)
    file: PathBuf,
    /// The committee whose proposals they are, by its step in addresses
    #[arg(long)]
    committee: String,
    /// Print what would become of each row and keep nothing
    #[arg(long)]
    dry_run: bool,
}

/// The exit code is 2 where a row is wrong; the others are added all the same.
///
/// # Errors
/// The file is no table of proposals or the committee is unknown; the database does not answer.
pub async fn run(app: &App, arguments: &ImportProposals, words: &Words) -> Result<ExitCode> {
    let committee = Committee::by_slug(app.db.read(), &arguments.committee)
        .await?
        .ok_or_else(|| Refusal::new("committee-unknown").with("slug", &arguments.committee))?;
    if std::fs::metadata(&arguments.file)?.len() > LARGEST as u64 {
        return Err(Error::Unreadable(Refusal::new("form-file-too-large").with("megabytes", LARGEST >> 20)));
    }
    let mut table = read(&std::fs::read(&arguments.file)?).map_err(Error::Unreadable)?;
    let wrong = tell(&table, &store::known(app.db.read(), committee.id, &table).await?, words);
    let file = arguments.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    while !arguments.dry_run && !table.lines.is_empty() {
        let change = Change::begin(&app.db, command::acting(app, committee.id)).await?;
        if let Some(act) = apply(&change, &mut table, &file).await? {
            change.record(act).await?.commit().await?;
        }
        let counts = [table.dealt_with(), table.total, table.added, table.there, table.wrong];
        let facts = ["done", "total", "added", "there", "wrong"].into_iter().zip(counts.map(Into::into));
        println!("{}", words.with("proposalin-progress", &facts.collect::<Vec<_>>()));
    }
    Ok(if wrong { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// Prints what is to be said of rows, and how many of each kind there are; whether any is wrong.
fn tell(table: &Brought, known: &super::check::Known, words: &Words) -> bool {
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
