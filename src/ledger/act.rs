//! What is recorded: who acts, and what was done to which thing.

use serde_json::{Map, Value};

use crate::clock::Instant;

/// Who changes something, in which committee, and when.
#[derive(Clone, Debug)]
pub struct Acting {
    pub committee: i64,
    /// The account, or none for the program itself at the command line.
    pub account: Option<i64>,
    pub name: String,
    pub at: Instant,
}

/// What was done to which thing. `area` and `action` are stable names; history shows them in words by the key
/// `{area}-did-{action}` with the facts.
#[derive(Clone, Debug)]
pub struct Act {
    pub area: &'static str,
    pub thing: i64,
    pub action: &'static str,
    pub facts: Map<String, Value>,
    /// One of many alike, such as a vote: whoever follows the thing need not hurry to see it.
    pub quiet: bool,
}

impl Act {
    #[must_use]
    pub fn new(area: &'static str, thing: i64, action: &'static str) -> Self {
        Self { area, thing, action, facts: Map::new(), quiet: false }
    }

    /// One of many alike: pages that follow the thing show it in their own time.
    #[must_use]
    pub const fn quietly(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Adds a fact. Facts cannot be forgotten later: no secrets, no ballots, no more of a person than the act needs.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}
