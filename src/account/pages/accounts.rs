//! The accounts of a committee, for its administrator: who has which role, inviting, shutting out.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::account::administer::{self, Guest, Invited};
use crate::account::model::{AREA, Account};
use crate::account::rules::{self, Action, State as Stands};
use crate::account::secret::{self, Kind};
use crate::account::store;
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Line, lines_of};
use crate::page::{Faults, Flash, Pages, Paging, Reader, Sent, View};
use crate::permission::{Permission, Role};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/accounts", get(list).post(invite))
        .route("/{committee}/accounts/{id}", get(show))
        .route("/{committee}/accounts/{id}/{action}", post(act))
}

/// An account as this committee sees it.
#[derive(Serialize)]
struct Seen {
    id: i64,
    login: String,
    name: String,
    state: Stands,
    roles: Vec<Role>,
}

/// A link that opens an account once, shown on this page and never again.
#[derive(Serialize)]
struct OneTimeLink {
    name: String,
    link: String,
    valid_until: Instant,
}

impl OneTimeLink {
    fn new(app: &App, reader: &Reader, name: String, secret: &str) -> Self {
        Self {
            name,
            link: administer::link(&app.config, secret),
            valid_until: reader.now.plus(Kind::Invitation.life()),
        }
    }
}

#[derive(Default, Deserialize, Serialize)]
struct Wish {
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    roles: Vec<Role>,
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/accounts.html")]
struct ListPage {
    #[serde(skip)]
    view: View,
    accounts: Vec<Seen>,
    pages: Pages,
    q: String,
    #[serde(skip)]
    wish: Wish,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    invited: Option<OneTimeLink>,
    #[serde(skip)]
    grantable: Vec<Role>,
}

impl ListPage {
    async fn of(app: &App, reader: &Reader, q: String, paging: &Paging) -> Result<Self> {
        let committee = reader.committee()?.id;
        let (accounts, total) =
            store::in_committee(app.db.read(), committee, q.trim(), (paging.offset(), paging.limit())).await?;
        let seen = |(account, roles): (Account, Vec<Role>)| Seen {
            id: account.id,
            state: Stands::of(account.disabled, account.password.is_some()),
            login: account.login,
            name: account.name,
            roles,
        };
        let filter = if q.is_empty() { q.clone() } else { format!("q={}", utf8_percent_encode(&q, NON_ALPHANUMERIC)) };
        Ok(Self {
            view: reader.view(),
            accounts: accounts.into_iter().map(seen).collect(),
            pages: paging.of(total, filter),
            q,
            wish: Wish::default(),
            faults: Faults::default(),
            invited: None,
            grantable: rules::grantable().collect(),
        })
    }
}

#[derive(Deserialize)]
struct Sought {
    #[serde(default)]
    q: String,
}

async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(Sought { q }): Query<Sought>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let q = q.chars().take(rules::LONGEST_NAME).collect();
    reader.answer(ListPage::of(&app, &reader, q, &paging).await?)
}

/// What is wrong with a wish, or the guest that it asks for.
fn guest(wish: &Wish) -> Result<Guest, Faults> {
    let mut faults = Faults::default();
    let login = wish.login.trim();
    faults.take("login", rules::login(login));
    let name = faults.take("name", rules::name(&wish.name)).unwrap_or_default();
    let roles: Vec<_> = rules::grantable().filter(|role| wish.roles.contains(role)).collect();
    if wish.roles.contains(&Role::PlatformOperator) {
        faults.note("roles", Refusal::new("account-role-not-here"));
    } else if roles.is_empty() {
        faults.note("roles", Refusal::new("account-role-missing"));
    }
    if faults.none() { Ok(Guest { login: login.to_owned(), name: name.to_owned(), roles }) } else { Err(faults) }
}

async fn invite(State(app): State<App>, reader: Reader, Sent(wish): Sent<Wish>) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let invited = match guest(&wish) {
        Ok(guest) => match administer::invite(&app.db, reader.acting()?, &guest).await {
            Err(Error::Refused(refusal)) => Err(Faults::at("login", refusal)),
            done => Ok(done?),
        },
        Err(faults) => Err(faults),
    };
    let paging = Paging::default();
    let page = || ListPage::of(&app, &reader, String::new(), &paging);
    match invited {
        Ok(Invited::Known(account)) => {
            let told = Flash::new("account-known-given").with("login", &account.login).with("name", &account.name);
            reader.done(&reader.within(&format!("/accounts/{}", account.id)), told)
        }
        Ok(Invited::New(account, secret)) => {
            let link = OneTimeLink::new(&app, &reader, account.name, &secret);
            reader.answer(ListPage { invited: Some(link), ..page().await? })
        }
        Err(faults) => reader.answer_unfit(ListPage { wish, faults, ..page().await? }),
    }
}

/// A role in a committee's hand: whether the account has it, and what may be done about it.
#[derive(Serialize)]
struct RoleHere {
    role: Role,
    held: bool,
    #[serde(skip)]
    offered: Option<Action>,
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
    async fn of(app: &App, reader: &Reader, id: i64) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let (account, standing) = store::standing(on, committee, id).await?;
        let offered: Vec<_> = rules::offered(&standing, &reader.actor).collect();
        let held = |role| RoleHere {
            role,
            held: standing.roles.contains(&role),
            offered: offered.iter().copied().find(|action| action.role() == Some(role)),
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
            seen: Seen { id, state: standing.state(), login: account.login, name: account.name, roles: standing.roles },
        })
    }

    fn may(&self, action: &str) -> bool {
        self.actions.contains(&action)
    }
}

async fn show(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    reader.answer(AccountPage::of(&app, &reader, id).await?)
}

#[derive(Deserialize)]
struct Of {
    role: Option<Role>,
}

async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(Of { role }): Sent<Of>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let action = Action::named(&action, role).ok_or(Error::NotFound)?;
    let done = administer::perform(&app.db, reader.acting()?, &reader.actor, id, action).await?;
    if let Some(secret) = &done.secret {
        let link = OneTimeLink::new(&app, &reader, done.account.name, secret);
        return reader.answer(AccountPage { invited: Some(link), ..AccountPage::of(&app, &reader, id).await? });
    }
    let address = reader.within(&format!("/accounts/{id}"));
    if done.state == Stands::Gone {
        return reader
            .done(&reader.within("/accounts"), Flash::new("account-told-gone").with("name", done.account.name));
    }
    let told = Flash::new(&format!("account-told-{}", action.name().replace('_', "-")))
        .with("name", done.account.name)
        .with("role", role.map_or_else(String::new, |role| role.to_string()));
    let told = match action.opposite() {
        Some(opposite) => told.undo(format!("{address}/{}", opposite.name()), 0),
        None => told,
    };
    let told = role.into_iter().fold(told, |told, role| told.undo_with("role", role));
    reader.done(&address, told)
}
