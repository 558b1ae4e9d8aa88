//! A table as it was brought: its headings, which column is read from where, which word of it stands for which choice, and
//! its rows. The first is known by the headings; a reader says what is not.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::columns::{Column, Places, Wrong};
use super::sheet::{self, Cells, Intake, MOST_ROWS, plain, too_large};
use crate::error::Refusal;

/// The words that each column of choices knows.
pub type Choices<C> = Vec<(C, Vec<String>)>;

/// How many words that are not known are asked about at once.
const MOST_WORDS: usize = 50;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "C: Column")]
pub struct Table<C: Column> {
    /// The headings by their places, counted from 0.
    pub heads: Cells,
    pub places: Places<C>,
    /// What stands in the table for which choice.
    pub words: BTreeMap<C, BTreeMap<String, String>>,
    /// The rows, each with the number that the spreadsheet shows.
    pub lines: Vec<(u32, Cells)>,
}

impl<C: Column> Default for Table<C> {
    fn default() -> Self {
        Self { heads: Cells::new(), places: Places::new(), words: BTreeMap::new(), lines: Vec::new() }
    }
}

/// A heading, and what is read under it.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportHead)]
pub struct Head {
    pub place: u32,
    pub text: String,
    /// The name of the column.
    pub column: Option<&'static str>,
}

/// A word that is not known, and the choice for which it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportWord)]
pub struct Word {
    pub column: &'static str,
    pub text: String,
    pub choice: Option<String>,
    pub choices: Vec<String>,
}

impl<C: Column> Table<C> {
    /// Reads the table of a file; none: no row has headings that are known. Where the reader `said` what the file is, the
    /// row that says most is then taken for the headings.
    ///
    /// # Errors
    /// The file is no table, or it is too large.
    pub fn read(bytes: &[u8], said: bool) -> Result<Option<Self>, Refusal> {
        match sheet::table::<Self>(bytes)? {
            None if said => Ok(sheet::table::<Unheaded<C>>(bytes)?.map(Unheaded::headed_by_its_fullest_row)),
            found => Ok(found),
        }
    }

    /// Takes headings in: the first, those that stand below them where they have two rows, or those of a further page.
    fn head(&mut self, cells: Cells) {
        for (place, text) in &cells {
            let Some(column) = C::known(text) else { continue };
            if self.heads.is_empty() {
                self.places.entry(column).or_insert(*place);
            } else if self.heads.get(place) != Some(text) {
                self.places.insert(column, *place);
            }
        }
        self.heads.extend(cells.into_iter().map(|(place, text)| (place, text.chars().take(40).collect())));
    }

