//! Each row of a roster held against the record: new, changed, the same, or wrong, and in which cell.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::model::{Column, Lists, Person, Seat, Stored};
use super::super::papers::cell;
use super::super::rules::{self, Part, Place};
use super::sheet::Sheet;
use crate::clock::Day;
use crate::error::{Refusal, Result};
use crate::import::columns::Wrong;
use crate::import::sheet::Cells;
use crate::named;

named! {
    /// What a row comes to.
    pub enum State {
        Wrong = "wrong",
        Changed = "changed",
        New = "new",
        Same = "same",
    }
}

/// A row as it was held against the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    pub number: u32,
    pub state: State,
    /// The member on the record, where there is one.
    pub id: Option<i64>,
    pub name: String,
    /// What changes, from what to what.
    pub changes: Vec<Cell>,
    pub wrong: Vec<Wrong<Column>>,
}

/// A cell that says something else than the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub column: Column,
    pub old: String,
    pub new: String,
}

/// A whole roster held against the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub rows: Vec<Row>,
    /// The records that become new or different, each with the one that is stored.
    pub people: Vec<(Option<Stored>, Person)>,
}

impl Checked {
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }

    /// What the rows come to, in one text by which a later writer notices that they come to something else.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn digest(&self) -> Result<String> {
        let new: Vec<_> = self.people.iter().filter(|(stored, _)| stored.is_none()).map(|(_, person)| person).collect();
        Ok(HEXLOWER.encode(&Sha256::digest(serde_json::to_vec(&(&self.rows, new))?)))
    }

    /// Why it cannot be applied, if it cannot.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let wrong = self.count(State::Wrong);
        if wrong > 0 {
            return Some(Refusal::new("member-import-wrong-rows").with("n", wrong));
        }
        self.people.is_empty().then(|| Refusal::new("member-import-nothing-new"))
    }
}

/// Holds a roster against the record.
#[must_use]
pub fn check(sheet: &Sheet, people: &[Stored], lists: &Lists, today: Day) -> Checked {
    let mut desk = Desk::new(sheet, people, lists, today);
    let rows = sheet.lines.iter().filter_map(|(number, cells)| desk.row(*number, cells)).collect();
    let changed = |drawn: Drawn<'_>| {
        let same = drawn.stored.is_some_and(|stored| stored.person.in_order(lists) == drawn.person.in_order(lists));
        (!same).then(|| (drawn.stored.cloned(), drawn.person))
    };
    Checked { rows, people: desk.drawn.into_iter().filter_map(changed).collect() }
}

/// A member as the rows read so far make them.
struct Drawn<'a> {
    stored: Option<&'a Stored>,
    person: Person,
    /// The row that spoke of them first, and that of each term.
    first: u32,
    terms: HashMap<i64, u32>,
}

struct Desk<'a> {
    sheet: &'a Sheet,
    lists: &'a Lists,
    today: Day,
    by_key: HashMap<i64, &'a Stored>,
    by_name: HashMap<&'a str, Vec<&'a Stored>>,
    drawn: Vec<Drawn<'a>>,
    /// Where in `drawn` a member on the record, or a new one by their name, stands.
    known: HashMap<i64, usize>,
    new: HashMap<String, usize>,
}

/// A row while it is read.
struct Reading<'a> {
    sheet: &'a Sheet,
    number: u32,
    cells: &'a Cells,
    wrong: Vec<Wrong<Column>>,
}

impl Reading<'_> {
    /// What stands in a column: `None` where the sheet does not have it.
    fn text(&self, column: Column) -> Option<&str> {
        let read = self.sheet.places.contains_key(&column);
        read.then(|| Some(self.sheet.cell(self.cells, column)).filter(|text| !rules::says_none(text)).unwrap_or(""))
    }

    fn note(&mut self, column: Column, why: Refusal) {
        if self.wrong.iter().all(|wrong| wrong.column != column) {
            let text = Some(self.sheet.written(self.cells, column)).filter(|text| !rules::says_none(text));
            let wrong = Wrong::new(&self.sheet.places, (column, self.number), text.unwrap_or_default(), why);
            self.wrong.push(wrong);
        }
    }
}

/// Whether a cell holds what a formula says when it fails.
fn failed(text: &str) -> bool {
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"].contains(&text)
}

impl<'a> Desk<'a> {
    fn new(sheet: &'a Sheet, people: &'a [Stored], lists: &'a Lists, today: Day) -> Self {
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for stored in people {
            by_name.entry(stored.person.name.as_str()).or_default().push(stored);
        }
        let by_key = people.iter().map(|stored| (stored.id, stored)).collect();
        Self { sheet, lists, today, by_key, by_name, drawn: Vec::new(), known: HashMap::new(), new: HashMap::new() }
    }

