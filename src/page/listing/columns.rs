//! The columns of a list: one definition for the table of the page and for the workbook.

use crate::clock::{Day, Instant};
use crate::page::Reader;
use crate::permission::Permission;
use crate::words::Words;

/// A column of a list of rows `R`.
pub struct Column<R> {
    /// The key of its head.
    pub head: &'static str,
    /// How wide it is in a workbook, in characters; `None` where it stands on the page alone.
    pub width: Option<f64>,
    /// It stands in the workbook alone.
    pub(super) hidden: bool,
    /// Its cells name their rows.
    pub(super) names: bool,
    /// Its cells are not broken into lines.
    pub(super) unbroken: bool,
    needs: &'static [Permission],
    pub cell: fn(&R, &Words) -> Cell,
}

impl<R> Column<R> {
    /// A column of the page and of the workbook.
    #[must_use]
    pub const fn new(head: &'static str, width: f64, cell: fn(&R, &Words) -> Cell) -> Self {
        Self { head, width: Some(width), hidden: false, names: false, unbroken: false, needs: &[], cell }
    }

    /// A column of the page alone.
    #[must_use]
    pub const fn page(head: &'static str, cell: fn(&R, &Words) -> Cell) -> Self {
        Self { width: None, ..Self::new(head, 0.0, cell) }
    }

    /// A column of the workbook alone.
    #[must_use]
    pub const fn sheet(head: &'static str, width: f64, cell: fn(&R, &Words) -> Cell) -> Self {
        Self { hidden: true, ..Self::new(head, width, cell) }
    }

    /// Its cells name their rows.
    #[must_use]
    pub const fn names(self) -> Self {
        Self { names: true, ..self }
    }

    #[must_use]
    pub const fn unbroken(self) -> Self {
        Self { unbroken: true, ..self }
    }

    #[must_use]
    pub const fn needs(self, one_of: &'static [Permission]) -> Self {
        Self { needs: one_of, ..self }
    }

    #[must_use]
    pub fn shown(&self, reader: &Reader) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|permission| reader.may(*permission))
    }
}

/// What stands in a cell: a value, which a workbook keeps with its type, and what a page shows besides.
#[derive(Default)]
pub struct Cell {
    pub value: Value,
    /// Where the value leads.
    pub link: Option<String>,
    pub besides: Vec<Besides>,
}

#[derive(Default)]
pub enum Value {
    #[default]
    None,
    Text(String),
    Number(i64),
    Day(Day),
    Instant(Instant),
    /// A text that is lit up as good or bad.
    Mark(Tone, String),
    /// A box to be ticked: the name and value of its field, and what it ticks.
    Tick(&'static str, String, String),
}

pub enum Besides {
    Mark(Tone, String),
    Day(Day),
    /// A small text after the value.
    Note(String),
    /// A small text under the value, with links after it.
    Line(String, Vec<(String, String)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    /// As the style sheet calls it.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Info => "tag info",
            Self::Good => "tag good",
            Self::Warn => "tag warn",
            Self::Bad => "tag bad",
        }
    }
}

impl Cell {
    #[must_use]
    pub fn marked(tone: Tone, text: String) -> Self {
        Value::Mark(tone, text).into()
    }

    #[must_use]
    pub fn link(self, address: impl Into<String>) -> Self {
        Self { link: Some(address.into()), ..self }
    }

    #[must_use]
    pub fn mark(self, tone: Tone, text: String) -> Self {
        self.with(Besides::Mark(tone, text))
    }

    #[must_use]
    pub fn note(self, text: String) -> Self {
        self.with(Besides::Note(text))
    }

    #[must_use]
    pub fn with(mut self, besides: Besides) -> Self {
        self.besides.push(besides);
        self
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, link: None, besides: Vec::new() }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::Text(text).into()
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Value::Number(number).into()
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Value::Day(day).into()
    }
}

impl From<Instant> for Cell {
    fn from(at: Instant) -> Self {
        Value::Instant(at).into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::default, Into::into)
    }
}
