//! What a list is narrowed by: the fields of its form, and the query that its links keep.

use askama::Template;
use serde::Serialize;

use crate::page::Reader;
use crate::words::Words;

/// A field of the form. Its name is that of the query parameter, its label a key of words.
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    pub control: Control,
    /// It may also be chosen not to narrow by it.
    or_all: bool,
}

pub enum Control {
    /// Words that are looked for; with the key of what the empty field hints at.
    Search(&'static str),
    /// One of several values, each with its words.
    Choice(Options),
    /// `yes` or nothing.
    Tick,
    /// Kept by the form without being shown.
    Kept,
}

/// The values of a choice, each with its words.
pub type Options = Vec<(String, String)>;

impl Field {
    fn new(name: &'static str, label: &'static str, value: &str, control: Control) -> Self {
        Self { name, label, value: value.to_owned(), control, or_all: true }
    }

    #[must_use]
    pub fn search(name: &'static str, label: &'static str, hint: &'static str, value: &str) -> Self {
        Self::new(name, label, value, Control::Search(hint))
    }

    #[must_use]
    pub fn choice(name: &'static str, label: &'static str, value: &str, options: Options) -> Self {
        Self::new(name, label, value, Control::Choice(options))
    }

    /// A choice of which one is always made.
    #[must_use]
    pub fn one_of(name: &'static str, label: &'static str, value: &str, options: Options) -> Self {
        Self { or_all: false, ..Self::choice(name, label, value, options) }
    }

    #[must_use]
    pub fn tick(name: &'static str, label: &'static str, value: &str) -> Self {
        Self::new(name, label, value, Control::Tick)
    }

    #[must_use]
    pub fn kept(name: &'static str, value: &str) -> Self {
        Self::new(name, "", value, Control::Kept)
    }
}

/// A filter as it is asked for: how its form shows it, and how links keep it.
#[derive(Template)]
#[template(path = "page/listing/filter.html")]
pub struct Filter {
    words: Words,
    /// The list without a filter.
    address: String,
    pub fields: Vec<Field>,
    /// What is set of it, as a query.
    pub query: String,
}

impl Filter {
    /// What `asked` sets, of the list at an address within the committee.
    #[must_use]
    pub fn of(reader: &Reader, address: &str, asked: &impl Serialize, fields: Vec<Field>) -> Self {
        Self { words: reader.words.clone(), address: reader.within(address), fields, query: query(asked) }
    }

    /// Whether anything is asked for.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.query.is_empty()
    }
}

/// Years to choose from.
#[must_use]
pub fn years(years: &[i16]) -> Options {
    years.iter().map(|year| (year.to_string(), year.to_string())).collect()
}

/// What is set of a filter, as a query.
fn query(asked: &impl Serialize) -> String {
    let all = serde_html_form::to_string(asked).unwrap_or_default();
    let set: Vec<_> = all.split('&').filter(|pair| !pair.is_empty() && !pair.ends_with('=')).collect();
    set.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_is_set_and_no_more() {
        assert_eq!(query(&[("state", ""), ("text", "")]), "");
        assert_eq!(query(&[("state", "filed"), ("unit", ""), ("text", "a=")]), "state=filed&text=a%3D");
    }
}
