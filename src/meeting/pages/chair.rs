//! Another presides than was planned: the office says who.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::App;
use crate::error::Result;
use crate::meeting::here::Here;
use crate::meeting::rules::{self, Action};
use crate::meeting::{roster, store};
use crate::page::{Flash, Reader, Sent};

#[derive(Deserialize)]
pub(super) struct Chosen {
    version: i64,
    /// The member who presides from now on.
    chair: i64,
}

pub(super) async fn hand_over(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Chosen { version, chair }): Sent<Chosen>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.sitting.standing(), Action::HandOver, here.who(&reader))?;
    let committee = here.sitting.committee_id;
    let day = here.sitting.date.unwrap_or(reader.now.day());
    let name = roster::may_preside(change.on(), committee, chair, day).await??;
    let address = here.address(&reader, "");
    if here.sitting.chair_id == Some(chair) {
        return reader.done(&address, Flash::new("meeting-nothing-changed"));
    }
    store::hand_over(&change, &here.sitting, version, chair).await?;
    change.record(here.act(Action::HandOver.name()).fact("name", name)).await?.commit().await?;
    let flash = Flash::new("meeting-done-hand-over").with("title", &here.title);
    reader.done(
        &address,
        match here.sitting.chair_id {
            Some(before) => flash.undo(format!("{address}/hand_over"), version + 1).undo_with("chair", before),
            None => flash,
        },
    )
}