    /// What stands in a column of a row.
    #[must_use]
    pub fn written<'a>(&self, cells: &'a Cells, column: C) -> &'a str {
        self.places.get(&column).and_then(|place| cells.get(place)).map_or("", String::as_str)
    }

    /// As [`Self::written`]; the choice, where a word stands for one.
    #[must_use]
    pub fn cell<'a>(&'a self, cells: &'a Cells, column: C) -> &'a str {
        let written = self.written(cells, column);
        self.words.get(&column).and_then(|words| words.get(written)).map_or(written, String::as_str)
    }

    /// A column that two headings mean.
    #[must_use]
    pub fn twice(&self) -> Option<C> {
        let known = |(place, text): (&u32, &String)| C::known(text).map(|column| (*place, column));
        let mut others = self.heads.iter().filter_map(known).filter(|(place, of)| self.places.get(of) != Some(place));
        others.next().map(|(_, column)| column)
    }

    /// Why nothing can be read of it, if so: nothing says what the most important column is.
    #[must_use]
    pub fn lacking(&self) -> Option<Refusal> {
        (!self.places.contains_key(&C::KEY)).then(|| Refusal::new(C::LACKING))
    }

    /// The headings under which nothing is read.
    #[must_use]
    pub fn ignored(&self) -> Vec<String> {
        let ignored = self.heads().into_iter().filter(|head| head.column.is_none()).map(|head| head.text);
        ignored.collect::<BTreeSet<_>>().into_iter().collect()
    }

    #[must_use]
    pub fn heads(&self) -> Vec<Head> {
        let column = |place: u32| self.places.iter().find(|(_, of)| **of == place).map(|(column, _)| column.name());
        let head = |(place, text): (&u32, &String)| Head { place: *place, text: text.clone(), column: column(*place) };
        self.heads.iter().map(head).collect()
    }

    /// The words that are not known to columns of choices, and those of which it was said what they stand for. Nothing is
    /// a word too: what stands nowhere in the table may be said of all of its rows.
    #[must_use]
    pub fn words<'a>(&self, choices: &Choices<C>, wrong: impl Iterator<Item = &'a Wrong<C>>) -> Vec<Word> {
        let of = |column| choices.iter().find(|(of, _)| *of == column).map_or(&[][..], |(_, choices)| choices);
        let unknown = |one: &&Wrong<C>| {
            let choices = of(one.column);
            one.text.chars().count() < Wrong::<C>::SHOWN && !choices.is_empty() && !choices.contains(&one.text)
        };
        let mut asked: BTreeSet<(C, &str)> = BTreeSet::new();
        for one in wrong.filter(unknown) {
            if asked.len() < MOST_WORDS {
                asked.insert((one.column, &one.text));
            }
        }
        asked.extend(self.words.iter().flat_map(|(column, words)| words.keys().map(|text| (*column, text.as_str()))));
        let word = |(column, text): (C, &str)| Word {
            column: column.name(),
            text: text.to_owned(),
            choice: self.words.get(&column).and_then(|words| words.get(text)).cloned(),
            choices: of(column).to_vec(),
        };
        asked.into_iter().map(word).collect()
    }

    /// Reads from `c0`, `c1` … by their places which column is what, and from `column:word` for which choice a word stands.
    ///
    /// # Errors
    /// Two are said to be the same, the most important one is not said, or there is no such choice.
    pub fn say(&mut self, said: &BTreeMap<String, String>, choices: &Choices<C>) -> Result<(), Refusal> {
        let mut places = Places::new();
        for place in self.heads.keys() {
            let Some(column) = said.get(&format!("c{place}")).and_then(|name| name.parse().ok()) else { continue };
            if places.insert(column, *place).is_some() {
                return Err(Refusal::new("import-column-twice"));
            }
        }
        let mut words: BTreeMap<C, BTreeMap<String, String>> = BTreeMap::new();
        for (name, choice) in said.iter().filter(|(_, choice)| !choice.is_empty()) {
            let Some((column, word)) = name.split_once(':') else { continue };
            let Ok(column) = column.parse::<C>() else { continue };
            if !choices.iter().any(|(of, choices)| *of == column && choices.contains(choice)) {
                return Err(Refusal::new("import-no-such-choice").with("choice", choice));
            }
            words.entry(column).or_default().insert(word.to_owned(), choice.clone());
        }
        (self.places, self.words) = (places, words);
        self.lacking().map_or(Ok(()), Err)
    }

    /// The place of a heading, as it is written in the table.
    ///
    /// # Errors
    /// There is none such.
    pub fn place(&self, heading: &str) -> Result<u32, Refusal> {
        let found = self.heads.iter().find(|(_, text)| plain(text) == plain(heading));
        let heads = || self.heads.values().map(String::as_str).collect::<Vec<_>>().join("、");
        let none = || Refusal::new("import-no-heading").with("heading", heading).with("headings", heads());
        found.map(|(place, _)| *place).ok_or_else(none)
    }
}

impl<C: Column> Intake for Table<C> {
    const LONGEST_CELL: usize = C::LONGEST_CELL;

    fn headed(&self) -> bool {
        !self.heads.is_empty()
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        let known = || cells.values().filter_map(|text| C::known(text));
        if self.headed() && C::known(self.written(&cells, C::KEY)) != Some(C::KEY) {
            self.lines.push((row + 1, cells));
        } else if self.headed() || known().count() >= C::LEAST && known().any(|column| column == C::KEY) {
            self.head(cells);
        }
        if self.lines.len() > MOST_ROWS { Err(too_large()) } else { Ok(()) }
    }
}

/// A table whose headings nobody knows: all of its rows, until one of them is taken for the headings.
struct Unheaded<C: Column>(Table<C>);

impl<C: Column> Default for Unheaded<C> {
    fn default() -> Self {
        Self(Table::default())
    }
}

/// Among how many rows one is looked for that may be the headings.
const FIRST: usize = 20;

impl<C: Column> Unheaded<C> {
    /// Of rows that say so many different things the first.
    fn headed_by_its_fullest_row(self) -> Table<C> {
        let Self(mut table) = self;
        let says = |(_, cells): &(u32, Cells)| cells.values().collect::<BTreeSet<_>>().len();
        let first = table.lines.iter().take(FIRST).enumerate();
        let Some((at, _)) = first.rev().max_by_key(|(_, line)| says(line)) else { return table };
        let lines = table.lines.split_off(at + 1);
        if let Some((_, cells)) = table.lines.pop() {
            table.head(cells);
        }
        Table { lines, ..table }
    }
}

impl<C: Column> Intake for Unheaded<C> {
    const LONGEST_CELL: usize = C::LONGEST_CELL;

    fn headed(&self) -> bool {
        !self.0.lines.is_empty()
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        self.0.lines.push((row + 1, cells));
        if self.0.lines.len() > MOST_ROWS { Err(too_large()) } else { Ok(()) }
    }
}
