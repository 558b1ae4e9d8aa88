//! The record of a sitting as a form: texts as they were entered, and the record that they make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::Day;
use crate::error::Refusal;
use crate::meeting::article::{Capacity, Disposition, Item, Kind, Person, Record, Speech};
use crate::page::{Faults, filled, number};

/// The most rows of one kind, and the most characters of one text.
const MOST_ROWS: usize = 400;
const LONGEST: usize = 1_000;

/// What somebody did who spoke, where nothing else is said.
const USUAL_VERB: &str = "讲话";

/// The fields that stand once.
pub const FIELDS: &[&str] = &[
    "kind",
    "committee",
    "term",
    "session",
    "number",
    "date",
    "place",
    "expected",
    "present",
    "source",
    "published",
    "reporters",
];

/// What stands in the form. Nothing entered is lost, fit or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub fields: BTreeMap<String, String>,
    pub items: Vec<Row>,
    pub people: Vec<Row>,
    pub speeches: Vec<Row>,
}

/// A row of a table in the form. `fact` is its number in the record that was read, if it was read at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub fact: Option<usize>,
    pub texts: BTreeMap<String, String>,
}

impl Row {
    fn read<const N: usize>(fact: usize, texts: [(&str, String); N]) -> Self {
        Self { fact: Some(fact), texts: texts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect() }
    }

    /// The text of a column; empty where it has none.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    fn empty(&self) -> bool {
        ["subject", "name", "speaker"].iter().all(|column| self.text(column).trim().is_empty())
    }
}

/// Several texts in one field, as people write them.
fn joined(texts: &[String]) -> String {
    texts.join("、")
}

fn parted(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', ';', '；']).filter_map(filled).map(str::to_owned).collect()
}

/// A title without the marks around it. Marks within it stay: 关于学习《条例》的通知, 关于学习《条例》.
fn bare(title: &str) -> &str {
    let Some(within) = title.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')) else { return title };
    let mut depth = 0;
    let closes_early = within.chars().any(|c| {
        depth += i32::from(c == '《') - i32::from(c == '》');
        depth < 0
    });
    if closes_early { title } else { within }
}

/// Titles as people write them, one on a line, without the marks around each.
pub(in crate::meeting) fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| bare(line.trim()).to_owned()).filter(|line| !line.is_empty()).collect()
}

impl From<&Record> for Form {
    fn from(record: &Record) -> Self {
        let count = |number: Option<u32>| number.map(|number| number.to_string());
        let fields = [
            ("kind", Some(record.kind.to_string())),
            ("committee", record.committee.clone()),
            ("term", count(record.term)),
            ("session", count(record.session)),
            ("number", count(record.number)),
            ("date", record.date.clone()),
            ("place", record.place.clone()),
            ("expected", count(record.expected)),
            ("present", count(record.present)),
            ("source", record.source.clone()),
            ("published", record.published.clone()),
            ("reporters", Some(joined(&record.reporters))),
        ];
        let item = |(n, item): (usize, &Item)| {
            Row::read(
                n,
                [
                    ("disposition", item.disposition.to_string()),
                    ("subject", item.subject.clone()),
                    ("documents", item.documents.join("\n")),
                    ("approved_by", item.approved_by.clone().unwrap_or_default()),
                ],
            )
        };
        let person = |(n, person): (usize, &Person)| {
            Row::read(
                n,
                [
                    ("name", person.name.clone()),
                    ("posts", joined(&person.posts)),
                    ("capacity", person.capacity.to_string()),
                ],
            )
        };
        let speech = |(n, speech): (usize, &Speech)| {
            Row::read(
                n,
                [
                    ("speaker", speech.speaker.clone()),
                    ("post", speech.post.clone().unwrap_or_default()),
                    ("verb", speech.verb.clone()),
                    ("paragraph", speech.paragraph.to_string()),
                ],
            )
        };
        Self {
            fields: fields.into_iter().map(|(name, text)| (name.to_owned(), text.unwrap_or_default())).collect(),
            items: record.items.iter().enumerate().map(item).collect(),
            people: record.people.iter().enumerate().map(person).collect(),
            speeches: record.speeches.iter().enumerate().map(speech).collect(),
        }
    }
}

