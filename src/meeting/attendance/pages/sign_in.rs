//! Signing in by the code in the hall: the code itself, the page that it leads to, and the button on it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::Cookie;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};

use super::act;
use crate::app::App;
use crate::clock::Instant;
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::meeting::attendance::here::At;
use crate::meeting::attendance::rules::{self, Action, Reply, SignIn, TICKET_LIFE};
use crate::meeting::attendance::store::{self, Answer};
use crate::meeting::here::Here;
use crate::meeting::rules::State as Sitting;
use crate::meeting::store as sittings;
use crate::page::{Flash, Reader, View, cookie};

/// Name of the cookie that carries the ticket of one who has just scanned the code.
const TICKET: &str = "yizheng_ticket";

/// The code as a picture, which changes every quarter of a minute.
pub(super) async fn shown(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let at = At::find(&app, &reader, id).await?;
    reader.known()?;
    if !at.here.who(&reader).runs() {
        return Err(Error::Forbidden);
    }
    let key = key(app.db.read(), id).await?;
    let code = rules::code(&key, id, reader.now);
    let address = format!("{}{}?code={code}", app.config.base(), at.here.address(&reader, "/sign-in"));
    let picture = QrCode::new(address).map_err(|fault| Error::internal(fault.to_string()))?;
    let svg = picture.render::<svg::Color<'_>>().min_dimensions(320, 320).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], svg).into_response())
}

async fn key(on: &impl ConnectionTrait, id: i64) -> Result<String> {
    sittings::key(on, id).await?.ok_or(Error::NotFound)
}

#[derive(Default, Deserialize)]
pub(super) struct Scanned {
    #[serde(default)]
    code: String,
}

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/sign_in.html")]
struct Page {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    sitting: String,
    #[serde(skip)]
    address: String,
    name: Option<String>,
    /// Since when they are signed in.
    since: Option<Instant>,
    /// What is in the way of signing in.
    refusal: Option<Refusal>,
    /// Where they take back their leave, if that is in the way.
    #[serde(skip)]
    confirm: Option<String>,
}

/// Takes the code in, whoever scans it, and hands them a ticket in its place; then shows the button.
pub(super) async fn scanned(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(Scanned { code }): Query<Scanned>,
) -> Result<Response> {
    if !code.is_empty() {
        return exchange(&app, &reader, id, &code).await;
    }
    reader.known()?;
    let at = At::find(&app, &reader, id).await?;
    let refusal = in_the_way(app.db.read(), &reader, &at).await.err();
    let leave = at.here.called.as_ref().filter(|called| called.reply == Reply::LeaveGranted);
    let refusal = match refusal {
        Some(Error::Refused(refusal)) => Some(refusal),
        Some(other) => return Err(other),
        None => None,
    };
    reader.answer(Page {
        name: at.here.called.as_ref().map(|called| called.name.clone()),
        since: at.here.called.as_ref().filter(|called| called.present()).and_then(|called| called.came_at),
        confirm: leave.map(|called| at.here.address(&reader, &format!("/called/{}", called.id))),
        refusal,
        address: at.here.address(&reader, ""),
        sitting: at.here.title,
        view: reader.view(),
    })
}

/// A fresh code for a ticket, which lets one find one's password first.
async fn exchange(app: &App, reader: &Reader, id: i64, code: &str) -> Result<Response> {
    let sitting = sittings::sitting(app.db.read(), reader.committee()?.id, id).await?;
    if !matches!(sitting.state, Sitting::Noticed | Sitting::Open) {
        let here = Here::find(app, reader, id).await?;
        return Err(here.sitting.state.not_now().into());
    }
    let key = key(app.db.read(), id).await?;
    if !rules::fresh(&key, id, reader.now, code) {
        return Err(Refusal::new("attendance-code-stale").into());
    }
    let ticket = format!("{id}.{}", rules::ticket(&key, id, reader.now));
    let jar = reader.jar().add(cookie(app, TICKET, ticket, TICKET_LIFE / Instant::SECOND));
    let address = reader.within(&format!("/meetings/{id}/sign-in"));
    Ok((jar, [(header::CACHE_CONTROL, "no-store")], Redirect::to(&address)).into_response())
}

/// Whether the reader may press the button: they are called, are not on leave, come in time, and have scanned the code.
async fn in_the_way(on: &impl ConnectionTrait, reader: &Reader, at: &At) -> Result<()> {
    let sitting = &at.here.sitting;
    let called = at.here.called.as_ref().ok_or_else(|| Refusal::new("attendance-not-called"))?;
    if called.present() {
        return Ok(());
    }
    rules::decide(called.place(), Action::SignIn, sitting.state, at.asks(reader, called))?;
    rules::may_sign_in(sitting.state, sitting.begins_at, reader.now)?;
    let key = key(on, sitting.id).await?;
    let jar = reader.jar();
    let ticket = jar.get(TICKET).and_then(|ticket| ticket.value().split_once('.'));
    let good = ticket.is_some_and(|(of, ticket)| {
        of == sitting.id.to_string() && rules::admits(&key, sitting.id, reader.now, ticket)
    });
    if good { Ok(()) } else { Err(Refusal::new("attendance-scan-first").into()) }
}

pub(super) async fn sign_in(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let at = At::of(change.on(), &reader, here).await?;
    in_the_way(change.on(), &reader, &at).await.map_err(|error| toward_confirming(error, &reader, &at))?;
    let called = at.here.called.as_ref().ok_or(Error::NotFound)?;
    let to = rules::decide(called.place(), Action::SignIn, at.here.sitting.state, at.asks(&reader, called))?;
    let told = Flash::new("attendance-done-sign-in");
    if !called.present() {
        store::stand(&change, called, to, Answer::By(SignIn::Code)).await?;
        act::record(change, &at.here, Action::SignIn, called).await?;
    }
    // The ticket is used up: the next one scans for themselves.
    let used = reader.jar().remove(Cookie::build(TICKET).path("/"));
    Ok((used, reader.done(&at.here.address(&reader, "/sign-in"), told)?).into_response())
}

/// One who is on leave is shown where they say that they come.
fn toward_confirming(error: Error, reader: &Reader, at: &At) -> Error {
    match (error, &at.here.called) {
        (Error::Refused(refusal), Some(called)) if called.reply == Reply::LeaveGranted => {
            refusal.see(at.here.address(reader, &format!("/called/{}", called.id))).into()
        }
        (other, _) => other,
    }
}
