//! A text that is written: the fields of its form; and what the second of two is shown who wrote at once, both texts field
//! by field, and both as one. Nobody's words are lost.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::compare::{Compared, Paragraph, compare};
use super::reader::Reader;
use super::view::View;
use crate::clock::Instant;
use crate::draft::{Field, Shape, word, words};
use crate::error::Result;
use crate::named::key;
use crate::words::Words;

/// How often a save begins anew where the thing moved between reading and writing, such as by a signature.
pub const TRIES: usize = 5;

/// A field of a form: what it is called, how it is filled in, and what stands in it.
pub struct Entry {
    pub field: &'static Field,
    pub label: String,
    pub hint: Option<String>,
    pub words: String,
    pub ticked: bool,
}

impl Entry {
    /// The fields of a form with a text. `prefix` begins the keys of their words.
    pub fn all(
        say: &Words,
        prefix: &str,
        fields: impl IntoIterator<Item = &'static Field>,
        text: &impl Serialize,
    ) -> Vec<Self> {
        let text = words(text);
        let entry = |field: &'static Field| Self {
            label: say.of(&format!("{prefix}-field"), field.name),
            hint: Some(key(&format!("{prefix}-hint"), field.name)).filter(|key| say.has(key)).map(|key| say.say(&key)),
            words: word(&text, field.name).to_owned(),
            ticked: text.get(field.name) == Some(&Value::Bool(true)),
            field,
        };
        fields.into_iter().map(entry).collect()
    }
}

/// Where the words stand that were saved first.
#[derive(Clone, Debug)]
pub struct Stands<'a, T> {
    pub words: &'a T,
    pub version: i64,
    pub changed_at: Instant,
    /// Who saved them.
    pub changed_by: &'a str,
}

/// Two texts that were written at once.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "page/draft/conflict.html")]
pub struct Conflict {
    #[serde(skip)]
    view: View,
    /// What the keys of its words begin with.
    #[serde(skip)]
    prefix: &'static str,
    /// The pages above: address and name.
    #[serde(skip)]
    trail: Vec<(String, String)>,
    /// Where the text is saved, and read as it stands.
    #[serde(skip)]
    address: String,
    /// What a script shows beside the text.
    sentence: String,
    /// At which the other words stand, since when, and by whom.
    version: i64,
    changed_at: Instant,
    changed_by: String,
    /// The fields in which the texts differ.
    both: Vec<Both>,
    /// The same where a text is but one field.
    #[serde(flatten)]
    #[schema(ignore)]
    whole: Option<Both>,
    /// What was sent, of which nothing is saved.
    #[serde(flatten)]
    mine: BTreeMap<String, Filled>,
    /// The fields that say the same, and those that are ticked.
    #[serde(skip)]
    same: Vec<&'static str>,
}

/// What was sent in a field: words, or whether it is ticked.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Filled {
    Words(String),
    Ticked(bool),
}

impl Filled {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::String(words) => Some(Self::Words(words)),
            Value::Bool(ticked) => Some(Self::Ticked(ticked)),
            _ => None,
        }
    }
}

/// A field in both texts.
#[derive(Clone, Serialize, ToSchema)]
pub struct Both {
    field: &'static str,
    #[serde(skip)]
    shape: Shape,
    theirs: Vec<Paragraph>,
    mine: Vec<Paragraph>,
    joined: String,
    /// What is chosen in each, where one of both is kept.
    #[serde(skip)]
    chosen: [String; 2],
}

impl Both {
    fn new(field: &Field, theirs: &str, mine: &str) -> Self {
        let chosen = [theirs.to_owned(), mine.to_owned()];
        let Compared { theirs, mine, joined } = compare(theirs, mine);
        let joined = match field.shape {
            Shape::Paragraphs => joined,
            _ => joined.trim().replace('\n', "／"),
        };
        Self { field: field.name, shape: field.shape, theirs, mine, joined, chosen }
    }
}

impl Conflict {
    /// Compares what was sent with what stands there. `prefix` begins the keys of its words; `trail` and `address` lead
    /// above and to the page where the text is written.
    pub fn new<T: Serialize>(
        reader: &Reader,
        (prefix, trail, address): (&'static str, Vec<(String, String)>, String),
        fields: &'static [Field],
        stands: &Stands<'_, T>,
        mine: &T,
    ) -> Self {
        let (theirs, mine) = (words(stands.words), words(mine));
        let differs = |field: &&Field| {
            field.shape != Shape::Tick && word(&theirs, field.name).trim_end() != word(&mine, field.name).trim_end()
        };
        let both = fields.iter().filter(differs);
        let both: Vec<_> =
            both.map(|field| Both::new(field, word(&theirs, field.name), word(&mine, field.name))).collect();
        Self {
            sentence: reader.words.with1(&format!("{prefix}-conflict-told"), "name", stands.changed_by),
            version: stands.version,
            changed_at: stands.changed_at,
            changed_by: stands.changed_by.to_owned(),
            whole: both.first().filter(|_| fields.len() == 1).cloned(),
            same: fields.iter().filter(|field| !differs(field)).map(|field| field.name).collect(),
            view: reader.view(),
            prefix,
            trail,
            address,
            both,
            mine: mine.into_iter().filter_map(|(field, value)| Some((field, Filled::of(value)?))).collect(),
        }
    }

    /// Shows what is chosen in a field by its name.
    #[must_use]
    pub fn naming(mut self, field: &str, name: impl Fn(&str) -> Option<String>) -> Self {
        for one in self.both.iter_mut().filter(|one| one.field == field) {
            for paragraph in one.theirs.iter_mut().chain(&mut one.mine) {
                paragraph.text = name(&paragraph.text).unwrap_or_default();
            }
        }
        self
    }

    /// The answer to the second writer.
    pub fn answer(self, reader: &Reader) -> Result<Response> {
        reader.answer_stale(self)
    }

    fn told(&self, key: &str) -> String {
        self.view.words.with1(&format!("{}-{key}", self.prefix), "name", self.changed_by.as_str())
    }

    fn field(&self, name: &str) -> String {
        self.view.words.of(&format!("{}-field", self.prefix), name)
    }

    /// What was sent in a field, as a form sends it again; nothing where a tick was not set.
    fn sent(&self, field: &str) -> Option<String> {
        match self.mine.get(field)? {
            Filled::Words(words) => Some(words.clone()),
            Filled::Ticked(ticked) => ticked.then(|| "true".to_owned()),
        }
    }
}