impl Form {
    /// What was sent: `term`, `items.0.subject`, `items.0.fact`, `items.0.remove` and so on. Rows marked for removal
    /// are left out.
    #[must_use]
    pub fn sent(sent: &BTreeMap<String, String>) -> Self {
        let fields = FIELDS.iter().filter_map(|name| Some(((*name).to_owned(), sent.get(*name)?.clone())));
        Self {
            fields: fields.collect(),
            items: rows(sent, "items"),
            people: rows(sent, "people"),
            speeches: rows(sent, "speeches"),
        }
    }

    /// Adds an empty row where the button for one was pressed.
    pub fn add_row(&mut self, pressed: &str) -> bool {
        let table = match pressed {
            "add-item" => &mut self.items,
            "add-person" => &mut self.people,
            "add-speech" => &mut self.speeches,
            _ => return false,
        };
        table.push(Row::default());
        true
    }

    /// The text of a field; empty where it has none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// The record that the form makes. Rows with nothing in them are left out.
    ///
    /// # Errors
    /// What is wrong with which field.
    pub fn record(&self) -> Result<Record, Faults> {
        let mut faults = Faults::default();
        let mut check = Check { form: self, faults: &mut faults };
        check.few_enough();
        let people = check.people();
        let record = Record {
            kind: check.text("kind").and_then(|kind| kind.parse().ok()).unwrap_or(Kind::Other),
            committee: check.text("committee"),
            term: check.number("term", 99),
            session: check.number("session", 99),
            number: check.number("number", 999),
            date: check.day("date"),
            published: check.day("published"),
            source: check.text("source"),
            reporters: check.text("reporters").map(|text| parted(&text)).unwrap_or_default(),
            place: check.text("place"),
            expected: check.number("expected", 9_999),
            present: check.number("present", 9_999),
            items: check.items(),
            speeches: check.speeches(),
            presided_by: presiding(&people),
            people,
            region: None,
            spans: BTreeMap::default(),
        };
        if record.expected.zip(record.present).is_some_and(|(expected, present)| present > expected) {
            faults.note("present", Refusal::new("meeting-more-present-than-expected"));
        }
        if faults.none() { Ok(record) } else { Err(faults) }
    }
}

/// The names of those who presided.
fn presiding(people: &[Person]) -> Vec<String> {
    let presiding = people.iter().filter(|person| person.capacity == Capacity::Presiding);
    presiding.map(|person| person.name.clone()).collect()
}

/// The names of the fields and tables in which two records differ.
#[must_use]
pub fn changed(before: &Record, after: &Record) -> Vec<&'static str> {
    let (before, after) = (Form::from(before), Form::from(after));
    let fields = FIELDS.iter().copied().filter(|field| before.text(field) != after.text(field));
    let tables = [
        ("items", before.items != after.items),
        ("people", before.people != after.people),
        ("speeches", before.speeches != after.speeches),
    ];
    fields.chain(tables.into_iter().filter(|(_, differ)| *differ).map(|(table, _)| table)).collect()
}

/// What stood in the parts of a record that were changed, so that nothing said once is lost.
#[must_use]
pub fn former(before: &Record, changed: &[&str]) -> Value {
    let form = Form::from(before);
    let part = |name: &str| match name {
        "items" => json!(before.items),
        "people" => json!(before.people),
        "speeches" => json!(before.speeches),
        field => json!(form.text(field)),
    };
    changed.iter().map(|name| ((*name).to_owned(), part(name))).collect::<Map<_, _>>().into()
}

