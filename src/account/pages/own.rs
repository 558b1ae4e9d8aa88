//! One's own account: password, language, sessions, and tokens for programs.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::sign_in::proven;
use crate::account::committee::INSTALLATION;
use crate::account::model::{AREA, Account};
use crate::account::secret::{self, Kind, Secret};
use crate::account::store::{self, roles_in};
use crate::account::{Actor, Committee, password, rules};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Acting, Change, Line, lines_of};
use crate::mail;
use crate::page::{Faults, Flash, Reader, SESSION, Sent, View, filled, needed};
use crate::permission::Role;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", post(change_password))
        .route("/account/email", post(set_email))
        .route("/account/sign-out-everywhere", post(sign_out_everywhere))
        .route("/account/sessions/{id}/end", post(end_session))
        .route("/account/tokens", post(make_token))
        .route("/account/tokens/{id}/revoke", post(revoke_token))
}

/// A committee in which the reader has roles; none: above all committees.
#[derive(Serialize)]
struct Belongs {
    committee: Option<Committee>,
    roles: Vec<Role>,
}

/// A session or a token, without what is secret in it.
#[derive(Serialize)]
struct Held {
    id: i64,
    label: String,
    created_at: Instant,
    seen_at: Instant,
    expires_at: Instant,
    /// It is the one that this page was asked for with.
    this: bool,
}

