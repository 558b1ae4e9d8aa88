//! The committee's settings: its terms, sectors and special committees, and what else it has set, in short.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::committee::model::{Body, COMMITTEE, Called, Term};
use crate::committee::overview::Overview;
use crate::committee::rules::{self, TermAction, TermForm};
use crate::committee::store;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Line, lines_of};
use crate::page::settings::{self, Edit, Rejected, Row};
use crate::page::{Faults, Reader, Sent, View};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/settings", get(show))
        .route("/{committee}/settings/term", post(add_term))
        .route("/{committee}/settings/term/{id}/change", post(change_term))
        .route("/{committee}/settings/term/{id}/delete", post(delete_term))
        .route("/{committee}/settings/{body}", post(add))
        .route("/{committee}/settings/{body}/{id}/rename", post(rename))
        .route("/{committee}/settings/{body}/{id}/delete", post(delete))
}

#[derive(Template, Serialize)]
#[template(path = "committee/settings.html")]
struct Settings {
    #[serde(skip)]
    view: View,
    terms: Vec<Term>,
    sectors: Vec<Called>,
    special_committees: Vec<Called>,
    #[serde(flatten)]
    overview: Overview,
    lines: Vec<Line>,
    #[serde(flatten)]
    rejected: Rejected,
}

impl Settings {
    async fn of(app: &App, reader: &Reader, rejected: Rejected) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        Ok(Self {
            view: reader.view(),
            terms: store::terms(on, committee).await?,
            sectors: store::called(on, committee, Body::Sector).await?,
            special_committees: store::called(on, committee, Body::SpecialCommittee).await?,
            overview: Overview::of(on, committee, &app.nav.lists).await?,
            lines: lines_of(on, &reader.words, committee, COMMITTEE.name, committee).await?,
            rejected,
        })
    }
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::ManageCommittee)?;
    reader.answer(Settings::of(&app, &reader, Rejected::default()).await?)
}

async fn edit<'r>(app: &'r App, reader: &'r Reader, of: &str) -> Result<Edit<'r>> {
    reader.need(Permission::ManageCommittee)?;
    Edit::begin(app, reader, &format!("/settings/{of}"), "/settings").await
}

impl Row for Called {
    fn id(&self) -> i64 {
        self.id
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("name", self.name.clone())]
    }
}

impl Row for Term {
    fn id(&self) -> i64 {
        self.id
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("number", self.number.to_string()), ("begins", self.begins.to_string()), ("ends", self.last_day())]
    }
}

#[derive(Deserialize)]
struct SentName {
    #[serde(default)]
    name: String,
    /// The name as its writer found it.
    was: Option<String>,
}

impl SentName {
    fn unfit(&self, row: &str, refusal: Refusal) -> Rejected {
        Rejected::unfit(row, &[("name", &self.name)], Faults::at("name", refusal))
    }
}

fn names(all: &[Called]) -> Vec<&str> {
    all.iter().map(|called| called.name.as_str()).collect()
}

async fn add(
    State(app): State<App>,
    reader: Reader,
    Path((_, body)): Path<(String, Body)>,
    Sent(sent): Sent<SentName>,
) -> Result<Response> {
    let edit = edit(&app, &reader, body.name()).await?;
    let others = store::called(edit.change.on(), edit.committee(), body).await?;
    match rules::name(&sent.name, &names(&others)) {
        Ok(name) => {
            let id = store::add(&edit.change, body, name).await?;
            let act = rules::added(edit.committee(), body, name);
            let flash = edit.told(&act, &format!("/{id}/delete"));
            edit.done(act, flash).await
        }
        Err(refusal) => edit.again(sent.unfit(&format!("{body}-new"), refusal), Settings::of).await,
    }
}

