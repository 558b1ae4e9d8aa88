//! `yizheng import roster`: reads a workbook, prints what each row comes to, and puts all of it on the record or nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::super::store;
use super::{Checked, Sheet, State, apply, check, sheet};
use crate::account::{Committee, command};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::import::LARGEST;
use crate::ledger::Change;
use crate::words::Words;

#[derive(Args, Debug)]
pub struct ImportRoster {
    /// The roster (XLSX; or a text in UTF-8, UTF-16 or GB18030, with commas, tabs or semicolons)
    file: PathBuf,
    /// The committee whose members they are, by its step in addresses
    #[arg(long)]
    committee: String,
    /// Print what would become of each row and keep nothing
    #[arg(long)]
    dry_run: bool,
}

/// The exit code is 2 where a row is wrong; nothing is kept then.
///
/// # Errors
/// The file is no roster or the committee is unknown; the database does not answer.
pub async fn run(app: &App, arguments: &ImportRoster, words: &Words) -> Result<ExitCode> {
    let committee = Committee::by_slug(app.db.read(), &arguments.committee)
        .await?
        .ok_or_else(|| Refusal::new("committee-unknown").with("slug", &arguments.committee))?;
    let sheet = read(&arguments.file)?;
    let lists = store::lists(app.db.read(), committee.id).await?;
    let people = store::people(app.db.read(), committee.id).await?;
    let checked = check(&sheet, &people, &lists, app.clock.today());
    tell(&checked, &sheet, words);
    if checked.count(State::Wrong) > 0 {
        return Ok(ExitCode::from(2));
    }
    if arguments.dry_run || checked.people.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let acting = command::acting(app, committee.id);
    let file = arguments.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let change = Change::begin(&app.db, acting).await?;
    let (counts, recorded) = apply(change, &sheet, &file, &checked.digest()?).await?;
    recorded.commit().await?;
    let facts = [("added", counts.added.into()), ("changed", counts.changed.into())];
    println!("{}", words.with("member-done-import", &facts));
    Ok(ExitCode::SUCCESS)
}

fn read(file: &PathBuf) -> Result<Sheet> {
    let size = std::fs::metadata(file)?.len();
    if size > LARGEST as u64 {
        return Err(Error::Unreadable(Refusal::new("form-file-too-large").with("megabytes", LARGEST >> 20)));
    }
    let bytes = std::fs::read(file)?;
    sheet::read(&bytes).map_err(Error::Unreadable)
}

/// Prints the rows that are not as the record has them, and how many of each kind there are.
fn tell(checked: &Checked, sheet: &Sheet, words: &Words) {
    if !sheet.ignored.is_empty() {
        println!("{}", words.with1("member-import-ignored", "columns", sheet.ignored.join("、")));
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
