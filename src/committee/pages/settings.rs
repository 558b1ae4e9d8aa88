//! The committee's settings: its terms, sectors and special committees.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::committee::model::{Body, Called, Term};
use crate::committee::rules::{self, Deed, FitTerm, Written};
use crate::committee::{AREA, store};
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change, Line, lines_of};
use crate::named::key;
use crate::page::{Faults, Flash, Reader, Sent, View};
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
    /// What was sent and did not fit, by the field's name.
    #[serde(skip)]
    sent: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    lines: Vec<Line>,
}

impl Settings {
    async fn of(app: &App, reader: &Reader) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        Ok(Self {
            view: reader.view(),
            terms: store::terms(on, committee).await?,
            sectors: store::called(on, committee, Body::Sector).await?,
            special_committees: store::called(on, committee, Body::SpecialCommittee).await?,
            sent: BTreeMap::new(),
            faults: Faults::default(),
            lines: lines_of(on, &reader.words, committee, AREA.name, committee).await?,
        })
    }

    /// What a field shows: what was sent, else what is stored.
    fn shown<'a>(&'a self, field: &str, stored: &'a str) -> &'a str {
        self.sent.get(field).map_or(stored, String::as_str)
    }
}

/// The page again, with nothing changed: the faults at the fields of one row, and in them what was sent.
async fn again(
    change: Change,
    app: &App,
    reader: &Reader,
    row: &str,
    sent: &[(&str, &str)],
    faults: Faults,
) -> Result<Settings> {
    drop(change);
    let at = |field: &str| format!("{row}-{field}");
    Ok(Settings {
        sent: sent.iter().map(|(field, value)| (at(field), (*value).to_owned())).collect(),
        faults: Faults(faults.0.into_iter().map(|(field, refusal)| (at(&field), refusal)).collect()),
        ..Settings::of(app, reader).await?
    })
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::ManageCommittee)?;
    reader.answer(Settings::of(&app, &reader).await?)
}

async fn begin(app: &App, reader: &Reader) -> Result<Change> {
    reader.need(Permission::ManageCommittee)?;
    Change::begin(&app.db, reader.acting()?).await
}

/// Records the change and tells it, with the form that takes it back.
async fn done(
    change: Change,
    reader: &Reader,
    act: Act,
    name: impl ToString,
    undo: &str,
    fields: &[(&str, &str)],
) -> Result<Response> {
    let told = Flash::new(&key("committee-told", act.action)).with("name", name);
    let told = told.undo(reader.within(&format!("/settings/{undo}")), 0);
    let told = fields.iter().fold(told, |told, (name, value)| told.undo_with(name, value));
    change.record(act).await?.commit().await?;
    reader.done(&reader.within("/settings"), told)
}

#[derive(Deserialize)]
struct SentName {
    #[serde(default)]
    name: String,
    /// The name as its writer found it.
    was: Option<String>,
}

/// Sets one row apart from the others.
fn apart<T>(mut all: Vec<T>, is: impl Fn(&T) -> bool) -> Result<(T, Vec<T>)> {
    let place = all.iter().position(is).ok_or(Error::NotFound)?;
    Ok((all.remove(place), all))
}

/// One sector or special committee of the committee, and the others.
async fn called(change: &Change, body: Body, id: i64) -> Result<(Called, Vec<Called>)> {
    apart(store::called(change.on(), change.acting().committee, body).await?, |called| called.id == id)
}

/// One term of the committee, and the others.
async fn term(change: &Change, id: i64) -> Result<(Term, Vec<Term>)> {
    apart(store::terms(change.on(), change.acting().committee).await?, |term| term.id == id)
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
    let change = begin(&app, &reader).await?;
    let others = store::called(change.on(), change.acting().committee, body).await?;
    match rules::name(&sent.name, &names(&others)) {
        Ok(name) => {
            let id = store::add(&change, body, name).await?;
            let act = rules::added(change.acting().committee, body, name);
            done(change, &reader, act, name, &format!("{body}/{id}/delete"), &[]).await
        }
        Err(refusal) => {
            let (row, faults) = (format!("{body}-new"), Faults::at("name", refusal));
            reader.answer_unfit(again(change, &app, &reader, &row, &[("name", &sent.name)], faults).await?)
        }
    }
}

