//! What a text that is written consists of: each field is described once, and from that its form, its faults, and the
//! page for two who wrote at once are made.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::error::Refusal;

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Line,
    /// Lines, of which each is a paragraph.
    Paragraphs,
    /// Chosen from a list.
    Choice,
    Day,
    Tick,
}

impl Shape {
    /// Whether of two that were given at once one is kept, and they are not joined.
    #[must_use]
    pub const fn is_one_of_two(self) -> bool {
        matches!(self, Self::Choice | Self::Day)
    }
}

/// A field of a text. In words it is called `…-field-` and its name.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As forms and JSON call it.
    pub name: &'static str,
    pub shape: Shape,
    /// How long it may be, in characters.
    pub most: usize,
    /// What is said where it is empty when the text is handed in, if it must not be.
    pub lacks: Option<&'static str>,
}

impl Field {
    /// How many lines a form shows of it.
    #[must_use]
    pub const fn rows(&self) -> usize {
        match self.most {
            0..=5_000 => 3,
            5_001..=20_000 => 8,
            _ => 18,
        }
    }
}

/// The fields of a text by their names.
#[must_use]
pub fn words(text: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(text) {
        Ok(Value::Object(words)) => words,
        _ => Map::new(),
    }
}

/// What a field says; nothing where it is no text.
#[must_use]
pub fn word<'a>(words: &'a Map<String, Value>, field: &str) -> &'a str {
    words.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// A text as it is kept: nothing hangs behind its lines or around it, and a line is one.
#[must_use]
pub fn tidy<T: Serialize + DeserializeOwned>(fields: &[Field], text: T) -> T {
    let mut words = words(&text);
    for field in fields {
        if let Some(Value::String(said)) = words.get_mut(field.name) {
            *said = match field.shape {
                Shape::Paragraphs => paragraphs(said),
                _ => said.split_whitespace().collect::<Vec<_>>().join(" "),
            };
        }
    }
    serde_json::from_value(Value::Object(words)).unwrap_or(text)
}

fn paragraphs(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// What is too long, by field.
pub fn too_long(fields: &[Field], text: &impl Serialize) -> Vec<(&'static str, Refusal)> {
    let words = words(text);
    let long = fields.iter().filter(|field| word(&words, field.name).chars().count() > field.most);
    long.map(|field| (field.name, Refusal::new("form-too-long").with("most", field.most))).collect()
}

/// What is empty and must not be when the text is handed in, by field.
pub fn lacking(
    fields: impl IntoIterator<Item = &'static Field>,
    text: &impl Serialize,
) -> Vec<(&'static str, Refusal)> {
    let words = words(text);
    let empty = fields.into_iter().filter(|field| word(&words, field.name).trim().is_empty());
    empty.filter_map(|field| Some((field.name, Refusal::new(field.lacks?)))).collect()
}

/// Whether a field is ticked, as a form says it or as JSON does.
pub fn ticked<'de, D: Deserializer<'de>>(sent: D) -> Result<bool, D::Error> {
    match Value::deserialize(sent)? {
        Value::Bool(ticked) => Ok(ticked),
        Value::String(said) => said.parse().map_err(D::Error::custom),
        other => Err(D::Error::custom(other)),
    }
}
