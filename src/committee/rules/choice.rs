//! What one of a list to choose from must be like, and what the ledger says of it. Pure.

use serde::Deserialize;
use utoipa::ToSchema;

use super::name;
use crate::app::ChoiceList;
use crate::committee::model::{COMMITTEE, Choice};
use crate::error::Refusal;
use crate::fields::Faults;
use crate::ledger::Act;

/// The most characters of what a choice means.
const LONGEST_MEANING: usize = 200;

/// One of a list as somebody writes it into a form. A ticked box sends something, one that is not ticked nothing.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ChoiceForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub meaning: String,
    #[serde(default)]
    pub promise: String,
    /// As its writer found it.
    pub was: Option<String>,
    /// The place where it is to stand, counted from 0; the end where it is left out.
    pub to: Option<usize>,
}

impl ChoiceForm {
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 3] {
        [("name", &self.name), ("meaning", &self.meaning), ("promise", &self.promise)]
    }

    /// Writes what was sent into one of a list, or says what is wrong with which field. `others` are those of the list
    /// without this one.
    ///
    /// # Errors
    /// The faults, by the names of the fields.
    pub fn fit(&self, list: &ChoiceList, into: Choice, others: &[Choice]) -> Result<Choice, Faults> {
        let taken: Vec<_> = others.iter().map(|one| one.name.as_str()).collect();
        let name = name(&self.name, &taken).map_err(|refusal| Faults::at("name", refusal))?;
        let meaning = if list.explained { self.meaning.trim() } else { "" };
        if meaning.chars().count() > LONGEST_MEANING {
            return Err(Faults::at("meaning", Refusal::new("form-too-long").with("most", LONGEST_MEANING)));
        }
        let promise = list.explained && !self.promise.is_empty();
        Ok(Choice { name: name.to_owned(), meaning: meaning.to_owned(), promise, ..into })
    }
}

/// What is done to one of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceAction {
    Add,
    Change,
    Move,
    Close,
    Reopen,
    Delete,
}

/// What the ledger says of it; `place` is the one where it stands afterwards, counted from 0.
#[must_use]
pub fn act(action: ChoiceAction, choice: &Choice, place: usize) -> Act {
    let act = match action {
        ChoiceAction::Add => Act::new(COMMITTEE.name, choice.committee_id, "add_choice"),
        ChoiceAction::Change => Act::new(COMMITTEE.name, choice.committee_id, "change_choice"),
        ChoiceAction::Move => Act::new(COMMITTEE.name, choice.committee_id, "move_choice"),
        ChoiceAction::Close => Act::new(COMMITTEE.name, choice.committee_id, "close_choice"),
        ChoiceAction::Reopen => Act::new(COMMITTEE.name, choice.committee_id, "reopen_choice"),
        ChoiceAction::Delete => Act::new(COMMITTEE.name, choice.committee_id, "delete_choice"),
    };
    let act = act.fact("list", vec![choice.kind.as_str()]);
    let act = act.fact("name", choice.name.as_str());
    act.fact("place", place + 1)
}
