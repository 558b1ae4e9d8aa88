//! One account of a committee: which role it has, shutting out, a new link.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::link::OneTimeLink;
use super::seen::Seen;
use crate::account::administer;
use crate::account::model::AREA;
use crate::account::part::{Given, Part, Parts};
use crate::account::rules::{self, Action, State as Stands};
use crate::account::secret::{self, Kind};
use crate::account::{Grant, store};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ledger::{Line, lines_of};
use crate::named::key;
use crate::page::{Flash, Reader, Sent, View, filled};
use crate::permission::{Permission, Role};

/// A role in a committee's hand: whether the account has it, and what may be done about it.
#[derive(Serialize)]
struct RoleHere {
    role: Role,
    held: bool,
    #[serde(skip)]
    offered: Option<Action>,
    /// The parts of the committee within which alone it can be given.
    #[serde(skip)]
    parts: Vec<Part>,
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/account.html")]
struct AccountPage {
    #[serde(skip)]
    view: View,
    #[serde(flatten)]
    seen: Seen,
    /// It has roles in other committees too.
    elsewhere: bool,
    #[serde(skip)]
    held: Vec<RoleHere>,
    /// The names of the actions that the reader may do now.
    actions: Vec<&'static str>,
    created_at: Instant,
    /// Until when the link last made can be used.
    link_until: Option<Instant>,
    invited: Option<OneTimeLink>,
    lines: Vec<Line>,
}

impl AccountPage {
    async fn of(app: &App, reader: &Reader, parts: &[Part], id: i64) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let (account, standing) = store::standing(on, committee, id).await?;
        let offered: Vec<_> = rules::offered(&standing, &reader.actor).collect();
        let held = |role: Role| RoleHere {
            role,
            held: standing.grants.contains(&role.into()),
            offered: offered.iter().copied().find(|action| action.grant() == Some(role.into())),
            parts: parts.iter().filter(|part| role.scope() == Some(part.scope.kind)).cloned().collect(),
        };
        let mut actions: Vec<_> = offered.iter().map(|action| action.name()).collect();
        actions.dedup();
        Ok(Self {
            held: rules::grantable().map(held).collect(),
            actions,
            elsewhere: standing.elsewhere,
            created_at: account.created_at,
            link_until: secret::of(on, id, Kind::Invitation, reader.now).await?.first().map(|link| link.expires_at),
            invited: None,
            lines: lines_of(on, &reader.words, committee, AREA, id).await?,
            view: reader.view(),
            seen: Seen::new(reader, &account, standing.state(), &standing.grants, parts),
        })
    }

    fn may(&self, action: &str) -> bool {
        self.actions.contains(&action)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    reader.answer(AccountPage::of(&app, &reader, &parts, id).await?)
}

/// The role that an action is about, and the part of the committee within which it holds; empty: everywhere.
#[derive(Deserialize)]
pub(super) struct Of {
    role: Option<Role>,
    #[serde(default)]
    within: String,
}

impl Of {
    fn grant(&self) -> Result<Option<Grant>> {
        let Some(role) = self.role else { return Ok(None) };
        let scope = filled(&self.within).map(str::parse).transpose().map_err(|()| Error::NotFound)?;
        Ok(Some(Grant { role, scope }))
    }
}

pub(super) async fn act(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(of): Sent<Of>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let action = Action::named(&action, of.grant()?).ok_or(Error::NotFound)?;
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    let done = administer::perform(&app.db, (reader.acting()?, &reader.actor), &parts, id, action).await?;
    if let Some(secret) = &done.secret {
        let link = OneTimeLink::new(&app, &reader, done.account.name, secret);
        return reader.answer(AccountPage { invited: Some(link), ..AccountPage::of(&app, &reader, &parts, id).await? });
    }
    let address = reader.within(&format!("/accounts/{id}"));
    if done.state == Stands::Gone {
        return reader
            .done(&reader.within("/accounts"), Flash::new("account-told-gone").with("name", done.account.name));
    }
    reader.done(&address, told(&address, action, &done.account.name, &parts))
}

/// What was done, with the way back.
fn told(address: &str, action: Action, name: &str, parts: &[Part]) -> Flash {
    let given = action.grant().map(|grant| Given::named(grant, parts));
    let part = given.as_ref().and_then(|given| given.part.as_ref());
    let within = if part.is_some() { "-within" } else { "" };
    let mut told = Flash::new(&format!("{}{within}", key("account-told", action.name()))).with("name", name);
    if let Some(opposite) = action.opposite() {
        told = told.undo(format!("{address}/{}", opposite.name()), 0);
    }
    if let Some(given) = &given {
        told = told.with("role", given.role).undo_with("role", given.role);
    }
    match part {
        Some(part) => told.with("within", &part.name).undo_with("within", part.scope),
        None => told,
    }
}
