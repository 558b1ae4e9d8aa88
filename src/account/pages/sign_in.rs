//! Signing in and out.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::Cookie;
use serde::{Deserialize, Serialize};

use crate::account::model::Account;
use crate::account::secret::{self, Kind, Secret};
use crate::account::throttle::{self, Place};
use crate::account::{Committee, device, password, rules, store};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::page::{Reader, SESSION, Sent, View, cookie, own_path};

/// The cookie by which a device is known again after its session has ended.
const DEVICE: &str = "device";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in", get(form).post(sign_in)).route("/sign-out", post(sign_out))
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/sign_in.html")]
struct SignIn {
    #[serde(skip)]
    view: View,
    login: String,
    next: String,
    refusal: Option<Refusal>,
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn form(reader: Reader, Query(Next { next }): Query<Next>) -> Result<Response> {
    reader.answer(SignIn { view: reader.view(), login: String::new(), next, refusal: None })
}

#[derive(Deserialize)]
struct Attempt {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(State(app): State<App>, reader: Reader, Sent(attempt): Sent<Attempt>) -> Result<Response> {
    let login = rules::written(&attempt.login);
    match proven(&app, &reader, &login, attempt.password).await {
        Ok((account, device)) => begin_session(&app, reader, (&account, device.as_ref()), &attempt.next).await,
        Err(Error::Refused(refusal)) => {
            reader.answer_unfit(SignIn { view: reader.view(), login, next: attempt.next, refusal: Some(refusal) })
        }
        Err(other) => Err(other),
    }
}

/// The account whose login name and password these are, and the device at hand, if it signed in there before. Which of
/// the two was wrong is not told.
pub(super) async fn proven(
    app: &App,
    reader: &Reader,
    login: &str,
    password: String,
) -> Result<(Account, Option<Secret>)> {
    let (on, now) = (app.db.read(), reader.now);
    let account = store::by_login(on, login).await?.filter(|account| !account.disabled);
    let device = match &account {
        Some(account) => known_device(app, reader, account.id).await?,
        None => None,
    };
    let place = device.as_ref().map_or_else(|| Place::of(&reader.address), |device| Place::Device(device.id));
    let _turn = throttle::turn(login).await;
    throttle::check(on, login, &place, now).await?;
    let hashed = account.as_ref().and_then(|account| account.password.clone());
    let right = password::verify(password, hashed).await?;
    if let Some(account) = account.filter(|_| right) {
        throttle::forgive(on, login, &place).await?;
        return Ok((account, device));
    }
    throttle::note(on, login, &place, now).await?;
    Err(Refusal::new("account-wrong").into())
}

/// The device at hand, if this account signed in on it before.
pub(super) async fn known_device(app: &App, reader: &Reader, account: i64) -> Result<Option<Secret>> {
    let jar = reader.jar();
    let Some(cookie) = jar.get(DEVICE) else { return Ok(None) };
    let found = secret::find(app.db.read(), Kind::Device, cookie.value(), reader.now).await?;
    Ok(found.filter(|device| device.account_id == account))
}

/// Opens a session for an account and leads it on: to where it wanted to go, else to its committee.
pub(super) async fn begin_session(
    app: &App,
    reader: Reader,
    (account, device): (&Account, Option<&Secret>),
    next: &str,
) -> Result<Response> {
    secret::sweep(app.db.read(), reader.now).await?;
    let from = device::label(&reader.agent, &reader.address);
    let session = secret::issue(app.db.read(), account.id, Kind::Session, &from, reader.now).await?;
    let device = match device {
        Some(_) => None,
        None => Some(secret::issue(app.db.read(), account.id, Kind::Device, &from, reader.now).await?),
    };
    let mut jar = reader.jar().add(cookie(app, SESSION, session, 7 * 86_400));
    if let Some(device) = device {
        jar = jar.add(cookie(app, DEVICE, device, 365 * 86_400));
    }
    let to = match own_path(next).filter(|next| *next != "/") {
        Some(next) => next.to_owned(),
        None => first_page(app, account).await?,
    };
    Ok((jar, Redirect::to(&to)).into_response())
}

async fn first_page(app: &App, account: &Account) -> Result<String> {
    let own = store::committees_of(app.db.read(), account.id).await?;
    let all = Committee::all(app.db.read()).await?;
    let only = own.first().filter(|_| own.len() == 1);
    let home = only.and_then(|id| all.into_iter().find(|committee| committee.id == *id));
    Ok(home.map_or_else(|| "/".to_owned(), |committee| committee.address("")))
}

async fn sign_out(State(app): State<App>, reader: Reader) -> Result<Response> {
    if let Some(session) = reader.jar().get(SESSION).map(|cookie| cookie.value().to_owned())
        && let Some(found) = secret::find(app.db.read(), Kind::Session, &session, reader.now).await?
    {
        secret::end(app.db.read(), found.account_id, Kind::Session, found.id).await?;
    }
    let jar = reader.jar().remove(Cookie::build(SESSION).path("/"));
    Ok((jar, Redirect::to("/")).into_response())
}
