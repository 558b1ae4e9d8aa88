//! Work as lists show it: which proposal, which unit, how it stands, by when.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Day;
use crate::deadline::Urgency;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::handling::calendar::calendar;
use crate::proposal::handling::rules::OPEN;
use crate::proposal::handling::store::{self, lists};
use crate::proposal::model::Assignment;
use crate::proposal::rules::handling::{Part, State};

/// A line of a list of work. `late` counts days, `left` working days.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkRow)]
pub(in crate::proposal::handling) struct Row {
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
    pub due: Day,
    /// For what is open.
    pub urgency: Option<Urgency>,
    pub late: Option<i32>,
    pub left: Option<u32>,
    /// More time is asked for.
    pub extension_asked: bool,
}

/// The lines of some work, in its order.
pub(super) async fn rows(app: &App, reader: &Reader, work: &[Assignment]) -> Result<Vec<Row>> {
    let on = app.db.read();
    let calendar = calendar(on, reader.committee()?.id, reader.now.day()).await?;
    let heads = lists::heads(on, work).await?;
    let units = store::unit_names(on, work.iter().map(|one| one.unit_id)).await?;
    let row = |one: &Assignment| {
        let head = heads.get(&one.proposal_id)?;
        let open = OPEN.contains(&one.state);
        Some(Row {
            address: reader.within(&format!("/proposals/{}", head.id)),
            proposal: head.id,
            number: head.number,
            subject: head.subject.clone(),
            unit: units.get(&one.unit_id).cloned().unwrap_or_default(),
            part: one.part,
            state: one.state,
            round: one.round,
            accept_by: (one.state == State::Offered).then_some(one.accept_by),
            again: one.round > 1,
            due: one.due,
            urgency: open.then(|| calendar.urgency(one.due)),
            late: calendar.late(one.due).filter(|_| open),
            left: calendar.left(one.due).filter(|_| open),
            extension_asked: one.asked_until.is_some(),
        })
    };
    Ok(work.iter().filter_map(row).collect())
}
