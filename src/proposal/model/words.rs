//! What is written of a proposal and of its replies, field by field: what forms send, what is kept as a draft, and what
//! the record takes over.

use sea_orm::Set;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Proposal, proposal};
use crate::clock::{Day, Instant};
use crate::draft::{Draft, Field, Key, Shape, ticked};
use crate::error::Result;
use crate::proposal::handling::model::{Reply, reply};
use crate::proposal::rules::{Kind, State};

const fn of(name: &'static str, shape: Shape, most: usize, lacks: Option<&'static str>) -> Field {
    Field { name, shape, most, lacks }
}

/// The longest of the parts of a proposal, of its subject, and of a line beside them, in characters.
pub const LONGEST: usize = 20_000;
pub const LONGEST_SUBJECT: usize = 100;
pub const LONGEST_LINE: usize = 100;

/// What the writer of a proposal writes. `body` and `signatory` are those of a collective one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = ProposalText)]
pub struct ProposalText {
    pub subject: String,
    pub situation: String,
    pub analysis: String,
    pub suggestions: String,
    pub suggested_unit: String,
    pub basis: String,
    pub body: String,
    pub signatory: String,
    #[serde(deserialize_with = "ticked")]
    pub open: bool,
    #[serde(deserialize_with = "ticked")]
    pub secondable: bool,
}

/// The fields of a proposal.
pub const PROPOSAL: &[Field] = &[
    of("subject", Shape::Line, LONGEST_SUBJECT, Some("writing-needs-subject")),
    of("situation", Shape::Paragraphs, LONGEST, Some("writing-needs-situation")),
    of("analysis", Shape::Paragraphs, LONGEST, None),
    of("suggestions", Shape::Paragraphs, LONGEST, Some("writing-needs-suggestions")),
    of("body", Shape::Line, LONGEST_LINE, Some("writing-needs-body")),
    of("signatory", Shape::Line, LONGEST_LINE, Some("writing-needs-signatory")),
    of("basis", Shape::Line, LONGEST_LINE, None),
    of("suggested_unit", Shape::Line, LONGEST_LINE, None),
    of("open", Shape::Tick, 0, None),
    of("secondable", Shape::Tick, 0, None),
];

/// Those of a kind of proposal: who proposes and who signs is asked of collective ones alone.
pub fn fields(kind: Kind) -> impl Iterator<Item = &'static Field> {
    PROPOSAL.iter().filter(move |field| kind.collective() || !["body", "signatory"].contains(&field.name))
}

impl From<&Proposal> for ProposalText {
    fn from(proposal: &Proposal) -> Self {
        Self {
            subject: proposal.subject.clone(),
            situation: proposal.situation.clone(),
            analysis: proposal.analysis.clone(),
            suggestions: proposal.suggestions.clone(),
            suggested_unit: proposal.suggested_unit.clone(),
            basis: proposal.basis.clone().unwrap_or_default(),
            body: proposal.body.clone().unwrap_or_default(),
            signatory: proposal.signatory.clone().unwrap_or_default(),
            open: proposal.open,
            secondable: proposal.secondable,
        }
    }
}

impl ProposalText {
    /// These words with what else a row holds.
    #[must_use]
    pub fn with(self, row: proposal::ActiveModel) -> proposal::ActiveModel {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        proposal::ActiveModel {
            subject: Set(self.subject),
            situation: Set(self.situation),
            analysis: Set(self.analysis),
            suggestions: Set(self.suggestions),
            suggested_unit: Set(self.suggested_unit),
            basis: Set(some(self.basis)),
            body: Set(some(self.body)),
            signatory: Set(some(self.signatory)),
            open: Set(self.open),
            secondable: Set(self.secondable),
            ..row
        }
    }
}

impl Proposal {
    /// The kind of its drafts.
    pub const DRAFT: &str = "proposal";

    /// Where its words are kept while they are written.
    #[must_use]
    pub const fn draft(&self) -> Key {
        Key { kind: Self::DRAFT, thing: self.id, part: 0 }
    }

    /// A draft of nobody yet.
    #[must_use]
    pub fn drafted(kind: Kind, text: ProposalText, at: Instant) -> Self {
        let blank = Self {
            id: 0,
            committee_id: 0,
            account_id: None,
            kind,
            first_id: None,
            body: None,
            signatory: None,
            subject: String::new(),
            situation: String::new(),
            analysis: String::new(),
            suggestions: String::new(),
            suggested_unit: String::new(),
            basis: None,
            open: false,
            secondable: false,
            text_version: 1,
            version: 1,
            state: State::Draft,
            step: 0,
            session_id: None,
            plenary: false,
            number: None,
            category_id: None,
            reason_id: None,
            remark: None,
            main_id: None,
            leader: None,
            excellent: false,
            published: false,
            round: 0,
            due: None,
            created_at: at,
            changed_at: at,
            submitted_at: None,
            filed_at: None,
            assigned_at: None,
            answered_at: None,
            ended_at: None,
        };
        blank.saying(text)
    }

    /// Whether it is being written: nothing else is, and none that is has a draft that the record lacks.
    #[must_use]
    pub const fn being_written(&self) -> bool {
        matches!(self.state, State::Draft | State::Returned)
    }

    /// With these words.
    fn saying(self, text: ProposalText) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            subject: text.subject,
            situation: text.situation,
            analysis: text.analysis,
            suggestions: text.suggestions,
            suggested_unit: text.suggested_unit,
            basis: some(text.basis),
            body: some(text.body),
            signatory: some(text.signatory),
            open: text.open,
            secondable: text.secondable,
            ..self
        }
    }

    /// With the words that are being written.
    ///
    /// # Errors
    /// They were saved by another version of the program.
    pub fn written(self, draft: &Draft) -> Result<Self> {
        let (text_version, changed_at) = (draft.version, draft.changed_at);
        Ok(Self { text_version, changed_at, ..self }.saying(draft.words()?))
    }
}

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

/// The fields of a reply. What a promise needs besides stands in its rules.
pub const REPLY: &[Field] = &[
    of("class", Shape::Choice, LINE, Some("reply-lacks-class")),
    of("done", Shape::Paragraphs, TEXT, None),
    of("planned", Shape::Paragraphs, TEXT, None),
    of("planned_by", Shape::Day, LINE, None),
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
        Day::read(&self.planned_by)
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

impl From<&ReplyText> for reply::ActiveModel {
    fn from(text: &ReplyText) -> Self {
        Self {
            class_id: Set(text.class()),
            done: Set(text.done.clone()),
            planned: Set(text.planned.clone()),
            planned_by: Set(text.planned_by()),
            refused: Set(text.refused.clone()),
            body: Set(text.body.clone()),
            number: Set(text.number.clone()),
            signatory: Set(text.signatory.clone()),
            contact: Set(text.contact.clone()),
            phone: Set(text.phone.clone()),
            ..Default::default()
        }
    }
}

impl Reply {
    /// The kind of its words while they are written.
    pub const DRAFT: &str = "reply";

    /// Where the words of a unit's reply in a round are kept while they are written.
    #[must_use]
    pub const fn draft(assignment: i64, round: i64) -> Key {
        Key { kind: Self::DRAFT, thing: assignment, part: round }
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
