//! What a co-handler does: it gives the lead its opinion, and countersigns the reply.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::contact::needed;
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent};
use crate::proposal::handling::rules::{Action, Part, State as Standing, decide};
use crate::proposal::handling::{Work, store as handling};
use crate::proposal::model::words::TEXT;
use crate::proposal::reply::store;

#[derive(Deserialize, ToSchema)]
pub(super) struct Opinion {
    version: i64,
    #[serde(default)]
    text: String,
}

/// Gives the lead the opinion of a co-handler.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/give_opinion",
    request_body = Opinion,
    responses(Acts),
)]
pub(super) async fn give(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(opinion): Sent<Opinion>,
) -> Result<Response> {
    let (change, here, work) = Work::begin(&app, &reader, (id, n)).await?;
    let to = decide(work.standing, Action::GiveOpinion, work.who(&reader))?;
    let text = needed(&opinion.text, TEXT, "reply-opinion-empty")?;
    store::give_opinion(&change, &work.assignment, opinion.version, to, text).await?;
    change.record(work.act(&here, Action::GiveOpinion.name())).await?.commit().await?;
    reader.done(&here.address(&reader, ""), Flash::new("reply-done-give-opinion").with("unit", &work.unit))
}

/// The versions of the assignment and of the reply that were read.
#[derive(Deserialize, ToSchema)]
#[schema(as = ReadVersions)]
pub(super) struct Read {
    version: i64,
    reply: i64,
}

/// Countersigns the reply of the lead.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/countersign",
    request_body = Read,
    responses(Acts),
)]
pub(super) async fn countersign(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(read): Sent<Read>,
) -> Result<Response> {
    let (change, here, work) = Work::begin(&app, &reader, (id, n)).await?;
    decide(work.standing, Action::Countersign, work.who(&reader))?;
    let all = handling::assignments(change.on(), id).await?;
    let lead = all.iter().find(|one| one.part == Part::Lead && one.state == Standing::Drafted);
    let lead = lead.ok_or_else(|| Refusal::new("handling-nothing-to-countersign"))?;
    let reply = handling::reply(change.on(), lead.id, lead.round).await?.ok_or(Error::NotFound)?;
    store::countersign(&change, &work.assignment, read.version, (&reply, read.reply)).await?;
    change.record(work.act(&here, Action::Countersign.name())).await?.commit().await?;
    reader.done(&here.address(&reader, ""), Flash::new("reply-done-countersign").with("unit", &work.unit))
}
