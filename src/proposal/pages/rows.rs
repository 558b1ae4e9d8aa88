//! The lines of a list of proposals, and its columns.

use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Lists;
use crate::clock::{Day, Instant};
use crate::page::Reader;
use crate::page::listing::{Besides, Cell, Column, Tone, Value};
use crate::permission::Permission;
use crate::proposal::here::named;
use crate::proposal::model::Proposal;
use crate::proposal::rules::{Kind, State};

/// A line of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposalRow)]
pub(super) struct Row {
    pub id: i64,
    address: String,
    number: Option<i64>,
    subject: String,
    kind: Kind,
    state: State,
    session: Option<String>,
    plenary: bool,
    category: Option<String>,
    proposer: String,
    key: bool,
    excellent: bool,
    published: bool,
    submitted_at: Option<Instant>,
    due: Option<Day>,
    #[serde(skip)]
    pub version: i64,
}

pub(super) fn row(proposal: Proposal, reader: &Reader, lists: &Lists, proposer: String) -> Row {
    Row {
        id: proposal.id,
        address: reader.within(&format!("/proposals/{}", proposal.id)),
        number: proposal.number,
        kind: proposal.kind,
        state: proposal.state,
        session: lists.session(proposal.session_id).map(|session| session.name(&reader.words)),
        plenary: proposal.plenary,
        category: lists.category(proposal.category_id),
        proposer,
        key: proposal.leader.is_some(),
        excellent: proposal.excellent,
        published: proposal.published,
        submitted_at: proposal.submitted_at,
        due: proposal.due,
        version: proposal.version,
        subject: proposal.subject,
    }
}

pub(super) const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-number", 8.0, |row, _| row.number.into()),
    Column::new("proposal-subject", 60.0, |row: &Row, words| {
        let mark = |cell: Cell, (is, tone, key): (bool, Tone, &str)| {
            if is { cell.mark(tone, words.say(key)) } else { cell }
        };
        let marks =
            [(row.key, Tone::Info, "proposal-mark-key"), (row.excellent, Tone::Good, "proposal-mark-excellent")];
        marks.into_iter().fold(Cell::from(named(&row.subject, words)).link(&row.address), mark)
    })
    .names(),
    Column::new("proposal-proposer", 20.0, |row, _| Cell::from(&row.proposer)),
    Column::sheet("proposal-kind", 14.0, |row, words| words.of("proposal-kind", row.kind).into()),
    Column::new("proposal-category", 14.0, |row, _| row.category.as_ref().into()),
    Column::new("proposal-session", 14.0, |row, _| row.session.as_ref().into()),
    Column::new("proposal-state", 12.0, |row, words| {
        let cell = Cell::marked(tone(row.state), words.of("proposal-state", row.state));
        let due = row.due.filter(|_| matches!(row.state, State::Assigned | State::InHand | State::Reopened));
        due.into_iter().fold(cell, |cell, due| cell.note(words.say("proposal-until")).with(Besides::Day(due)))
    }),
    Column::sheet("proposal-submitted-at", 18.0, |row, _| row.submitted_at.into()),
    Column::sheet("proposal-due", 13.0, |row, _| row.due.into()),
    Column::page("review-tick", |row: &Row, words| {
        let value = format!("{}:{}", row.id, row.version);
        Value::Tick("ticked", value, format!("{} {}", words.say("review-tick"), named(&row.subject, words))).into()
    })
    .needs(&[Permission::ReviewProposals]),
];

const fn tone(state: State) -> Tone {
    match state {
        State::Closed | State::Evaluated => Tone::Good,
        State::Returned | State::Reopened => Tone::Warn,
        State::Declined | State::Withdrawn => Tone::Bad,
        State::Assigned | State::InHand | State::Answered | State::Filed => Tone::Info,
        State::Draft | State::Submitted | State::Merged | State::Redirected => Tone::Plain,
    }
}