    /// What a row comes to; none where nothing stands in the columns that are read.
    fn row(&mut self, number: u32, cells: &'a Cells) -> Option<Row> {
        let mut row = Reading { sheet: self.sheet, number, cells, wrong: Vec::new() };
        self.sheet.places.values().find(|place| cells.contains_key(place))?;
        for column in self.sheet.places.keys() {
            let text = row.text(*column).unwrap_or_default();
            if failed(text) {
                row.note(*column, Refusal::new("member-import-failed-formula").with("text", text));
            }
        }
        let name = rules::bare(row.text(Column::Name).unwrap_or_default());
        let term = self.term(&mut row);
        let place = self.who(&mut row, &name, term);
        let mut changes = Vec::new();
        let mut id = None;
        if let (Some(place), Some(term)) = (place, term) {
            id = self.drawn[place].stored.map(|stored| stored.id);
            changes = self.fill(&mut row, place, &name, term);
        }
        let state = match (row.wrong.is_empty(), id) {
            (false, _) => State::Wrong,
            (true, None) => State::New,
            (true, Some(_)) if changes.is_empty() => State::Same,
            (true, Some(_)) => State::Changed,
        };
        Some(Row { number, state, id, name, changes, wrong: row.wrong })
    }

    /// The term that a row speaks of; the current one where the sheet does not have the column.
    fn term(&self, row: &mut Reading<'_>) -> Option<i64> {
        let current = self.lists.current(self.today).map(|term| term.id);
        let Some(text) = row.text(Column::Term) else {
            if current.is_none() {
                row.note(Column::Name, Refusal::new("member-import-no-terms"));
            }
            return current;
        };
        let found = rules::number(text).and_then(|number| self.lists.term_number(number)).map(|term| term.id);
        if found.is_none() {
            let known: Vec<_> = self.lists.terms.iter().map(|term| term.number.to_string()).collect();
            let why = Refusal::new("member-import-term-unknown").with("text", text).with("known", known.join("、"));
            row.note(Column::Term, why);
        }
        found
    }

    /// Whom a row speaks of, as a place in `drawn`.
    fn who(&mut self, row: &mut Reading<'_>, name: &str, term: Option<i64>) -> Option<usize> {
        let key = row.text(Column::Key).unwrap_or_default().to_owned();
        if matches!(key.as_str(), "新" | "新增") {
            return Some(self.draw(None, row.number));
        }
        if !key.is_empty() {
            let stored = key.parse().ok().and_then(|key: i64| self.by_key.get(&key).copied());
            if stored.is_none() {
                row.note(Column::Key, Refusal::new("member-import-key-unknown").with("text", &key));
            }
            return stored.map(|stored| self.known(stored, row.number));
        }
        if name.is_empty() {
            row.note(Column::Name, Refusal::new("form-missing"));
            return None;
        }
        let namesakes = self.by_name.get(name).cloned().unwrap_or_default();
        match *namesakes.as_slice() {
            [] => {
                let place = self.new.get(name).copied().unwrap_or_else(|| self.draw(None, row.number));
                self.new.insert(name.to_owned(), place);
                Some(place)
            }
            [only] => Some(self.known(only, row.number)),
            ref several => {
                let seated = |stored: &&&Stored| stored.person.seats.iter().any(|seat| Some(seat.term) == term);
                if let [only] = several.iter().filter(seated).collect::<Vec<_>>()[..] {
                    return Some(self.known(only, row.number));
                }
                let keys: Vec<_> = several.iter().map(|stored| stored.id.to_string()).collect();
                row.note(Column::Name, Refusal::new("member-import-namesakes").with("keys", keys.join("、")));
                None
            }
        }
    }

    fn known(&mut self, stored: &'a Stored, number: u32) -> usize {
        if let Some(place) = self.known.get(&stored.id) {
            return *place;
        }
        let place = self.draw(Some(stored), number);
        self.known.insert(stored.id, place);
        place
    }

    fn draw(&mut self, stored: Option<&'a Stored>, first: u32) -> usize {
        let person = stored.map_or_else(Person::default, |stored| stored.person.clone());
        self.drawn.push(Drawn { stored, person, first, terms: HashMap::new() });
        self.drawn.len() - 1
    }

    /// Writes what a row says into the member's record, notes what is wrong, and tells what changes.
    fn fill(&mut self, row: &mut Reading<'_>, place: usize, name: &str, term: i64) -> Vec<Cell> {
        let lists = self.lists;
        let drawn = &mut self.drawn[place];
        let number = row.number;
        if let Some(other) = drawn.terms.insert(term, number) {
            row.note(Column::Name, Refusal::new("member-import-row-twice").with("n", other));
            return Vec::new();
        }
        texts(row, drawn, name);
        let before = drawn.stored.map(|stored| with_seat(stored, term));
        let at = drawn.person.seats.iter().position(|seat| seat.term == term).unwrap_or_else(|| {
            let begins = lists.term(term).map_or(Day(jiff::civil::Date::ZERO), |term| term.begins);
            drawn.person.seats.push(Seat { term, sector: 0, begins, ends: None, posts: Vec::new() });
            drawn.person.seats.len() - 1
        });
        seat(row, &mut drawn.person.seats[at], lists);
        drawn.person.end_posts_with_their_seats();
        if row.wrong.is_empty() {
            for (place, why) in rules::faults(&drawn.person, lists) {
                if let Some(column) = column(place, at) {
                    row.note(column, why);
                }
            }
        }
        let after = Stored {
            id: 0,
            version: 0,
            person: Person { seats: vec![drawn.person.seats[at].clone()], ..drawn.person.clone() },
        };
        before.map_or_else(Vec::new, |before| changes(&before, &after, lists))
    }
}

