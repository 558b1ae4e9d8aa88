//! What those who run a sitting do with an item, but for settling it.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::App;
use crate::error::{Refusal, Result};
use crate::meeting::agenda::rules::{self, Action, Outcome, State as Standing};
use crate::meeting::agenda::store;
use crate::meeting::floor;
use crate::meeting::here::Here;
use crate::page::{Flash, Reader};
use crate::workflow::{LifeCycle, taken};

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item, action)): Path<(String, i64, i64, String)>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let item = store::item(change.on(), id, item).await?;
    let to = rules::decide(here.sitting.state, item.state, action, here.who(&reader))?;
    if to == Standing::Current
        && let Some(other) = store::current(change.on(), id).await?
    {
        return Err(Refusal::new("agenda-another-current").with("item", other.subject).into());
    }
    if item.state == Standing::Current {
        if store::polls(change.on(), item.id).await?.0 > 0 {
            return Err(Refusal::new("agenda-poll-unfinished").into());
        }
        floor::store::leave(&change, item.id).await?;
    }
    store::lead(&change, item.id, action, to, Outcome::default()).await?;
    change.record(here.act(action.recorded()).fact("item", item.subject.as_str())).await?.commit().await?;
    reader.done(&here.address(&reader, ""), told(&here, &reader, action, (item.id, &item.subject)))
}

/// The message of an action on an item, with the way back where there is one.
pub(super) fn told(here: &Here, reader: &Reader, action: Action, (item, subject): (i64, &str)) -> Flash {
    Flash::done(action, &here.address(reader, &format!("/items/{item}")), 1).with("item", subject)
}
