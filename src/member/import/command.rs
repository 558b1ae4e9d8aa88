//! `yizheng import roster`: reads a workbook, prints what each row comes to, and puts all of it on the record or nothing.

use std::process::ExitCode;

use clap::Args;

use super::super::store;
use super::{Checked, Sheet, State, apply, check, choices, sheet};
use crate::account::command;
use crate::app::App;
use crate::error::{Error, Result};
use crate::import::command::Bring;
use crate::ledger::Change;
use crate::words::Words;

#[derive(Args, Debug)]
pub struct ImportRoster {
    #[command(flatten)]
    bring: Bring,
}

/// The exit code is 2 where a row is wrong; nothing is kept then.
///
/// # Errors
/// The file is no roster or the committee is unknown.
pub async fn run(app: &App, ImportRoster { bring }: &ImportRoster, words: &Words) -> Result<ExitCode> {
    let committee = bring.committee(app).await?;
    let mut sheet = sheet::read(&bring.bytes()?, bring.says_columns()).map_err(Error::Unreadable)?;
    let lists = store::lists(app.db.read(), committee.id).await?;
    bring.say(&mut sheet, &choices(&lists))?;
    let people = store::people(app.db.read(), committee.id).await?;
    let checked = check(&sheet, &people, &lists, app.clock.today());
    tell(&checked, &sheet, words);
    if checked.count(State::Wrong) > 0 {
        return Ok(ExitCode::from(2));
    }
    if bring.dry_run || checked.people.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let change = Change::begin(&app.db, command::acting(app, committee.id)).await?;
    let (counts, recorded) = apply(change, &sheet, &bring.name(), &checked.digest()?).await?;
    recorded.commit().await?;
    let facts = [("added", counts.added.into()), ("changed", counts.changed.into())];
    println!("{}", words.with("member-done-import", &facts));
    Ok(ExitCode::SUCCESS)
}

/// Prints the rows that are not as the record has them, and how many of each kind there are.
fn tell(checked: &Checked, sheet: &Sheet, words: &Words) {
    let ignored = sheet.ignored();
    if !ignored.is_empty() {
        println!("{}", words.with1("member-import-ignored", "columns", ignored.join("、")));
    }
    for row in checked.rows.iter().filter(|row| row.state != State::Same) {
        println!("{}\t{}\t{}", row.number, words.of("member-import-state", row.state), row.name);
        for wrong in &row.wrong {
            println!("\t{}\t{}", wrong.cell, words.refusal(&wrong.why));
        }
        for cell in &row.changes {
            println!("\t{}\t{} → {}", words.of("member-field", cell.column), cell.old, cell.new);
        }
    }
    for state in State::ALL {
        println!("{}: {}", words.of("member-import-state", state), checked.count(*state));
    }
}
