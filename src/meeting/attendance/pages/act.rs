//! What is done about one who is called: answered, granted, signed in at the desk.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::person::{self, Wish};
use crate::app::App;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::attendance::here::{At, back};
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{self, Action, Place, SignIn, There};
use crate::meeting::attendance::store::{self, Answer};
use crate::meeting::floor;
use crate::meeting::here::Here;
use crate::named::key;
use crate::page::{Flash, Reader, Sent};
use crate::workflow::{LifeCycle, alone, taken};

/// What comes with an action: the leave that is asked, and where to go afterwards.
#[derive(Default, Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    back: String,
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n, action)): Path<(String, i64, i64, String)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let called = store::one(change.on(), id, n).await?;
    let at = At::of(change.on(), &reader, here).await?;
    let to = rules::decide(called.place(), action, at.here.sitting.state, at.asks(&reader, &called))?;
    if action == Action::Admit {
        rules::may_sign_in(at.here.sitting.state, at.here.sitting.begins_at, reader.now)?;
    }
    let wish = Wish { kind: fields.kind, reason: fields.reason };
    let answer = match action {
        Action::AskLeave => match wish.fit() {
            Ok((kind, reason)) => Answer::Leave(kind, reason),
            Err(faults) => {
                drop(change);
                return reader.answer_unfit(person::page(&app, &reader, at, called, wish.clone(), faults).await?);
            }
        },
        Action::Confirm | Action::Unanswer => Answer::NoLeave,
        Action::Admit => Answer::By(SignIn::Desk),
        _ => alone(action).map(|()| Answer::Plain)?,
    };
    let address = back(&at.here, &reader, &fields.back, n);
    let told = Flash::new(&key("attendance-done", action)).with("name", &called.name);
    if !changes(&called, to, answer) {
        return reader.done(&address, told);
    }
    store::stand(&change, &called, to, answer).await?;
    if called.present() && to.there != There::Present {
        floor::store::leave_hall(&change, called.id).await?;
    }
    record(change, &at.here, action, &called).await?;
    reader.done(&address, undo(told, &at.here, &reader, action, &called, &fields.back))
}

/// Whether there is anything to write: of two who press the same button, the second changes nothing.
fn changes(called: &Called, to: Place, answer: Answer<'_>) -> bool {
    let leave = (called.leave_kind, called.leave_reason.as_deref());
    to != called.place() || matches!(answer, Answer::Leave(kind, reason) if leave != (Some(kind), Some(reason)))
}

pub(super) async fn record(change: Change, here: &Here, action: Action, called: &Called) -> Result<()> {
    // One of many who come or answer.
    change.record(here.act(action.recorded()).fact("name", called.name.as_str()).quietly()).await?.commit().await
}

/// Adds the way back to what is told.
fn undo(told: Flash, here: &Here, reader: &Reader, action: Action, called: &Called, to: &str) -> Flash {
    let Some(undone) = action.undone_by(called.reply) else { return told };
    let told = told.undo(here.address(reader, &format!("/called/{}/{undone}", called.id)), 0).undo_with("back", to);
    match (undone, called.leave_kind, &called.leave_reason) {
        (Action::AskLeave, Some(kind), Some(reason)) => told.undo_with("kind", kind).undo_with("reason", reason),
        _ => told,
    }
}
