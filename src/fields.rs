//! The fields of a form, however they were sent: what is wrong with which, and what can be read out of their texts.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Day;
use crate::error::Refusal;
use crate::text::{self, line};

/// What is wrong with which field, by the field's name. The form is shown again with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Faults(pub BTreeMap<String, Refusal>);

impl Faults {
    /// One fault.
    #[must_use]
    pub fn at(field: &str, refusal: Refusal) -> Self {
        Self([(field.to_owned(), refusal)].into())
    }

    pub fn note(&mut self, field: impl Into<String>, refusal: Refusal) {
        self.0.entry(field.into()).or_insert(refusal);
    }

    /// The value, or its fault noted.
    pub fn take<T>(&mut self, field: &str, value: Result<T, Refusal>) -> Option<T> {
        value.map_err(|refusal| self.note(field, refusal)).ok()
    }

    /// A text of at most so many characters; none where nothing is entered. One that is too long is noted.
    pub fn bounded(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        self.take(field, bounded(text, most))?.map(str::to_owned)
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Refusal> {
        self.0.get(field)
    }

    #[must_use]
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(&'static str, Refusal)> for Faults {
    fn from_iter<I: IntoIterator<Item = (&'static str, Refusal)>>(faults: I) -> Self {
        Self(faults.into_iter().map(|(field, refusal)| (field.to_owned(), refusal)).collect())
    }
}

/// A field's text without the white space around it; `None` when nothing is left. What cannot be seen is taken out where
/// it comes in ([`crate::text`]).
#[must_use]
pub fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What a list is searched for: no more of it than a search needs.
#[must_use]
pub fn sought(text: &str) -> Option<String> {
    filled(&line(text)).map(|text| text.chars().take(50).collect())
}

/// A text of at most so many characters, which may be left out.
///
/// # Errors
/// It is too long.
pub fn bounded(text: &str, most: usize) -> Result<Option<&str>, Refusal> {
    match filled(text) {
        Some(text) if text.chars().count() > most => Err(Refusal::new("form-too-long").with("most", most)),
        text => Ok(text),
    }
}

/// A text of at most so many characters, which must be given.
///
/// # Errors
/// It is missing or too long.
pub fn needed(text: &str, most: usize) -> Result<&str, Refusal> {
    bounded(text, most)?.ok_or_else(|| Refusal::new("form-missing"))
}

/// A name that must be given, cleaned: of no more than so many characters, a letter among them.
///
/// # Errors
/// It is missing, too long, or of no letters.
pub fn name(text: &str, most: usize) -> Result<String, Refusal> {
    let name = text::name(text);
    if needed(&name, most)?.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Refusal::new("form-name-unfit")) }
}

/// Whether it was said that what is added is another one than what is there under its name: the box that a form shows
/// when it asks (`parts::another`).
#[must_use]
pub fn another(sent: &BTreeMap<String, String>) -> bool {
    sent.get(ANOTHER).is_some_and(|text| text == "yes")
}

/// The field of that box.
pub const ANOTHER: &str = "another";

/// A day that may be left out.
///
/// # Errors
/// The text is no day of an assembly.
pub fn day(text: &str) -> Result<Option<Day>, Refusal> {
    filled(text).map(|text| Day::read(text).ok_or_else(|| Refusal::new("form-day"))).transpose()
}

/// A number that may be left out.
///
/// # Errors
/// The text is no number or stands outside the range.
pub fn number<N>(text: &str, range: RangeInclusive<N>) -> Result<Option<N>, Refusal>
where
    N: FromStr + PartialOrd + fmt::Display,
{
    let Some(text) = filled(text) else { return Ok(None) };
    match text.parse() {
        Ok(number) if range.contains(&number) => Ok(Some(number)),
        _ => Err(Refusal::new("form-number").with("least", range.start()).with("most", range.end())),
    }
}

/// What was brought: its name (empty where it was pasted) and its bytes.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}
