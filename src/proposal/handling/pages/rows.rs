//! Work as lists show it: which proposal, which unit, how it stands, by when.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::page::Reader;
use crate::page::listing::{Besides, Cell, Column, Due, Tone};
use crate::proposal::handling::calendar::today;
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::{OPEN, Part, State};
use crate::proposal::handling::store::lists;
use crate::proposal::here::named;
use crate::unit;

pub(super) const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-number", 8.0, |row, _| row.number.into()),
    Column::new("proposal-subject", 60.0, |row: &Row, words| {
        let cell = Cell::from(named(&row.subject, words)).link(&row.address);
        if row.round > 1 { cell.mark(Tone::Warn, words.with1("handling-again", "n", row.round)) } else { cell }
    })
    .names(),
    Column::new("proposal-unit", 24.0, |row, _| Cell::from(&row.unit)),
    Column::new("handling-part", 10.0, |row: &Row, words| words.of("handling-part", row.part).into()).unbroken(),
    Column::sheet("handling-round", 10.0, |row, _| row.round.into()),
    Column::new("proposal-state", 18.0, |row, words| {
        let cell = Cell::marked(tone(row.state), words.of("handling-state", row.state));
        let waits = row.extension_asked.then(|| words.say("handling-extension-waits"));
        let cell = waits.into_iter().fold(cell, |cell, waits| cell.mark(Tone::Warn, waits));
        let by = if row.again { "handling-accept-again-by" } else { "handling-accept-by" };
        row.accept_by.into_iter().fold(cell, |cell, day| cell.note(words.say(by)).with(Besides::Day(day)))
    }),
    Column::new("handling-due", 13.0, |row, words| row.due.cell(words)),
    Column::sheet("handling-time", 18.0, |row, words| row.due.time(words).into()),
];

const fn tone(state: State) -> Tone {
    match state {
        State::Offered | State::TransferAsked | State::SentBack => Tone::Warn,
        State::Sent | State::OpinionGiven => Tone::Good,
        State::Transferred => Tone::Plain,
        State::Accepted | State::Drafted | State::Approved | State::Passed => Tone::Info,
    }
}

/// A line of a list of work.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkRow)]
pub(super) struct Row {
    #[serde(skip)]
    pub address: String,
    pub proposal: i64,
    pub number: Option<i64>,
    pub subject: String,
    pub unit: String,
    pub part: Part,
    pub state: State,
    /// From the second on its proposer was not satisfied with the last.
    pub round: i64,
    /// For what is not accepted: until when it may be asked that another unit has it.
    pub accept_by: Option<Day>,
    /// It was answered before, and is its unit's for good.
    #[serde(skip)]
    pub again: bool,
    #[serde(flatten)]
    pub due: Due,
    /// More time is asked for.
    pub extension_asked: bool,
}

/// The lines of some work, in its order.
pub(super) async fn rows(app: &App, reader: &Reader, work: &[Assignment]) -> Result<Vec<Row>> {
    let calendar = today(app, reader).await?;
    let heads = lists::heads(app.db.read(), work).await?;
    let units = unit::here::units(app, reader).await?;
    let row = |one: &Assignment| {
        let head = heads.get(&one.proposal_id)?;
        Some(Row {
            address: reader.within(&format!("/proposals/{}", head.id)),
            proposal: head.id,
            number: head.number,
            subject: head.subject.clone(),
            unit: unit::here::name(&units, one.unit_id).to_owned(),
            part: one.part,
            state: one.state,
            round: one.round,
            accept_by: (one.state == State::Offered).then_some(one.accept_by),
            again: one.round > 1,
            due: Due::of(&calendar, one.due, OPEN.contains(&one.state)),
            extension_asked: one.asked_until.is_some(),
        })
    };
    Ok(work.iter().filter_map(row).collect())
}