/// A token just made: the one time that it is shown.
#[derive(Serialize)]
struct Made {
    label: String,
    token: String,
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/own.html")]
struct Own {
    #[serde(skip)]
    view: View,
    login: String,
    name: String,
    email: String,
    /// Whether this program mails anything.
    #[serde(skip)]
    mails: bool,
    belongs: Vec<Belongs>,
    sessions: Vec<Held>,
    tokens: Vec<Held>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<Made>,
    #[serde(skip)]
    label: String,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    #[serde(skip)]
    shortest: usize,
    /// What was done to the account itself, in no committee.
    lines: Vec<Line>,
}

impl Own {
    async fn of(app: &App, reader: &Reader) -> Result<Self> {
        let (on, account) = (app.db.read(), own(app, reader).await?);
        let this = session(app, reader).await?.map(|session| session.id);
        let held = |secret: Secret| Held {
            this: Some(secret.id) == this,
            id: secret.id,
            label: secret.label,
            created_at: secret.created_at,
            seen_at: secret.seen_at,
            expires_at: secret.expires_at,
        };
        Ok(Self {
            view: reader.view(),
            belongs: belongs(app, account.id).await?,
            login: account.login,
            name: account.name,
            email: account.email.unwrap_or_default(),
            mails: app.post.is_some(),
            sessions: secret::of(on, account.id, Kind::Session, reader.now).await?.into_iter().map(held).collect(),
            tokens: secret::of(on, account.id, Kind::Token, reader.now).await?.into_iter().map(held).collect(),
            made: None,
            label: String::new(),
            faults: Faults::default(),
            shortest: password::SHORTEST,
            lines: lines_of(on, &reader.words, INSTALLATION, AREA, account.id).await?,
        })
    }
}

async fn own(app: &App, reader: &Reader) -> Result<Account> {
    store::by_id(app.db.read(), reader.known()?).await?.ok_or(Error::SignIn)
}

/// The session that the reader's browser carries. A program with a token has none.
async fn session(app: &App, reader: &Reader) -> Result<Option<Secret>> {
    let jar = reader.jar();
    let Some(cookie) = jar.get(SESSION) else { return Ok(None) };
    let found = secret::find(app.db.read(), Kind::Session, cookie.value(), reader.now).await?;
    Ok(found.filter(|session| Some(session.account_id) == reader.actor.account))
}

/// Goes on only for a person: a token that was stolen must not make another, nor change the password.
///
/// # Errors
/// The reader is not signed in, or sent a token.
pub async fn in_person(app: &App, reader: &Reader) -> Result<Secret> {
    reader.known()?;
    session(app, reader).await?.ok_or_else(|| Refusal::new("account-not-by-token").into())
}

async fn belongs(app: &App, account: i64) -> Result<Vec<Belongs>> {
    let grants = store::grants(app.db.read(), account).await?;
    let committees = Committee::all(app.db.read()).await?.into_iter().map(Some);
    let belongs = [None].into_iter().chain(committees).map(|committee| Belongs {
        roles: roles_in(&grants, committee.as_ref().map(|committee| committee.id)),
        committee,
    });
    Ok(belongs.filter(|belongs| !belongs.roles.is_empty()).collect())
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.answer(Own::of(&app, &reader).await?)
}

#[derive(Deserialize)]
struct Passwords {
    old: String,
    new: String,
    again: String,
}

/// A new password in place of the old one, which is asked: whoever finds a screen unlocked cannot take the account.
async fn change_password(State(app): State<App>, reader: Reader, Sent(sent): Sent<Passwords>) -> Result<Response> {
    let session = in_person(&app, &reader).await?;
    match exchange(&app, &reader, sent).await {
        Ok(hashed) => {
            let change = begin(&app, &reader).await?;
            store::set_password(change.on(), session.account_id, Some(hashed)).await?;
            secret::end_others(change.on(), session.account_id, Kind::Session, session.id).await?;
            secret::end_all(change.on(), session.account_id, Kind::Device).await?;
            let act = Act::new(AREA, session.account_id, "change_password").fact("login", reader.actor.login.as_str());
            change.record(act).await?.commit().await?;
            reader.done("/account", Flash::new("account-told-password"))
        }
        Err(Unfit::Faults(faults)) => reader.answer_unfit(Own { faults, ..Own::of(&app, &reader).await? }),
        Err(Unfit::Error(error)) => Err(error),
    }
}

/// Why a password was not taken.
enum Unfit {
    Faults(Faults),
    Error(Error),
}

impl Unfit {
    /// A refusal is a fault of this field; anything else is an error.
    fn at(field: &'static str) -> impl Fn(Error) -> Self {
        move |error| match error {
            Error::Refused(refusal) => Self::Faults(Faults::at(field, refusal)),
            other => Self::Error(other),
        }
    }
}

/// The hash of the new password, once the old one is proven.
async fn exchange(app: &App, reader: &Reader, sent: Passwords) -> Result<String, Unfit> {
    let login = &reader.actor.login;
    if sent.new != sent.again {
        return Err(Unfit::Faults(Faults::at("again", Refusal::new("account-password-differs"))));
    }
    password::fit(&sent.new, login).map_err(|refusal| Unfit::Faults(Faults::at("new", refusal)))?;
    proven(app, reader, login, sent.old).await.map_err(|error| match error {
        Error::Refused(refusal) if refusal.key == "account-wrong" => {
            Unfit::Faults(Faults::at("old", Refusal::new("account-password-wrong")))
        }
        other => Unfit::at("old")(other),
    })?;
    password::hash(sent.new, login).await.map_err(Unfit::at("new"))
}

#[derive(Deserialize)]
struct Email {
    email: String,
}

/// Where the reader's notices are mailed. The address itself is not recorded: entries cannot be forgotten.
async fn set_email(State(app): State<App>, reader: Reader, Sent(Email { email }): Sent<Email>) -> Result<Response> {
    let account = in_person(&app, &reader).await?.account_id;
    let address = match filled(&email).map(mail::address).transpose() {
        Ok(address) => address.map(str::to_owned),
        Err(refusal) => {
            let faults = Faults::at("email", refusal);
            return reader.answer_unfit(Own { email, faults, ..Own::of(&app, &reader).await? });
        }
    };
    let (action, told) = match address {
        Some(_) => ("set_email", "account-told-email"),
        None => ("remove_email", "account-told-no-email"),
    };
    let change = begin(&app, &reader).await?;
    store::set_email(&change, account, address).await?;
    let act = Act::new(AREA, account, action).fact("login", reader.actor.login.as_str());
    change.record(act).await?.commit().await?;
    reader.done("/account", Flash::new(told))
}

async fn sign_out_everywhere(State(app): State<App>, reader: Reader) -> Result<Response> {
    for kind in [Kind::Session, Kind::Device] {
        secret::end_all(app.db.read(), reader.known()?, kind).await?;
    }
    reader.done("/sign-in", Flash::new("account-told-signed-out"))
}

async fn end_session(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Result<Response> {
    if !secret::end(app.db.read(), reader.known()?, Kind::Session, id).await? {
        return Err(Error::NotFound);
    }
    let left = session(&app, &reader).await?.is_some();
    reader.done(if left { "/account" } else { "/sign-in" }, Flash::new("account-told-session"))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    label: String,
}

/// The most tokens that one account has at a time.
const MOST_TOKENS: usize = 20;

async fn make_token(State(app): State<App>, reader: Reader, Sent(Wish { label }): Sent<Wish>) -> Result<Response> {
    let account = in_person(&app, &reader).await?.account_id;
    let living = secret::of(app.db.read(), account, Kind::Token, reader.now).await?;
    let fit = needed(&label, rules::LONGEST_NAME).and_then(|label| {
        if living.len() < MOST_TOKENS {
            Ok(label)
        } else {
            Err(Refusal::new("account-too-many-tokens").with("most", MOST_TOKENS))
        }
    });
    match fit {
        Ok(name) => {
            let change = begin(&app, &reader).await?;
            let token = secret::issue(change.on(), account, Kind::Token, name, reader.now).await?;
            let act =
                Act::new(AREA, account, "make_token").fact("login", reader.actor.login.as_str()).fact("label", name);
            change.record(act).await?.commit().await?;
            let made = Some(Made { label: name.to_owned(), token });
            reader.answer(Own { made, ..Own::of(&app, &reader).await? })
        }
        Err(refusal) => {
            let faults = Faults::at("label", refusal);
            reader.answer_unfit(Own { label, faults, ..Own::of(&app, &reader).await? })
        }
    }
}

async fn revoke_token(State(app): State<App>, reader: Reader, Path(id): Path<i64>) -> Result<Response> {
    let account = reader.known()?;
    let change = begin(&app, &reader).await?;
    if !secret::end(change.on(), account, Kind::Token, id).await? {
        return Err(Error::NotFound);
    }
    let act = Act::new(AREA, account, "revoke_token").fact("login", reader.actor.login.as_str());
    change.record(act).await?.commit().await?;
    reader.done("/account", Flash::new("account-told-token"))
}

/// A change to one's own account. It belongs to no committee: the installation records it.
async fn begin(app: &App, reader: &Reader) -> Result<Change> {
    let Actor { account, name, .. } = reader.actor.clone();
    Change::begin(&app.db, Acting { committee: INSTALLATION, account, name, at: reader.now }).await
}
