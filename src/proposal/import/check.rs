//! Each row of a table held against what the committee has: a proposal to be added, one that is there, or wrong.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::kept::{Found, Kept, Register};
use super::proposers::{LONGEST_NAMES, Members, Proposers};
use super::table::Column;
use super::words::{both, numbered, satisfaction, state};
use crate::clock::Day;
use crate::committee::model::Session;
use crate::error::Refusal;
use crate::import::columns::Wrong;
use crate::import::sheet::Cells;
use crate::import::{Choices, Table};
use crate::member::rules::{number, says_none};
use crate::named;
use crate::page::filled;
use crate::proposal::model::Mark;
use crate::proposal::model::words::{LONGEST, LONGEST_SUBJECT};
use crate::proposal::rules::State;
use crate::text::folded;

named! {
    /// What a row comes to.
    pub enum Outcome {
        Wrong = "wrong",
        /// New, but that the roster does not know, or not once, somebody who proposes.
        Unlisted = "unlisted",
        New = "new",
        There = "there",
    }
}

/// What the committee has, to hold a table against. Things are found by [`close`] names.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub sessions: Vec<Session>,
    pub categories: HashMap<String, i64>,
    pub classes: HashMap<String, i64>,
    pub units: HashMap<String, i64>,
    pub members: Members,
    /// The proposals of the sessions that the table names.
    pub kept: Register,
    /// The words that columns know.
    pub choices: Choices<Column>,
}

/// A proposal to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub session: i64,
    pub number: Option<i64>,
    pub plenary: bool,
    pub submitted: Day,
    pub subject: String,
    pub proposers: Proposers,
    pub category: Option<i64>,
    pub unit: Option<i64>,
    pub class: Option<i64>,
    pub mark: Option<Mark>,
    pub state: State,
    pub open: bool,
    pub situation: String,
    pub analysis: String,
    pub suggestions: String,
}

/// What a row comes to, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportRow)]
pub struct Row {
    pub number: u32,
    pub subject: String,
    pub outcome: Outcome,
    pub wrong: Vec<Wrong<Column>>,
    /// What is to be known of it besides.
    pub notes: Vec<Refusal>,
}

/// What a table comes to: its rows, and the proposals to be added, in its order.
#[derive(Debug, Default)]
pub struct Checked {
    pub rows: Vec<Row>,
    pub entries: Vec<Entry>,
}

impl Checked {
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }
}

/// Holds the rows of a table against what the committee has, and each against those before it.
#[must_use]
pub fn check(table: &Table<Column>, known: &Known) -> Checked {
    let mut checked = Checked::default();
    let mut before = Register::default();
    for (line, cells) in &table.lines {
        let mut reading = Reading { table, known, cells, line: *line, wrong: Vec::new() };
        let entry = reading.entry().filter(|_| reading.wrong.is_empty());
        let mut outcome = Outcome::Wrong;
        let mut notes = Vec::new();
        if let Some(entry) = entry {
            outcome = reading.outcome(&entry, &before);
            if matches!(outcome, Outcome::New | Outcome::Unlisted) {
                notes = entry.proposers.notes();
                before.add(entry.session, entry.kept(*line));
                checked.entries.push(entry);
            }
        }
        let subject = table.cell(cells, Column::Subject).chars().take(LONGEST_SUBJECT).collect();
        checked.rows.push(Row { number: *line, subject, outcome, wrong: reading.wrong, notes });
    }
    checked
}

impl Entry {
    fn kept(&self, row: u32) -> Kept {
        let (subject, proposer) = (self.subject.clone(), self.proposers.name.clone());
        Kept { number: self.number, subject, proposer, row: Some(row) }
    }
}

/// The session that a row names, in one cell or in two.
///
/// # Errors
/// It cannot be read, or the committee has none such: the column, and why.
pub fn session<'a>(
    table: &Table<Column>,
    cells: &Cells,
    sessions: &'a [Session],
) -> Result<&'a Session, (Column, Refusal)> {
    let (column, written) = if let Some(text) = filled(table.cell(cells, Column::Session)) {
        (Column::Session, both(text))
    } else {
        let plenary = table.cell(cells, Column::Plenary);
        let plenary = number(plenary.trim_end_matches("会议").trim_end_matches('次'));
        let column = if table.places.contains_key(&Column::Term) { Column::Term } else { Column::Session };
        (column, number(table.cell(cells, Column::Term)).zip(plenary))
    };
    let (term, n) = written.ok_or_else(|| (column, Refusal::new("proposalin-session-unread")))?;
    let found = sessions.iter().find(|session| (session.term, session.number) == (term, n));
    found.ok_or_else(|| (column, Refusal::new("proposalin-session-unknown").with("term", term).with("n", n)))
}

/// One row that is being read.
struct Reading<'a> {
    table: &'a Table<Column>,
    known: &'a Known,
    cells: &'a Cells,
    line: u32,
    wrong: Vec<Wrong<Column>>,
}

