//! The way of a reply from its unit to the proposers: approved by the unit's head, passed or sent back by the
//! supervisor, sent; and that what it promised is kept.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::contact::needed;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::named::key;
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent};
use crate::proposal::handling::rules::{Action, State as To, decide};
use crate::proposal::handling::{Work, store as handling};
use crate::proposal::here::{Here, Version};
use crate::proposal::model::words::{LINE, TEXT};
use crate::proposal::reply::store;
use crate::proposal::rules::{self, Action as OnProposal};

type At = Path<(String, i64, i64)>;

/// An action on an assignment that its state and the reader allow.
struct Doing {
    change: Change,
    here: Here,
    work: Work,
    action: Action,
    to: To,
}

impl Doing {
    async fn begin(app: &App, reader: &Reader, (id, n): (i64, i64), action: Action) -> Result<Self> {
        let (change, here, work) = Work::begin(app, reader, (id, n)).await?;
        let to = decide(work.standing, action, work.who(reader))?;
        Ok(Self { change, here, work, action, to })
    }

    async fn done(self, reader: &Reader) -> Result<Response> {
        self.recorded(reader, |act| act).await
    }

    /// With what the record keeps of it besides.
    async fn recorded(self, reader: &Reader, more: impl FnOnce(Act) -> Act) -> Result<Response> {
        let Self { change, here, work, action, .. } = self;
        change.record(more(work.act(&here, action.name()))).await?.commit().await?;
        told(reader, &here, &work, action)
    }
}

fn told(reader: &Reader, here: &Here, work: &Work, action: Action) -> Result<Response> {
    let key = key("reply-done", action);
    reader.done(&here.address(reader, ""), Flash::new(&key).with("unit", &work.unit))
}

/// What the head of a unit approves: the versions that they read, and number and signatory of the letter.
#[derive(Deserialize, ToSchema)]
pub(super) struct Approval {
    version: i64,
    reply: i64,
    #[serde(default)]
    number: String,
    #[serde(default)]
    signatory: String,
}

/// Approves a reply as the head of its unit.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/approve_reply",
    request_body = Approval,
    responses(Acts),
)]
pub(super) async fn approve(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): At,
    Sent(sent): Sent<Approval>,
) -> Result<Response> {
    let doing = Doing::begin(&app, &reader, (id, n), Action::ApproveReply).await?;
    let number = needed(&sent.number, LINE, "reply-lacks-number")?;
    let signatory = needed(&sent.signatory, LINE, "reply-lacks-signatory")?;
    let one = &doing.work.assignment;
    let reply = handling::reply(doing.change.on(), one.id, one.round).await?.ok_or(Error::NotFound)?;
    let (at, read) = ((sent.version, doing.to), (&reply, sent.reply));
    store::approve(&doing.change, one, at, read, (number, signatory)).await?;
    doing.done(&reader).await
}

/// Passes a reply as the supervisor.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/pass_reply",
    request_body = Version,
    responses(Acts),
)]
pub(super) async fn pass(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): At,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let doing = Doing::begin(&app, &reader, (id, n), Action::PassReply).await?;
    store::move_to(&doing.change, &doing.work.assignment, version, doing.to).await?;
    doing.done(&reader).await
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Reason {
    version: i64,
    #[serde(default)]
    reason: String,
}

/// Sends a reply back to its unit.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/send_back",
    request_body = Reason,
    responses(Acts),
)]
pub(super) async fn send_back(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): At,
    Sent(sent): Sent<Reason>,
) -> Result<Response> {
    let doing = Doing::begin(&app, &reader, (id, n), Action::SendBack).await?;
    let reason = needed(&sent.reason, TEXT, "reply-lacks-reason")?;
    store::send_back(&doing.change, &doing.work.assignment, sent.version, doing.to, reason.clone()).await?;
    doing.recorded(&reader, |act| act.fact("reason", reason)).await
}

/// Sends a reply; when all that answer have sent theirs, the proposal is answered.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/send_reply",
    request_body = Version,
    responses(Acts),
)]
pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): At,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let Doing { change, here, work, action, to } = Doing::begin(&app, &reader, (id, n), Action::SendReply).await?;
    store::send(&change, &work.assignment, version, to).await?;
    let mut acts = vec![work.act(&here, action.name())];
    if handling::all_sent(change.on(), id).await? {
        let answered = rules::decide(here.standing, OnProposal::Answer, here.who(&reader))?;
        store::answer(&change, &here.proposal, answered).await?;
        acts.push(here.act(OnProposal::Answer.name()));
    }
    change.record_all(acts).await?.commit().await?;
    told(&reader, &here, &work, action)
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Kept {
    version: i64,
    #[serde(default)]
    how: String,
}

/// Tells that what a reply promised was done.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/keep_promise",
    request_body = Kept,
    responses(Acts),
)]
pub(super) async fn keep(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): At,
    Sent(sent): Sent<Kept>,
) -> Result<Response> {
    let doing = Doing::begin(&app, &reader, (id, n), Action::KeepPromise).await?;
    let how = needed(&sent.how, TEXT, "reply-lacks-how")?;
    store::keep(&doing.change, &doing.work.assignment, sent.version, how).await?;
    doing.done(&reader).await
}