async fn rename(
    State(app): State<App>,
    reader: Reader,
    Path((_, body, id)): Path<(String, Body, i64)>,
    Sent(sent): Sent<SentName>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, others) = called(&change, body, id).await?;
    let row = format!("{body}-{id}");
    if sent.was.as_ref().is_some_and(|was| *was != stored.name) {
        let faults = Faults::at("name", Refusal::new("settings-stale").with("name", &stored.name));
        return reader.answer_stale(again(change, &app, &reader, &row, &[("name", &sent.name)], faults).await?);
    }
    match rules::name(&sent.name, &names(&others)) {
        Ok(name) if name == stored.name => Ok(Redirect::to(&reader.within("/settings")).into_response()),
        Ok(name) => {
            store::rename(&change, body, id, name).await?;
            let act = rules::renamed(change.acting().committee, body, &stored.name, name);
            let back = [("name", stored.name.as_str()), ("was", name)];
            done(change, &reader, act, name, &format!("{body}/{id}/rename"), &back).await
        }
        Err(refusal) => {
            let faults = Faults::at("name", refusal);
            reader.answer_unfit(again(change, &app, &reader, &row, &[("name", &sent.name)], faults).await?)
        }
    }
}

async fn delete(
    State(app): State<App>,
    reader: Reader,
    Path((_, body, id)): Path<(String, Body, i64)>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, _) = called(&change, body, id).await?;
    match store::delete(&change, body, id).await {
        Ok(()) => {
            let name = stored.name.as_str();
            let act = rules::deleted(change.acting().committee, body, name);
            done(change, &reader, act, name, body.name(), &[("name", name)]).await
        }
        Err(Error::Refused(refusal)) => {
            let (row, faults) = (format!("{body}-{id}"), Faults::at("name", refusal));
            reader.answer_unfit(again(change, &app, &reader, &row, &[], faults).await?)
        }
        Err(other) => Err(other),
    }
}

#[derive(Deserialize)]
struct SentTerm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    begins: String,
    #[serde(default)]
    ends: String,
    /// The term as its writer found it.
    was: Option<String>,
}

impl SentTerm {
    fn fit(&self, others: &[Term]) -> Result<FitTerm, Faults> {
        rules::term(Written { number: &self.number, begins: &self.begins, ends: &self.ends }, others)
    }

    fn fields(&self) -> [(&str, &str); 4] {
        let was = self.was.as_deref().unwrap_or_default();
        [("number", &self.number), ("begins", &self.begins), ("ends", &self.ends), ("was", was)]
    }
}

impl From<&Term> for SentTerm {
    fn from(term: &Term) -> Self {
        Self { number: term.number.to_string(), begins: term.begins.to_string(), ends: term.last_day(), was: None }
    }
}

async fn add_term(State(app): State<App>, reader: Reader, Sent(sent): Sent<SentTerm>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    match sent.fit(&store::terms(change.on(), change.acting().committee).await?) {
        Ok(term) => {
            let id = store::add_term(&change, term.number, term.begins, term.ends).await?.id;
            let act = rules::term_act(change.acting().committee, Deed::Add, term);
            done(change, &reader, act, term.number, &format!("term/{id}/delete"), &[]).await
        }
        Err(faults) => reader.answer_unfit(again(change, &app, &reader, "term-new", &sent.fields(), faults).await?),
    }
}

async fn change_term(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<SentTerm>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, others) = term(&change, id).await?;
    let row = format!("term-{id}");
    if sent.was.as_ref().is_some_and(|was| *was != stored.mark()) {
        let faults = Faults::at("number", rules::term_stale(&stored));
        return reader.answer_stale(again(change, &app, &reader, &row, &sent.fields(), faults).await?);
    }
    match sent.fit(&others) {
        Ok(fit) if fit == FitTerm::from(&stored) => Ok(Redirect::to(&reader.within("/settings")).into_response()),
        Ok(fit) => {
            let deed = if fit.ends_what(&stored) { Deed::End } else { Deed::Change };
            store::change_term(&change, id, fit).await?;
            let act = rules::term_act(change.acting().committee, deed, fit).fact("was", stored.mark());
            let back = SentTerm { was: Some(fit.mark()), ..SentTerm::from(&stored) };
            done(change, &reader, act, fit.number, &format!("term/{id}/change"), &back.fields()).await
        }
        Err(faults) => reader.answer_unfit(again(change, &app, &reader, &row, &sent.fields(), faults).await?),
    }
}

async fn delete_term(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, _) = term(&change, id).await?;
    match store::delete_term(&change, id).await {
        Ok(()) => {
            let act = rules::term_act(change.acting().committee, Deed::Delete, FitTerm::from(&stored));
            let back = SentTerm::from(&stored);
            done(change, &reader, act, stored.number, "term", &back.fields()).await
        }
        Err(Error::Refused(refusal)) => {
            let (row, faults) = (format!("term-{id}"), Faults::at("number", refusal));
            reader.answer_unfit(again(change, &app, &reader, &row, &[], faults).await?)
        }
        Err(other) => Err(other),
    }
}
