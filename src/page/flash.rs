//! A message shown once on the page that an action leads to, with a way back where there is one.

use data_encoding::BASE64URL_NOPAD;
use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::own_path;
use crate::error::Result;
use crate::ledger::Act;
use crate::named::key;
use crate::words::Words;

/// Words told once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    key: String,
    facts: Vec<(String, String)>,
    pub undo: Option<Undo>,
}

/// The action that takes back what was done: a form posted to `address` with the version that it acts on, and with what
/// else it needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undo {
    pub address: String,
    pub version: i64,
    #[serde(default)]
    pub fields: Vec<(String, String)>,
}

impl Flash {
    pub(super) const COOKIE: &'static str = "yizheng_told";

    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), facts: Vec::new(), undo: None }
    }

    /// What tells an act to the one who did it, in words of their own: `{area}-done-{action}`.
    #[must_use]
    pub fn of(act: &Act) -> Self {
        let flash = Self::new(&key(&format!("{}-done", act.area), act.action));
        act.facts.iter().fold(flash, |flash, (name, value)| match value {
            Value::String(text) => flash.with(name, text),
            Value::Number(number) => flash.with(name, number),
            _ => flash,
        })
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.facts.push((name.to_owned(), value.to_string()));
        self
    }

    #[must_use]
    pub fn undo(mut self, address: String, version: i64) -> Self {
        self.undo = Some(Undo { address, version, fields: Vec::new() });
        self
    }

    /// Adds a field to the form that takes back.
    #[must_use]
    pub fn undo_with(mut self, name: &str, value: impl ToString) -> Self {
        if let Some(undo) = &mut self.undo {
            undo.fields.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Adds fields to the form that takes back.
    #[must_use]
    pub fn undo_fields(self, fields: Vec<(&str, String)>) -> Self {
        fields.into_iter().fold(self, |flash, (name, value)| flash.undo_with(name, value))
    }

    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        // A number is one, so that words can say one thing of 1 and another of 2.
        let told = |value: &'_ String| match value.parse::<i64>() {
            Ok(number) if number.to_string() == *value => FluentValue::from(number),
            _ => FluentValue::from(value.clone()),
        };
        let facts: Vec<_> = self.facts.iter().map(|(name, value)| (name.as_str(), told(value))).collect();
        words.with(&self.key, &facts)
    }

    pub(super) fn write(&self) -> Result<String> {
        Ok(BASE64URL_NOPAD.encode(&serde_json::to_vec(self)?))
    }

    /// Reads the cookie. What a stranger may have put there is no message: the key must be one of ours, the way back
    /// an address of ours.
    pub(super) fn read(text: &str, words: &Words) -> Option<Self> {
        let flash: Self = serde_json::from_slice(&BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()?;
        let ours = |undo: &Undo| own_path(&undo.address).is_some();
        (words.has(&flash.key) && flash.undo.as_ref().is_none_or(ours)).then_some(flash)
    }
}
