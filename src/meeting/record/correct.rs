//! Correcting the record of a sitting that was read out of the news.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::form::{self, Form};
use crate::app::App;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::article::{Capacity, Disposition, Kind};
use crate::meeting::here::Here;
use crate::meeting::rules::{self, Action};
use crate::meeting::store;
use crate::page::{Faults, Flash, Reader, Sent, View};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{committee}/meetings/{id}/correct", get(correction).post(correct))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/record/correct.html")]
struct Correction {
    #[serde(skip)]
    view: View,
    title: String,
    id: i64,
    /// The version that is corrected.
    version: i64,
    form: Form,
    faults: Faults,
    /// Whether somebody else changed the record since this form was opened. What was entered stands in it still.
    stale: bool,
}

/// The sitting, if this reader may correct it.
async fn correctable(app: &App, reader: &Reader, id: i64) -> Result<Here> {
    reader.known()?;
    let here = Here::find(app, reader, id).await?;
    rules::decide(here.sitting.standing(), Action::Correct, here.who(reader))?;
    Ok(here)
}

async fn correction(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let Here { sitting, title, .. } = correctable(&app, &reader, id).await?;
    let version = sitting.version;
    let whole = store::whole(app.db.read(), sitting).await?;
    let form = Form::from(&whole.record());
    let faults = Faults::default();
    reader.answer(Correction { title, id, version, form, faults, stale: false, view: reader.view() })
}

async fn correct(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let here = correctable(&app, &reader, id).await?;
    let (sitting, title) = (&here.sitting, &here.title);
    let version = sent.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut form = Form::sent(&sent);
    let again = |form, faults, version, stale| {
        let title = title.clone();
        Correction { title, id, version, form, faults, stale, view: reader.view() }
    };
    if form.add_row(sent.get("do").map_or("", String::as_str)) {
        return reader.answer(again(form, Faults::default(), version, false));
    }
    let record = match form.record() {
        Ok(record) => record,
        Err(faults) => return reader.answer_unfit(again(form, faults, version, false)),
    };
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let now = store::sitting(change.on(), sitting.committee_id, id).await?;
    if now.version != version {
        return reader.answer_stale(again(form, Faults::default(), now.version, true));
    }
    let before = store::whole(change.on(), now).await?.record();
    let changed = form::changed(&before, &record);
    let address = reader.within(&format!("/meetings/{id}"));
    if changed.is_empty() {
        return reader.done(&address, Flash::new("meeting-nothing-changed"));
    }
    store::correct(&change, sitting, version, &record).await?;
    let act = here.act(Action::Correct.name());
    let act = act.fact("former", form::former(&before, &changed)).fact("changed", changed);
    change.record(act).await?.commit().await?;
    reader.done(&address, Flash::new("meeting-done-correct").with("title", title))
}
