//! The accounts of a committee, for its administrator: who has which role, inviting, shutting out.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::link::OneTimeLink;
use crate::account::administer::{self, Guest, Invited};
use crate::account::model::{AREA, Account};
use crate::account::part::{Given, Part, Parts};
use crate::account::rules::{self, Action, State as Stands};
use crate::account::secret::{self, Kind};
use crate::account::{Grant, Scope, store};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::fields::ANOTHER;
use crate::ledger::{Line, lines_of};
use crate::named::key;
use crate::page::{Faults, Flash, Pages, Paging, Reader, Sent, View, filled};
use crate::permission::{Permission, Role, ScopeKind};
use crate::words::Words;

pub(super) fn routes(parts: Parts) -> Router<App> {
    Router::new()
        .route("/{committee}/accounts", get(list).post(invite))
        .route("/{committee}/accounts/{id}", get(show))
        .route("/{committee}/accounts/{id}/{action}", post(act))
        .layer(Extension(parts))
}

/// An account as this committee sees it.
#[derive(Serialize)]
struct Seen {
    id: i64,
    login: String,
    name: String,
    state: Stands,
    /// The roles that it has everywhere in the committee.
    roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    within: Vec<RoleWithin>,
}

/// A role within a part of the committee.
#[derive(Serialize)]
struct RoleWithin {
    role: Role,
    within: Scope,
    /// What the part is called.
    name: String,
}

impl Seen {
    fn new(account: &Account, state: Stands, grants: &[Grant], parts: &[Part]) -> Self {
        let (mut roles, mut within) = (Vec::new(), Vec::new());
        for grant in grants {
            match Given::named(*grant, parts) {
                Given { role, part: None } => roles.push(role),
                Given { role, part: Some(part) } => {
                    within.push(RoleWithin { role, within: part.scope, name: part.name });
                }
            }
        }
        let (login, name) = (account.login.clone(), account.name.clone());
        Self { id: account.id, login, name, state, roles, within }
    }

    /// Its roles in words.
    fn told(&self, words: &Words) -> String {
        let everywhere = self.roles.iter().map(|role| words.of("role", role));
        let within = self.within.iter().map(|held| held.told(words));
        everywhere.chain(within).collect::<Vec<_>>().join(&words.say("list-comma"))
    }
}

impl RoleWithin {
    fn told(&self, words: &Words) -> String {
        let facts = [("role", self.role.name().into()), ("within", self.name.as_str().into())];
        words.with("account-role-within", &facts)
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
    /// The key of the special committee, sector or unit within which alone its roles are to hold; empty: everywhere.
    #[serde(default)]
    special_committee: String,
    #[serde(default)]
    sector: String,
    #[serde(default)]
    unit: String,
    /// `yes` where it was said that this is another person than the one whose account is there under the name.
    #[serde(default)]
    another: String,
}

impl Wish {
    fn key(&self, kind: ScopeKind) -> &str {
        match kind {
            ScopeKind::SpecialCommittee => &self.special_committee,
            ScopeKind::Sector => &self.sector,
            ScopeKind::Unit => &self.unit,
        }
    }

    /// The parts that are chosen, or the fields in which something else stands.
    fn chosen(&self, parts: &[Part], faults: &mut Faults) -> Vec<Part> {
        let mut chosen = Vec::new();
        for kind in ScopeKind::ALL.iter().filter(|kind| !self.key(**kind).is_empty()) {
            let asked = |part: &&Part| part.scope.kind == *kind && part.scope.key.to_string() == self.key(*kind);
            match parts.iter().find(asked) {
                Some(part) => chosen.push(part.clone()),
                None => faults.note(kind.name(), Refusal::new("account-scope-unknown").with("name", self.key(*kind))),
            }
        }
        chosen
    }
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
    #[serde(skip)]
    parts: Vec<Part>,
}

impl ListPage {
    async fn of(app: &App, reader: &Reader, parts: Vec<Part>, q: String, paging: &Paging) -> Result<Self> {
        let committee = reader.committee()?.id;
        let (accounts, total) =
            store::in_committee(app.db.read(), committee, q.trim(), (paging.offset(), paging.limit())).await?;
        let seen = |(account, grants): (Account, Vec<Grant>)| {
            Seen::new(&account, Stands::of(account.disabled, account.password.is_some()), &grants, &parts)
        };
        let accounts = accounts.into_iter().map(seen).collect();
        let filter = if q.is_empty() { q.clone() } else { format!("q={}", utf8_percent_encode(&q, NON_ALPHANUMERIC)) };
        Ok(Self {
            view: reader.view(),
            accounts,
            pages: paging.of(total, filter),
            q,
            wish: Wish::default(),
            faults: Faults::default(),
            invited: None,
            grantable: rules::grantable().collect(),
            parts,
        })
    }

