//! What tells the pages of a sitting that it goes on, and whom.

use axum::extract::{Path, State};
use axum::response::Response;

use super::here::Here;
use crate::app::App;
use crate::db::Topic;
use crate::error::{Error, Result};
use crate::ledger;
use crate::live::{self, After};
use crate::meeting::model::SITTING;
use crate::meeting::rules;
use crate::page::Reader;

/// What is told of a sitting is told as of this.
fn topic(reader: &Reader, id: i64) -> Result<Topic> {
    Ok(SITTING.topic(reader.committee()?.id, id))
}

/// The last entry about a sitting. A page asks before it reads its facts, so that it misses nothing.
pub(in crate::meeting) async fn mark(app: &App, reader: &Reader, id: i64) -> Result<i64> {
    ledger::last(app.db.read(), &topic(reader, id)?).await
}

/// Whether a reader's pages of a sitting follow it: inside the committee, from the notice until the minutes are fixed.
fn follows(reader: &Reader, here: &Here) -> bool {
    here.inside(reader) && reader.actor.signed_in() && rules::goes_on(here.sitting.state)
}

/// Where a page made after an entry hears of what comes next, for those whom it is told.
pub(in crate::meeting) fn address(reader: &Reader, here: &Here, mark: i64) -> Option<String> {
    follows(reader, here).then(|| here.address(reader, &format!("/live?after={mark}")))
}

pub(in crate::meeting) async fn stream(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    after: After,
) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    if !follows(&reader, &here) {
        return Err(Error::NotFound);
    }
    live::stream(&app, &reader, topic(&reader, id)?, here.who(&reader).runs(), after).await
}
