//! Each row of a table held against what the committee has: a proposal to be added, one that is there, or wrong.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;
use utoipa::ToSchema;

use super::table::{Brought, Column};
use crate::clock::Day;
use crate::committee::model::Session;
use crate::error::Refusal;
use crate::import::columns::Wrong;
use crate::import::sheet::Cells;
use crate::member::rules::number;
use crate::named;
use crate::page::filled;
use crate::proposal::model::Mark;
use crate::proposal::model::words::LONGEST;
use crate::proposal::rules::{Kind, State};

/// The most characters of a subject, of a name.
const LONGEST_SUBJECT: usize = 200;
const LONGEST_NAME: usize = 200;

named! {
    /// What a row comes to.
    pub enum Outcome {
        Wrong = "wrong",
        New = "new",
        /// A proposal of this session has its number, or its subject where it has none.
        There = "there",
    }
}

/// What the committee has, to hold a table against.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub sessions: Vec<Session>,
    pub categories: HashMap<String, i64>,
    pub classes: HashMap<String, i64>,
    pub units: HashMap<String, i64>,
    /// The members of each name.
    pub members: HashMap<String, Vec<i64>>,
    /// The numbers and the subjects that each session has.
    pub numbers: HashSet<(i64, i64)>,
    pub subjects: HashSet<(i64, String)>,
}

/// A proposal to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub session: i64,
    pub number: Option<i64>,
    pub plenary: bool,
    pub submitted: Day,
    pub subject: String,
    pub kind: Kind,
    pub first: Option<i64>,
    pub body: Option<String>,
    pub cosigners: Vec<i64>,
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

/// Holds the rows of a table against what the committee has. Of two rows with one number the later is there already.
#[must_use]
pub fn check(table: &Brought, known: &Known) -> Checked {
    let mut checked = Checked::default();
    let (mut numbers, mut subjects) = (HashSet::new(), HashSet::new());
    for (line, cells) in &table.lines {
        let mut reading = Reading { table, known, cells, line: *line, wrong: Vec::new() };
        let entry = reading.entry();
        let wrong = reading.wrong;
        let mut outcome = Outcome::Wrong;
        if let Some(entry) = entry.filter(|_| wrong.is_empty()) {
            let there = if let Some(number) = entry.number {
                let key = (entry.session, number);
                known.numbers.contains(&key) || !numbers.insert(key)
            } else {
                let key = (entry.session, entry.subject.clone());
                known.subjects.contains(&key) || !subjects.insert(key)
            };
            outcome = if there { Outcome::There } else { Outcome::New };
            if !there {
                checked.entries.push(entry);
            }
        }
        let subject = table.cell(cells, Column::Subject).chars().take(LONGEST_SUBJECT).collect();
        checked.rows.push(Row { number: *line, subject, outcome, wrong });
    }
    checked
}

/// One row that is being read.
struct Reading<'a> {
    table: &'a Brought,
    known: &'a Known,
    cells: &'a Cells,
    line: u32,
    wrong: Vec<Wrong<Column>>,
}

