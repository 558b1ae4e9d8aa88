//! Settling an item: what came of it is entered, measured, and becomes the record.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::act::told;
use crate::app::App;
use crate::db::ConnectionTrait;
use crate::error::{Refusal, Result};
use crate::meeting::agenda::rules::{self, Action, Measure, Outcome};
use crate::meeting::agenda::store;
use crate::meeting::article::Disposition;
use crate::meeting::here::Here;
use crate::meeting::model::{Item, Sitting};
use crate::meeting::{attendance, floor};
use crate::page::{Faults, Reader, Sent, View};
use crate::words::Language;
use crate::workflow::LifeCycle;

/// The most characters of a decision.
const DECISION: usize = 5_000;

#[derive(Template, Serialize)]
#[template(path = "meeting/agenda/settle.html")]
struct Settle {
    #[serde(skip)]
    view: View,
    /// The sitting's.
    title: String,
    address: String,
    id: i64,
    disposition: Disposition,
    subject: String,
    form: Entered,
    /// The stable key of what is in the way, and its sentence.
    error: Option<&'static str>,
    sentence: Option<String>,
}

/// An outcome as it is entered.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Entered {
    /// `yes` or `no`.
    #[serde(default)]
    passed: String,
    #[serde(default)]
    decision: String,
}

impl Entered {
    fn outcome(&self) -> Result<Outcome, Refusal> {
        let mut faults = Faults::default();
        let decision = faults.bounded("decision", &self.decision, DECISION);
        if let Some(refusal) = faults.of("decision") {
            return Err(refusal.clone());
        }
        let passed = match self.passed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        Ok(Outcome { passed, decision })
    }
}

fn page(reader: &Reader, here: &Here, item: Item, form: Entered, refusal: Option<&Refusal>) -> Settle {
    Settle {
        title: here.title.clone(),
        address: here.address(reader, ""),
        id: item.id,
        disposition: item.disposition,
        subject: item.subject,
        form,
        error: refusal.map(|refusal| refusal.key),
        sentence: refusal.map(|refusal| reader.words.refusal(refusal)),
        view: reader.view(),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
) -> Result<Response> {
    reader.known()?;
    let here = Here::find(&app, &reader, id).await?;
    let item = store::item(app.db.read(), id, item).await?;
    rules::decide(here.sitting.state, item.state, Action::Settle, here.who(&reader))?;
    reader.answer(page(&reader, &here, item, Entered::default(), None))
}

pub(super) async fn settle(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
    Sent(form): Sent<Entered>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let item = store::item(change.on(), id, item).await?;
    let to = rules::decide(here.sitting.state, item.state, Action::Settle, here.who(&reader))?;
    let measure = measure(change.on(), &here.sitting, item.id).await?;
    let outcome = match form.outcome().and_then(|outcome| rules::settle(item.disposition, outcome, measure)) {
        Ok(outcome) => outcome,
        Err(refusal) => {
            let page = page(&reader, &here, item, form, Some(&refusal));
            return Ok((StatusCode::CONFLICT, reader.answer(page)?).into_response());
        }
    };
    let key = rules::outcome(to, item.disposition, outcome.passed).unwrap_or_default();
    let official = app.words.words(Language::Chinese).say(&key);
    floor::store::leave(&change, item.id).await?;
    store::lead(&change, item.id, Action::Settle, to, outcome).await?;
    let act = here.act(Action::Settle.recorded()).fact("item", item.subject.as_str()).fact("outcome", official);
    change.record(act).await?.commit().await?;
    reader.done(&here.address(&reader, ""), told(&here, &reader, Action::Settle, (item.id, &item.subject)))
}

/// What the outcome of an item is measured by.
async fn measure(on: &impl ConnectionTrait, sitting: &Sitting, item: i64) -> Result<Measure> {
    let (unfinished, poll) = store::polls(on, item).await?;
    Ok(Measure {
        presence: attendance::store::presence(on, sitting.id).await?,
        quorum: sitting.quorum,
        polled: sitting.polled.unwrap_or(false),
        unfinished,
        poll,
    })
}
