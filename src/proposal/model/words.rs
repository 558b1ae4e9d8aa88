//! What is written of a proposal and of its replies, field by field: what forms send, what is kept as a draft, and what
//! the record takes over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reply;
use crate::clock::Day;
use crate::draft::{Draft, Field, Key, Shape};
use crate::error::Result;

/// The longest letter, and the longest of the other texts of a reply, in characters; lines are at most [`LINE`] long.
pub const LETTER: usize = 50_000;
pub const TEXT: usize = 5_000;
pub const LINE: usize = 200;

/// What a unit writes of its reply. `class` is a key, `planned_by` a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = ReplyFields)]
pub struct ReplyText {
    pub class: String,
    pub done: String,
    pub planned: String,
    pub planned_by: String,
    pub refused: String,
    pub body: String,
    pub number: String,
    pub signatory: String,
    pub contact: String,
    pub phone: String,
}

const fn of(name: &'static str, shape: Shape, most: usize, lacks: Option<&'static str>) -> Field {
    Field { name, shape, most, lacks }
}

/// The fields of a reply. What a promise needs besides stands in its rules.
pub const REPLY: &[Field] = &[
    of("class", Shape::Choice, LINE, Some("reply-lacks-class")),
    of("done", Shape::Paragraphs, TEXT, None),
    of("planned", Shape::Paragraphs, TEXT, None),
    of("planned_by", Shape::Choice, LINE, None),
    of("refused", Shape::Paragraphs, TEXT, None),
    of("body", Shape::Paragraphs, LETTER, Some("reply-lacks-body")),
    of("number", Shape::Line, LINE, None),
    of("signatory", Shape::Line, LINE, None),
    of("contact", Shape::Line, LINE, Some("reply-lacks-contact")),
    of("phone", Shape::Line, LINE, Some("reply-lacks-phone")),
];

impl ReplyText {
    /// The class that is chosen, if one is.
    #[must_use]
    pub fn class(&self) -> Option<i64> {
        self.class.parse().ok()
    }

    /// By when something is promised, if it is.
    #[must_use]
    pub fn planned_by(&self) -> Option<Day> {
        self.planned_by.parse().ok()
    }
}

impl From<&Reply> for ReplyText {
    fn from(reply: &Reply) -> Self {
        Self {
            class: reply.class_id.map(|id| id.to_string()).unwrap_or_default(),
            done: reply.done.clone(),
            planned: reply.planned.clone(),
            planned_by: reply.planned_by.map(|day| day.to_string()).unwrap_or_default(),
            refused: reply.refused.clone(),
            body: reply.body.clone(),
            number: reply.number.clone(),
            signatory: reply.signatory.clone(),
            contact: reply.contact.clone(),
            phone: reply.phone.clone(),
        }
    }
}

impl Reply {
    /// Where the words of a unit's reply in a round are kept while they are written.
    #[must_use]
    pub const fn draft(assignment: i64, round: i64) -> Key {
        Key { kind: "reply", thing: assignment, part: round }
    }

    /// A reply with the words that are being written: over those that the record holds, or the first.
    ///
    /// # Errors
    /// They were saved by another version of the program.
    pub fn written(kept: Option<Self>, draft: &Draft) -> Result<Self> {
        let text: ReplyText = draft.words()?;
        let kept = kept.as_ref();
        Ok(Self {
            assignment_id: draft.thing_id,
            round: draft.part,
            class_id: text.class(),
            planned_by: text.planned_by(),
            done: text.done,
            planned: text.planned,
            refused: text.refused,
            body: text.body,
            number: text.number,
            signatory: text.signatory,
            contact: text.contact,
            phone: text.phone,
            version: draft.version,
            changed_at: draft.changed_at,
            sent_back: kept.and_then(|kept| kept.sent_back.clone()),
            sent_at: kept.and_then(|kept| kept.sent_at),
            kept_at: kept.and_then(|kept| kept.kept_at),
            kept_how: kept.and_then(|kept| kept.kept_how.clone()),
        })
    }
}