impl<'a> Reading<'a> {
    fn text(&self, column: Column) -> &'a str {
        self.table.cell(self.cells, column)
    }

    fn note(&mut self, column: Column, why: Refusal) {
        self.wrong.push(Wrong::new(&self.table.places, (column, self.line), self.text(column), why));
    }

    /// What a cell says, where it says something; noted where it cannot be read.
    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Option<T> {
        let read = read(filled(self.text(column))?);
        read.map_err(|why| self.note(column, why)).ok()
    }

    /// The key of what a cell names.
    fn named(&mut self, column: Column, of: &HashMap<String, i64>, why: &'static str) -> Option<i64> {
        self.read(column, |text| of.get(text).copied().ok_or_else(|| Refusal::new(why)))
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
        let number = self.read(Column::Number, numbered);
        let submitted =
            self.read(Column::Submitted, |text| Day::read(text).ok_or_else(|| Refusal::new("proposalin-day")));
        let category = self.named(Column::Category, &known.categories, "proposalin-category-unknown");
        let unit = self.named(Column::Unit, &known.units, "proposalin-unit-unknown");
        let class = self.class(unit);
        let mark = self.read(Column::Satisfaction, satisfaction);
        let handled = unit.is_some() || class.is_some() || mark.is_some();
        let state = self.read(Column::State, |text| state(text, handled)).unwrap_or(State::Closed);
        let open = matches!(self.text(Column::Open), "是" | "公开" | "同意" | "同意公开");
        let (kind, first, cosigners, body) = self.proposers();
        let session = session?;
        let out = !matches!(state, State::Closed);
        let submitted = submitted.unwrap_or(session.begins);
        Some(Entry {
            session: session.id,
            number,
            plenary: submitted <= session.ends,
            submitted,
            subject,
            kind,
            first,
            body,
            cosigners,
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

    /// The session, in one cell or in two.
    fn session(&mut self) -> Option<&'a Session> {
        let known = self.known;
        let (column, written) = if let Some(text) = filled(self.text(Column::Session)) {
            (Column::Session, both(text))
        } else {
            let plenary = number(self.text(Column::Plenary).trim_end_matches("会议").trim_end_matches('次'));
            (Column::Term, number(self.text(Column::Term)).zip(plenary))
        };
        let Some((term, plenary)) = written else {
            self.note(column, Refusal::new("proposalin-session-unread"));
            return None;
        };
        let found = known.sessions.iter().find(|session| (session.term, session.number) == (term, plenary));
        if found.is_none() {
            self.note(column, Refusal::new("proposalin-session-unknown").with("term", term).with("n", plenary));
        }
        found
    }

    fn class(&mut self, unit: Option<i64>) -> Option<i64> {
        let known = self.known;
        let find = |text: &str| {
            let found = known.classes.get(text).or_else(|| known.classes.get(&format!("{text}类")));
            found.copied().ok_or_else(|| Refusal::new("proposalin-class-unknown"))
        };
        let class = self.read(Column::Class, find);
        if class.is_some() && unit.is_none() {
            self.note(Column::Class, Refusal::new("proposalin-class-without-unit"));
        }
        class
    }

    /// Who proposes: members by their keys where the roster has each name once, else as they are written.
    fn proposers(&mut self) -> (Kind, Option<i64>, Vec<i64>, Option<String>) {
        let written = self.whole(Column::Proposer, LONGEST_NAME) + "、" + &self.whole(Column::CoSigners, LONGEST_NAME);
        let names: Vec<_> = written.split(['、', '，', ',', '；', ';', ' ', '\n']).filter_map(filled).collect();
        let Some(first) = names.first() else {
            self.note(Column::Proposer, Refusal::new("form-missing"));
            return (Kind::Member, None, Vec::new(), None);
        };
        let key = |name: &&str| match self.known.members.get(*name).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        let keys: Option<Vec<i64>> = names.iter().map(key).collect();
        match keys {
            Some(keys) => {
                let mut others: Vec<i64> = Vec::new();
                for one in &keys[1..] {
                    if *one != keys[0] && !others.contains(one) {
                        others.push(*one);
                    }
                }
                (Kind::Member, Some(keys[0]), others, None)
            }
            None => (kind(first), None, Vec::new(), Some(names.join("、"))),
        }
    }
}

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant and used by a test")]
    Regex::new(r"^第?([^届次]+)届(?:[^次第]*第)?([^届次]+)次").unwrap()
});

/// 十届三次, 第10届第3次会议, 十届县政协第三次.
fn both(text: &str) -> Option<(i64, i64)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = BOTH.captures(&text)?;
    number(&found[1]).zip(number(&found[2]))
}

/// A number, as it is or within 第12号.
fn numbered(text: &str) -> Result<i64, Refusal> {
    let digits = text.trim_start_matches('第').trim_end_matches('号').trim_end_matches(".0");
    let number = digits.parse().ok().filter(|number| (1..1_000_000).contains(number));
    number.ok_or_else(|| Refusal::new("proposalin-number"))
}

fn satisfaction(text: &str) -> Result<Mark, Refusal> {
    match text {
        "满意" | "非常满意" | "很满意" => Ok(Mark::Satisfied),
        "基本满意" | "较满意" | "比较满意" => Ok(Mark::Mostly),
        "不满意" => Ok(Mark::Not),
        _ => Err(Refusal::new("proposalin-satisfaction")),
    }
}

/// Old ones are closed, unless the cell says otherwise. Filed alone, with nothing of its handling, it waits to be assigned.
fn state(text: &str, handled: bool) -> Result<State, Refusal> {
    match text {
        "不予立案" | "不立案" | "未立案" | "否" => Ok(State::Declined),
        "转意见建议" | "转为意见建议" | "转意见" | "转建议" | "作为意见建议" => {
            Ok(State::Redirected)
        }
        "撤案" | "已撤案" | "撤回" | "已撤回" => Ok(State::Withdrawn),
        "立案" | "已立案" | "是" if !handled => Ok(State::Filed),
        "立案" | "已立案" | "是" | "办结" | "已办结" | "已答复" | "答复" | "结案" | "已评价" => {
            Ok(State::Closed)
        }
        _ => Err(Refusal::new("proposalin-state")),
    }
}

/// What a proposer that is no member of the roster is, by how its name ends.
fn kind(name: &str) -> Kind {
    const PARTIES: &[&str] =
        &["民革", "民盟", "民建", "民进", "农工党", "农工民主党", "致公党", "九三学社", "台盟", "中共"];
    const BODIES: &[&str] =
        &["工会", "共青团", "团县委", "妇联", "工商联", "科协", "侨联", "台联", "青联", "文联", "联合会"];
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    match name {
        _ if has(PARTIES) => Kind::Party,
        _ if has(BODIES) => Kind::Organisation,
        _ if name.ends_with('界') => Kind::Sector,
        _ if name.ends_with('组') => Kind::Group,
        _ if name.ends_with("委员会") || name.ends_with('委') => Kind::SpecialCommittee,
        _ => Kind::Member,
    }
}

#[cfg(test)]
mod tests;