/// Writes what a row says of the member themselves. Rows that speak of one person say the same of them.
fn texts(row: &mut Reading<'_>, drawn: &mut Drawn<'_>, name: &str) {
    let person = &mut drawn.person;
    if !name.is_empty() {
        if drawn.first != row.number && person.name != name {
            row.note(Column::Name, Refusal::new("member-import-rows-differ").with("n", drawn.first));
        }
        name.clone_into(&mut person.name);
    }
    for (column, text) in [
        (Column::Party, &mut person.party),
        (Column::Employer, &mut person.employer),
        (Column::Phone, &mut person.phone),
    ] {
        let Some(new) = row.text(column).map(rules::tidy) else { continue };
        if drawn.first != row.number && *text != new {
            row.note(column, Refusal::new("member-import-rows-differ").with("n", drawn.first));
        }
        *text = new;
    }
}

/// Writes what a row says of a seat.
fn seat(row: &mut Reading<'_>, seat: &mut Seat, lists: &Lists) {
    match row.text(Column::Sector).map(str::to_owned) {
        None if seat.sector == 0 => row.note(Column::Sector, Refusal::new("member-import-no-sector")),
        None => {}
        Some(text) => {
            let named = |name: &str| name == text || name.strip_suffix('界') == Some(&text);
            match lists.sectors.iter().find(|sector| named(&sector.name)) {
                Some(sector) => seat.sector = sector.id,
                None if text.is_empty() => row.note(Column::Sector, Refusal::new("form-missing")),
                None => {
                    let known: Vec<_> = lists.sectors.iter().map(|sector| sector.name.as_str()).collect();
                    let known = known.join("、");
                    let why = Refusal::new("member-import-sector-unknown").with("text", &text).with("known", known);
                    row.note(Column::Sector, why);
                }
            }
        }
    }
    let opened = lists.term(seat.term).map_or(seat.begins, |term| term.begins);
    if let Some(text) = row.text(Column::Begins).map(str::to_owned) {
        seat.begins = day(row, Column::Begins, &text).unwrap_or(opened);
    }
    if let Some(text) = row.text(Column::Ends).map(str::to_owned) {
        seat.ends = day(row, Column::Ends, &text);
    }
    if let Some(text) = row.text(Column::Posts).map(str::to_owned) {
        match rules::posts(&text, seat, lists) {
            Ok(posts) => seat.posts = posts,
            Err(why) => row.note(Column::Posts, why),
        }
    }
}

fn day(row: &mut Reading<'_>, column: Column, text: &str) -> Option<Day> {
    let day = Day::read(text);
    if day.is_none() && !text.is_empty() {
        row.note(column, Refusal::new("member-day-unread").with("text", text));
    }
    day
}

/// The column that a fault belongs to; `None` for one of another seat, which this row does not speak of.
fn column(place: Place, at: usize) -> Option<Column> {
    Some(match place {
        Place::Name => Column::Name,
        Place::Party => Column::Party,
        Place::Employer => Column::Employer,
        Place::Phone => Column::Phone,
        Place::Seats => Column::Term,
        Place::Seat(n, part) if n == at => match part {
            Part::Term => Column::Term,
            Part::What => Column::Sector,
            Part::Begins => Column::Begins,
            Part::Ends => Column::Ends,
        },
        Place::Post(n, ..) if n == at => Column::Posts,
        Place::Seat(..) | Place::Post(..) => return None,
    })
}

/// A member's record with the seat of one term alone.
fn with_seat(stored: &Stored, term: i64) -> Stored {
    let seats = stored.person.seats.iter().filter(|seat| seat.term == term).cloned().collect();
    Stored { person: Person { seats, ..stored.person.clone() }, ..stored.clone() }
}

/// The cells in which two records differ. The order of posts does not matter.
fn changes(before: &Stored, after: &Stored, lists: &Lists) -> Vec<Cell> {
    let ordered = |stored: &Stored| Stored { person: stored.person.in_order(lists), ..stored.clone() };
    let (before, after) = (ordered(before), ordered(after));
    let columns = Column::ALL.iter().filter(|column| **column != Column::Key);
    let cells = columns.map(|column| Cell {
        column: *column,
        old: cell(&before, *column, lists),
        new: cell(&after, *column, lists),
    });
    cells.filter(|cell| cell.old != cell.new).collect()
}