impl<'a> Reading<'a> {
    /// What stands in a cell; nothing, where it says that there is nothing.
    fn text(&self, column: Column) -> &'a str {
        Some(self.table.cell(self.cells, column)).filter(|text| !says_none(text)).unwrap_or_default()
    }

    fn note(&mut self, column: Column, why: Refusal) {
        let text = self.table.written(self.cells, column);
        self.wrong.push(Wrong::new(&self.table.places, (column, self.line), text, why));
    }

    /// What a cell says, where it says something; noted where it cannot be read.
    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Option<T> {
        let read = read(filled(self.text(column))?);
        read.map_err(|why| self.note(column, why)).ok()
    }

    /// The key of what a cell names.
    fn named(&mut self, column: Column, of: &HashMap<String, i64>, why: &'static str) -> Option<i64> {
        self.read(column, |text| of.get(&close(text)).copied().ok_or_else(|| Refusal::new(why)))
    }

    fn whole(&mut self, column: Column, longest: usize) -> String {
        let fit = |text: &str| {
            let long = text.chars().count() > longest;
            if long { Err(Refusal::new("form-too-long").with("most", longest)) } else { Ok(text.to_owned()) }
        };
        self.read(column, fit).unwrap_or_default()
    }

    fn entry(&mut self) -> Option<Entry> {
        let known = self.known;
        let subject = self.whole(Column::Subject, LONGEST_SUBJECT);
        if filled(self.text(Column::Subject)).is_none() {
            self.note(Column::Subject, Refusal::new("form-missing"));
        }
        let session = self.session();
        let number = self.read(Column::Number, |text| numbered(&folded(text)));
        let submitted =
            self.read(Column::Submitted, |text| Day::read(text).ok_or_else(|| Refusal::new("proposalin-day")));
        let category = self.named(Column::Category, &known.categories, "proposalin-category-unknown");
        let unit = self.named(Column::Unit, &known.units, "proposalin-unit-unknown");
        let class = self.class(unit);
        let mark = self.read(Column::Satisfaction, satisfaction);
        let handled = unit.is_some() || class.is_some() || mark.is_some();
        let state = self.read(Column::State, |text| state(text, handled)).unwrap_or(State::Closed);
        let open = matches!(self.text(Column::Open), "是" | "公开" | "同意" | "同意公开");
        let proposers = self.proposers();
        let (session, proposers) = session.zip(proposers)?;
        let out = !matches!(state, State::Closed);
        let submitted = submitted.unwrap_or(session.begins);
        Some(Entry {
            session: session.id,
            number,
            plenary: submitted <= session.ends,
            submitted,
            subject,
            proposers,
            category,
            unit: unit.filter(|_| !out),
            class: class.filter(|_| !out),
            mark: mark.filter(|_| !out),
            state,
            open,
            situation: self.whole(Column::Situation, LONGEST),
            analysis: self.whole(Column::Analysis, LONGEST),
            suggestions: self.whole(Column::Suggestions, LONGEST),
        })
    }

    fn session(&mut self) -> Option<&'a Session> {
        let found = session(self.table, self.cells, &self.known.sessions);
        found.map_err(|(column, why)| self.note(column, why)).ok()
    }

    fn class(&mut self, unit: Option<i64>) -> Option<i64> {
        let known = self.known;
        let find = |text: &str| {
            let found = known.classes.get(&close(text)).or_else(|| known.classes.get(&close(&format!("{text}类"))));
            found.copied().ok_or_else(|| Refusal::new("proposalin-class-unknown"))
        };
        let class = self.read(Column::Class, find);
        if class.is_some() && unit.is_none() {
            self.note(Column::Class, Refusal::new("proposalin-class-without-unit"));
        }
        class
    }

    fn proposers(&mut self) -> Option<Proposers> {
        let [first, others] = [Column::Proposer, Column::CoSigners].map(|column| self.whole(column, LONGEST_NAMES));
        let found = Proposers::of(&first, &others, &self.known.members);
        let found = found.and_then(|found| found.ok_or_else(|| Refusal::new("form-missing")));
        found.map_err(|why| self.note(Column::Proposer, why)).ok()
    }

    /// What a row without faults comes to; one whose number another proposal has becomes wrong.
    fn outcome(&mut self, entry: &Entry, before: &Register) -> Outcome {
        let kept = entry.kept(self.line);
        let known = self.known;
        let found = [&known.kept, before].map(|register| register.find(entry.session, &kept));
        if found.contains(&Found::Itself) {
            return Outcome::There;
        }
        for one in found {
            let Found::Holder(holder) = one else { continue };
            self.note(Column::Number, taken(holder));
            return Outcome::Wrong;
        }
        let listed = entry.proposers.unlisted.is_empty() && entry.proposers.namesakes.is_empty();
        if listed { Outcome::New } else { Outcome::Unlisted }
    }
}

/// That a number is another's: of the record, or of a row before.
fn taken(holder: &Kept) -> Refusal {
    let (subject, proposer) = (&holder.subject, &holder.proposer);
    match holder.row {
        None => Refusal::new("proposalin-number-taken").with("subject", subject).with("proposer", proposer),
        Some(row) => Refusal::new("proposalin-number-taken-above")
            .with("row", row)
            .with("subject", subject)
            .with("proposer", proposer),
    }
}

/// A name by which a thing is found, however it is padded and in whichever width it is typed.
pub fn close(name: &str) -> String {
    folded(name).split_whitespace().collect()
}

#[cfg(test)]
mod tests;
