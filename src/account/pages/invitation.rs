//! The one-time link: a welcome, the choice of a password, and the first sign-in.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::sign_in::begin_session;
use crate::account::model::{AREA, Account};
use crate::account::secret::{self, Kind, Secret};
use crate::account::store::{self, roles_in};
use crate::account::{Committee, password};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Acting, Change};
use crate::page::{Faults, Reader, Sent, View};
use crate::permission::Role;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/invitation/{secret}", get(welcome).post(accept))
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/invitation.html")]
struct Welcome {
    #[serde(skip)]
    view: View,
    login: String,
    name: String,
    /// The committee that invites; none for the platform operator.
    committee: Option<String>,
    roles: Vec<Role>,
    /// The account has a password, which the new one replaces.
    renewed: bool,
    valid_until: Instant,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    #[serde(skip)]
    shortest: usize,
}

impl Welcome {
    async fn of(app: &App, reader: &Reader, invitation: &Invitation) -> Result<Self> {
        let Invitation { account, link } = invitation;
        let committees = Committee::all(app.db.read()).await?;
        let committee = committees.into_iter().find(|committee| Some(committee.id) == inviting(link));
        let grants = store::grants(app.db.read(), account.id).await?;
        let of = committee.as_ref().map(|committee| committee.id);
        Ok(Self {
            view: reader.view(),
            login: account.login.clone(),
            name: account.name.clone(),
            committee: committee.map(|committee| committee.name),
            roles: roles_in(&grants, of),
            renewed: account.password.is_some(),
            valid_until: link.expires_at,
            faults: Faults::default(),
            shortest: password::SHORTEST,
        })
    }
}

/// A link that was used, taken back, or is too old.
#[derive(Template, Serialize)]
#[template(path = "account/pages/lapsed.html")]
struct Lapsed {
    #[serde(skip)]
    view: View,
    error: &'static str,
}

fn lapsed(reader: &Reader) -> Result<Response> {
    let page = Lapsed { view: reader.view(), error: "account-invitation-lapsed" };
    Ok((StatusCode::GONE, reader.answer(page)?).into_response())
}

/// A living link and the account that it opens.
struct Invitation {
    account: Account,
    link: Secret,
}

async fn found(app: &App, text: &str, now: Instant) -> Result<Option<Invitation>> {
    let Some(link) = secret::find(app.db.read(), Kind::Invitation, text, now).await? else { return Ok(None) };
    let account = store::by_id(app.db.read(), link.account_id).await?.filter(|account| !account.disabled);
    Ok(account.map(|account| Invitation { account, link }))
}

/// The committee that a link was made in; 0 for the installation.
fn inviting(link: &Secret) -> Option<i64> {
    link.label.parse().ok()
}

async fn welcome(State(app): State<App>, reader: Reader, Path(text): Path<String>) -> Result<Response> {
    match found(&app, &text, reader.now).await? {
        Some(invitation) => reader.answer(Welcome::of(&app, &reader, &invitation).await?),
        None => lapsed(&reader),
    }
}

#[derive(Deserialize)]
struct Choice {
    password: String,
    again: String,
}

async fn accept(
    State(app): State<App>,
    reader: Reader,
    Path(text): Path<String>,
    Sent(choice): Sent<Choice>,
) -> Result<Response> {
    let Some(invitation) = found(&app, &text, reader.now).await? else { return lapsed(&reader) };
    let login = &invitation.account.login;
    let faults = match password::fit(&choice.password, login) {
        Err(refusal) => Faults::at("password", refusal),
        Ok(()) if choice.password != choice.again => Faults::at("again", Refusal::new("account-password-differs")),
        Ok(()) => Faults::default(),
    };
    if !faults.none() {
        return reader.answer_unfit(Welcome { faults, ..Welcome::of(&app, &reader, &invitation).await? });
    }
    let hashed = password::hash(choice.password, login).await?;
    if !use_up(&app, &invitation, hashed, reader.now).await? {
        return lapsed(&reader);
    }
    // Every device that was known is forgotten by now.
    begin_session(&app, reader, (&invitation.account, None), "").await
}

/// Sets the password and ends the link in one transaction; `false` when another request used the link up first. Whoever
/// was in the account before no longer is: the sessions and tokens of the time before end.
async fn use_up(app: &App, invitation: &Invitation, hashed: String, now: Instant) -> Result<bool> {
    let Invitation { account, link } = invitation;
    let committee = inviting(link).ok_or_else(|| Error::internal("an invitation names no committee"))?;
    let acting = Acting { committee, account: Some(account.id), name: account.name.clone(), at: now };
    let change = Change::begin(&app.db, acting).await?;
    if !secret::end(change.on(), account.id, Kind::Invitation, link.id).await? {
        return Ok(false);
    }
    for kind in Kind::ALL {
        secret::end_all(change.on(), account.id, *kind).await?;
    }
    store::set_password(change.on(), account.id, Some(hashed)).await?;
    let act = Act::new(AREA, account.id, "accept_invitation").fact("login", account.login.as_str());
    change.record(act).await?.commit().await?;
    Ok(true)
}