    /// The kinds of parts that there are, each with its parts.
    fn kinds(&self) -> Vec<(ScopeKind, Vec<&Part>)> {
        let of = |kind: &ScopeKind| (*kind, self.parts.iter().filter(|part| part.scope.kind == *kind).collect());
        ScopeKind::ALL.iter().map(of).filter(|(_, parts): &(_, Vec<_>)| !parts.is_empty()).collect()
    }

    /// Whether a part is the one that was chosen.
    fn chosen(&self, part: &Part) -> bool {
        self.wish.key(part.scope.kind) == part.scope.key.to_string()
    }
}

#[derive(Deserialize)]
struct Sought {
    #[serde(default)]
    q: String,
}

async fn list(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Query(Sought { q }): Query<Sought>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let q = q.chars().take(rules::LONGEST_NAME).collect();
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    reader.answer(ListPage::of(&app, &reader, parts, q, &paging).await?)
}

/// What is wrong with a wish, or the guest that it asks for.
fn guest(wish: &Wish, parts: &[Part]) -> Result<Guest, Faults> {
    let mut faults = Faults::default();
    let login = rules::written(&wish.login);
    faults.take("login", rules::login(&login));
    let name = faults.take("name", rules::name(&wish.name)).unwrap_or_default();
    let roles: Vec<_> = rules::grantable().filter(|role| wish.roles.contains(role)).collect();
    if wish.roles.contains(&Role::PlatformOperator) {
        faults.note("roles", Refusal::new("account-role-not-here"));
    } else if roles.is_empty() {
        faults.note("roles", Refusal::new("account-role-missing"));
    }
    let chosen = wish.chosen(parts, &mut faults);
    let roles = faults.take("roles", rules::given(&roles, &chosen)).unwrap_or_default();
    if faults.none() { Ok(Guest { login, name, roles }) } else { Err(faults) }
}

/// What is asked first where somebody of this name has an account here, unless it was said that this is another person.
async fn asks(app: &App, reader: &Reader, guest: &Guest, another: bool) -> Result<Option<Refusal>> {
    if another {
        return Ok(None);
    }
    let there = administer::namesake(app.db.read(), reader.committee()?.id, guest).await?;
    Ok(there.map(|(id, refusal)| refusal.see(reader.within(&format!("/accounts/{id}")))))
}

async fn invite(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Sent(wish): Sent<Wish>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    let invited = match guest(&wish, &parts) {
        Ok(guest) if let Some(asked) = asks(&app, &reader, &guest, wish.another == "yes").await? => {
            Err(Faults::at(ANOTHER, asked))
        }
        Ok(guest) => match administer::invite(&app.db, reader.acting()?, &guest).await {
            Err(Error::Refused(refusal)) => Err(Faults::at("login", refusal)),
            done => Ok(done?),
        },
        Err(faults) => Err(faults),
    };
    let paging = Paging::default();
    let page = || ListPage::of(&app, &reader, parts, String::new(), &paging);
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
            seen: Seen::new(&account, standing.state(), &standing.grants, parts),
        })
    }

    fn may(&self, action: &str) -> bool {
        self.actions.contains(&action)
    }
}

async fn show(
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
struct Of {
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

async fn act(
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