fn rows(sent: &BTreeMap<String, String>, table: &str) -> Vec<Row> {
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for (key, text) in sent {
        let Some((number, column)) = key.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')?.split_once('.'))
        else {
            continue;
        };
        let Ok(number) = number.parse() else { continue };
        let row = rows.entry(number).or_default();
        if column == "fact" {
            row.fact = text.parse().ok();
        } else {
            row.texts.insert(column.to_owned(), text.clone());
        }
    }
    rows.into_values().filter(|row| !row.texts.contains_key("remove")).collect()
}

/// The name of a field in a row: `items.0.subject`.
#[must_use]
pub fn cell(table: &str, n: usize, column: &str) -> String {
    format!("{table}.{n}.{column}")
}

/// Reads the form's texts and notes what is wrong.
struct Check<'a> {
    form: &'a Form,
    faults: &'a mut Faults,
}

impl Check<'_> {
    fn bounded(&mut self, field: String, text: &str) -> Option<String> {
        self.faults.bounded(&field, text, LONGEST)
    }

    fn few_enough(&mut self) {
        for (table, rows) in
            [("items", &self.form.items), ("people", &self.form.people), ("speeches", &self.form.speeches)]
        {
            if rows.len() > MOST_ROWS {
                self.faults
                    .note(format!("{table}-head"), Refusal::new("meeting-too-many-rows").with("most", MOST_ROWS));
            }
        }
    }

    fn text(&mut self, field: &str) -> Option<String> {
        self.bounded(field.to_owned(), self.form.text(field))
    }

    fn number(&mut self, field: &str, most: u32) -> Option<u32> {
        number(self.form.text(field), 1..=most).unwrap_or_else(|refusal| {
            self.faults.note(field, refusal);
            None
        })
    }

    fn day(&mut self, field: &str) -> Option<String> {
        let text = filled(self.form.text(field))?;
        let day = Day::read(text).map(|day| day.to_string());
        if day.is_none() {
            self.faults.note(field, Refusal::new("form-day"));
        }
        day
    }

    /// A text that a row may not be without.
    fn needed(&mut self, table: &str, n: usize, row: &Row, column: &str) -> String {
        let field = cell(table, n, column);
        self.bounded(field.clone(), row.text(column)).unwrap_or_else(|| {
            self.faults.note(field, Refusal::new("form-missing"));
            String::new()
        })
    }

    fn items(&mut self) -> Vec<Item> {
        let rows = self.form.items.iter().enumerate().filter(|(_, row)| !row.empty());
        rows.map(|(n, row)| Item {
            disposition: row.text("disposition").parse().unwrap_or(Disposition::Other),
            subject: self.needed("items", n, row, "subject"),
            documents: self
                .bounded(cell("items", n, "documents"), row.text("documents"))
                .map(|text| lines(&text))
                .unwrap_or_default(),
            approved_by: self.bounded(cell("items", n, "approved_by"), row.text("approved_by")),
        })
        .collect()
    }

    fn people(&mut self) -> Vec<Person> {
        let rows = self.form.people.iter().enumerate().filter(|(_, row)| !row.empty());
        rows.map(|(n, row)| Person {
            name: self.needed("people", n, row, "name"),
            posts: self
                .bounded(cell("people", n, "posts"), row.text("posts"))
                .map(|text| parted(&text))
                .unwrap_or_default(),
            capacity: row.text("capacity").parse().unwrap_or(Capacity::Attending),
        })
        .collect()
    }

    fn speeches(&mut self) -> Vec<Speech> {
        let rows = self.form.speeches.iter().enumerate().filter(|(_, row)| !row.empty());
        rows.map(|(n, row)| Speech {
            speaker: self.needed("speeches", n, row, "speaker"),
            post: self.bounded(cell("speeches", n, "post"), row.text("post")),
            verb: self.bounded(cell("speeches", n, "verb"), row.text("verb")).unwrap_or_else(|| USUAL_VERB.to_owned()),
            paragraph: number(row.text("paragraph"), 1..=100_000)
                .unwrap_or_else(|refusal| {
                    self.faults.note(cell("speeches", n, "paragraph"), refusal);
                    None
                })
                .unwrap_or(1),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
