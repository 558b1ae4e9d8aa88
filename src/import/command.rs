//! What every command that brings a table in takes: the file, for whom it is, and what the reader says of its columns.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::columns::Column;
use super::{Choices, LARGEST, Table};
use crate::account::Committee;
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::text::line;

#[derive(Args, Debug)]
pub struct Bring {
    /// The table (XLSX; or a text in UTF-8, UTF-16 or GB18030, with commas, tabs or semicolons)
    file: PathBuf,
    /// The committee that it is brought to, by its step in addresses
    #[arg(long)]
    committee: String,
    /// Print what would become of each row and keep nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Under which heading a column stands that is not known by it, such as name=称呼
    #[arg(long = "column", value_name = "COLUMN=HEADING")]
    columns: Vec<String>,
    /// For which choice a word of a column stands that is not known, such as sector:农口=农业界; no word: what holds
    /// where nothing is written
    #[arg(long = "word", value_name = "COLUMN:WORD=CHOICE")]
    words: Vec<String>,
}

impl Bring {
    /// # Errors
    /// There is no such committee.
    pub async fn committee(&self, app: &App) -> Result<Committee> {
        let found = Committee::by_slug(app.db.read(), &self.committee).await?;
        Ok(found.ok_or_else(|| Refusal::new("committee-unknown").with("slug", &self.committee))?)
    }

    /// # Errors
    /// There is no such file, or it is too large.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        if std::fs::metadata(&self.file)?.len() > LARGEST as u64 {
            return Err(Error::Unreadable(Refusal::new("form-file-too-large").with("megabytes", LARGEST >> 20)));
        }
        Ok(std::fs::read(&self.file)?)
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.file)
    }

    /// Whether headings are said that may not be known.
    #[must_use]
    pub const fn says_columns(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Applies to a table what is said of it.
    ///
    /// # Errors
    /// It names a column, a heading or a choice that there is not.
    pub fn say<C: Column>(&self, table: &mut Table<C>, choices: &Choices<C>) -> Result<(), Refusal> {
        if self.columns.is_empty() && self.words.is_empty() {
            return Ok(());
        }
        let known = |(column, place): (&C, &u32)| (format!("c{place}"), column.to_string());
        let mut said: BTreeMap<String, String> = table.places.iter().map(known).collect();
        for one in &self.columns {
            let (column, heading) = halves::<C>(one)?;
            said.retain(|_, of| of != column);
            said.insert(format!("c{}", table.place(heading)?), column.to_owned());
        }
        for one in &self.words {
            let (word, choice) = halves::<C>(one)?;
            said.insert(word.to_owned(), choice.to_owned());
        }
        table.say(&said, choices)
    }
}

/// The name of a file, on one line.
#[must_use]
pub fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| line(&name.to_string_lossy()))
}

/// What stands before and after the sign; the first begins with a column.
fn halves<C: Column>(said: &str) -> Result<(&str, &str), Refusal> {
    let (of, what) = said.split_once('=').unwrap_or((said, ""));
    let column = of.split_once(':').map_or(of, |(column, _)| column);
    if column.parse::<C>().is_ok() {
        return Ok((of, what));
    }
    let columns = C::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    Err(Refusal::new("import-no-such-column").with("column", column).with("columns", columns))
}
