//! Asking to speak, giving the floor and ending a speech; the list of speakers on the page of the sitting.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use serde::{Deserialize, Serialize};

use super::rules::{self, Action, State as Standing};
use super::store;
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::meeting::agenda;
use crate::meeting::attendance;
use crate::meeting::attendance::model::Called;
use crate::meeting::floor::model::Speaker;
use crate::meeting::here::Here;
use crate::meeting::rules::State as Sitting;
use crate::page::{Flash, Reader, Sent, View, number};
use crate::permission::Permission;
use crate::workflow::{LifeCycle, taken};

/// The most minutes allotted to a speaker.
const MINUTES: i64 = 120;

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings/{id}/speakers", post(ask))
        .route("/{committee}/meetings/{id}/speakers/{speaker}/{action}", post(act))
}

/// Who is to be put on the list: the reader themselves, or somebody called that the desk names.
#[derive(Deserialize)]
struct Asking {
    called: Option<i64>,
    /// The item spoken on; absent or empty: in general.
    #[serde(default)]
    item: String,
    #[serde(default)]
    minutes: String,
}

fn minutes(text: &str) -> Result<Option<i64>> {
    number(text, 1..=MINUTES).map_err(Error::Unreadable)
}

async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(asking): Sent<Asking>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let runs = here.who(&reader).runs();
    let called = match asking.called {
        Some(called) if runs => Some(attendance::store::one(change.on(), id, called).await?),
        Some(_) => return Err(Error::Forbidden),
        None => here.called.clone(),
    };
    let listed = match &called {
        Some(called) => store::listed(change.on(), id, called.id).await?,
        None => false,
    };
    rules::may_ask(here.sitting.state, called.as_ref(), listed)?;
    let called = called.ok_or(Error::NotFound)?;
    let item = match asking.item.parse::<i64>().ok() {
        None => None,
        Some(item) => {
            let current = agenda::store::current(change.on(), id).await?.filter(|current| current.id == item);
            Some(current.ok_or_else(|| Refusal::new("floor-item-not-current"))?.id)
        }
    };
    let minutes = if runs { minutes(&asking.minutes)? } else { None };
    store::ask(&change, id, item, called.id, minutes).await?;
    let act = if asking.called.is_some() { "list_speaker" } else { "ask_to_speak" };
    change.record(here.act(act).fact("name", called.name.as_str())).await?.commit().await?;
    let flash = if asking.called.is_some() { "floor-done-list" } else { "floor-done-ask" };
    reader.done(&here.address(&reader, ""), Flash::new(flash).with("name", called.name))
}

#[derive(Deserialize)]
struct Allotted {
    #[serde(default)]
    minutes: String,
}

async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, speaker, action)): Path<(String, i64, i64, String)>,
    Sent(allotted): Sent<Allotted>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let request = store::one(change.on(), id, speaker).await?;
    let own = here.called.as_ref().is_some_and(|called| called.id == request.called_id);
    let taken = store::taken(change.on(), id).await?;
    let to = rules::decide(here.sitting.state, request.state, action, here.who(&reader), (own, taken))?;
    let called = attendance::store::one(change.on(), id, request.called_id).await?;
    if action == Action::Give && !called.present() {
        return Err(Refusal::new("floor-not-present").into());
    }
    let minutes = if action == Action::Give { minutes(&allotted.minutes)? } else { None };
    store::lead(&change, request.id, action, to, minutes).await?;
    change.record(here.act(action.recorded()).fact("name", called.name.as_str())).await?.commit().await?;
    let address = here.address(&reader, "");
    reader.done(&address, Flash::done(action, &address, 0).with("name", called.name))
}

/// The list of speakers as one reader finds it.
#[derive(Template, Serialize)]
#[template(path = "meeting/floor/part.html")]
pub(in crate::meeting) struct Part {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    now: Instant,
    speaking: Option<Row>,
    waiting: Vec<Row>,
    spoken: Vec<Row>,
    open: bool,
    #[serde(skip)]
    runs: bool,
    /// The reader's own request that waits.
    #[serde(skip)]
    own: Option<i64>,
    /// Whether the reader may ask to speak; or why one who is called may not.
    #[serde(skip)]
    askable: bool,
    #[serde(skip)]
    why_not: Option<String>,
    /// The item at hand.
    #[serde(skip)]
    item: Option<i64>,
    /// Who can be put on the list at the desk: those who are there and not on it.
    #[serde(skip)]
    desk: Vec<(i64, String)>,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    name: String,
    /// On the item at hand, or one before it; else in general.
    item: Option<i64>,
    minutes: Option<i64>,
    asked_at: Instant,
    began_at: Option<Instant>,
    ended_at: Option<Instant>,
    /// Whole minutes that the speech has lasted.
    lasted: i64,
}

impl Row {
    fn of(speaker: &Speaker, called: &Called, now: Instant) -> Self {
        let until = speaker.ended_at.unwrap_or(now);
        Self {
            id: speaker.id,
            name: called.name.clone(),
            item: speaker.item_id,
            minutes: speaker.minutes,
            asked_at: speaker.asked_at,
            began_at: speaker.began_at,
            ended_at: speaker.ended_at,
            lasted: speaker.began_at.map_or(0, |began| (until.0 - began.0).max(0) / Instant::MINUTE),
        }
    }
}

/// The floor of a sitting for its page, for those inside, while it is open and once somebody has spoken.
pub(in crate::meeting) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Part>> {
    let (on, id) = (app.db.read(), here.sitting.id);
    if !here.sitting.held() || !(here.called.is_some() || reader.may(Permission::ReadInternal)) {
        return Ok(None);
    }
    let open = here.sitting.state == Sitting::Open;
    let all = store::all(on, id).await?;
    let of = |state| all.iter().filter(move |(speaker, _)| speaker.state == state);
    let rows = |state| of(state).map(|(speaker, called)| Row::of(speaker, called, reader.now)).collect::<Vec<_>>();
    let spoken = rows(Standing::Spoken);
    if !open && spoken.is_empty() {
        return Ok(None);
    }
    let on_list = |id: i64| all.iter().any(|(one, _)| one.called_id == id && one.state != Standing::Spoken);
    let runs = open && here.who(reader).runs();
    let desk = if runs { attendance::store::all(on, id).await? } else { Vec::new() };
    let own = here.called.as_ref();
    let asked = own.map(|called| rules::may_ask(here.sitting.state, Some(called), on_list(called.id)));
    Ok(Some(Part {
        address: here.address(reader, ""),
        now: reader.now,
        speaking: rows(Standing::Speaking).pop(),
        waiting: rows(Standing::Asked),
        spoken,
        own: of(Standing::Asked).find(|(_, called)| own.is_some_and(|own| own.id == called.id)).map(|(one, _)| one.id),
        askable: matches!(asked, Some(Ok(()))),
        why_not: asked.and_then(Result::err).filter(|_| open).map(|refusal| reader.words.refusal(&refusal)),
        item: agenda::store::current(on, id).await?.map(|item| item.id),
        desk: desk
            .into_iter()
            .filter(|called| called.present() && !on_list(called.id))
            .map(|called| (called.id, called.name))
            .collect(),
        open,
        runs,
        view: reader.view(),
    }))
}