async fn rename(
    State(app): State<App>,
    reader: Reader,
    Path((_, body, id)): Path<(String, Body, i64)>,
    Sent(sent): Sent<SentName>,
) -> Result<Response> {
    let edit = edit(&app, &reader, body.name()).await?;
    let (stored, others) = settings::row(store::called(edit.change.on(), edit.committee(), body).await?, id)?;
    let row = format!("{body}-{id}");
    if stored.changed_since(sent.was.as_deref()) {
        let stale = Faults::at("name", Refusal::new("settings-stale").with("name", &stored.name));
        return edit.again(Rejected::stale(&row, &[("name", &sent.name)], stale), Settings::of).await;
    }
    match rules::name(&sent.name, &names(&others)) {
        Ok(name) if name == stored.name => edit.unchanged(),
        Ok(name) => {
            store::rename(&edit.change, body, id, name).await?;
            let act = rules::renamed(edit.committee(), body, &stored.name, name);
            let flash = edit.told(&act, &format!("/{id}/rename")).undo_fields(stored.fields()).undo_with("was", name);
            edit.done(act, flash).await
        }
        Err(refusal) => edit.again(sent.unfit(&row, refusal), Settings::of).await,
    }
}

async fn delete(
    State(app): State<App>,
    reader: Reader,
    Path((_, body, id)): Path<(String, Body, i64)>,
) -> Result<Response> {
    let edit = edit(&app, &reader, body.name()).await?;
    let (stored, _) = settings::row(store::called(edit.change.on(), edit.committee(), body).await?, id)?;
    match store::delete(&edit.change, body, id).await {
        Ok(()) => {
            let act = rules::deleted(edit.committee(), body, &stored.name);
            let flash = edit.told(&act, "").undo_fields(stored.fields());
            edit.done(act, flash).await
        }
        Err(Error::Refused(refusal)) => {
            let rejected = Rejected::unfit(&format!("{body}-{id}"), &[], Faults::at("name", refusal));
            edit.again(rejected, Settings::of).await
        }
        Err(other) => Err(other),
    }
}

async fn add_term(State(app): State<App>, reader: Reader, Sent(sent): Sent<TermForm>) -> Result<Response> {
    let edit = edit(&app, &reader, "term").await?;
    let others = store::terms(edit.change.on(), edit.committee()).await?;
    match sent.fit(0, edit.committee(), &others) {
        Ok(term) => {
            let term = store::add_term(&edit.change, term.number, term.begins, term.ends).await?;
            let act = rules::term_act(TermAction::Add, &term);
            let flash = edit.told(&act, &format!("/{}/delete", term.id));
            edit.done(act, flash).await
        }
        Err(faults) => edit.again(Rejected::unfit("term-new", &sent.fields(), faults), Settings::of).await,
    }
}

async fn change_term(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<TermForm>,
) -> Result<Response> {
    let edit = edit(&app, &reader, "term").await?;
    let (stored, others) = settings::row(store::terms(edit.change.on(), edit.committee()).await?, id)?;
    let row = format!("term-{id}");
    if stored.changed_since(sent.was.as_deref()) {
        let stale = Faults::at("number", rules::term_stale(&stored));
        return edit.again(Rejected::stale(&row, &sent.fields(), stale), Settings::of).await;
    }
    match sent.fit(id, edit.committee(), &others) {
        Ok(to) if to == stored => edit.unchanged(),
        Ok(to) => {
            store::change_term(&edit.change, &to).await?;
            let act = rules::term_act(TermAction::of(&stored, &to), &to).fact("was", stored.mark());
            let flash = edit.told_change(&act, &stored, &to);
            edit.done(act, flash).await
        }
        Err(faults) => edit.again(Rejected::unfit(&row, &sent.fields(), faults), Settings::of).await,
    }
}

async fn delete_term(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let edit = edit(&app, &reader, "term").await?;
    let (stored, _) = settings::row(store::terms(edit.change.on(), edit.committee()).await?, id)?;
    match store::delete_term(&edit.change, id).await {
        Ok(()) => {
            let act = rules::term_act(TermAction::Delete, &stored);
            let flash = edit.told(&act, "").undo_fields(stored.fields());
            edit.done(act, flash).await
        }
        Err(Error::Refused(refusal)) => {
            let rejected = Rejected::unfit(&format!("term-{id}"), &[], Faults::at("number", refusal));
            edit.again(rejected, Settings::of).await
        }
        Err(other) => Err(other),
    }
}
