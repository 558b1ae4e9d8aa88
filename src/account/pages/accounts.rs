//! The accounts of a committee, for its administrator: who has which role, and inviting.

use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::link::OneTimeLink;
use super::seen::Seen;
use crate::account::administer::{self, Guest, Invited};
use crate::account::model::Account;
use crate::account::part::{Part, Parts};
use crate::account::rules::{self, State as Stands};
use crate::account::{Grant, store};
use crate::app::App;
use crate::db::Start;
use crate::error::{Error, Refusal, Result};
use crate::fields::ANOTHER;
use crate::page::listing::{Cell, Column, Field, Filter, Listing, Table, Tone};
use crate::page::{Faults, Flash, Pages, Paging, Reader, Sent, View};
use crate::permission::{Permission, Role, ScopeKind};
use crate::table::Turn;

const LIST: Listing = Listing {
    sheet: Some(("/accounts.xlsx", "accounts-export")),
    unfound: ("accounts-none", "list-unfound-hint"),
    ..Listing::new("accounts-title", "/accounts")
};

const COLUMNS: &[Column<Seen>] = &[
    Column::new("account-name", 14.0, |row: &Seen, _| Cell::from(&row.name).link(&row.address)).names(),
    Column::new("account-login", 20.0, |row, _| Cell::from(&row.login)),
    Column::new("account-roles", 50.0, |row: &Seen, words| row.told(words).into()),
    Column::new("account-state", 14.0, |row, words| {
        let tone = match row.state {
            Stands::Active => Tone::Good,
            Stands::Invited => Tone::Warn,
            Stands::Disabled | Stands::Gone => Tone::Bad,
        };
        Cell::marked(tone, words.of("account-state", row.state))
    }),
];

/// No more accounts stand in a table.
const MOST: u64 = 10_000;

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

impl Asked {
    fn sought(&self) -> String {
        self.q.trim().chars().take(rules::LONGEST_NAME).collect()
    }
}

/// The accounts of a page, how many there are in all, and whether others follow.
async fn rows(
    app: &App,
    reader: &Reader,
    parts: &[Part],
    asked: &Asked,
    window: (Start<String>, u64),
) -> Result<(Vec<Seen>, u64, bool)> {
    let committee = reader.committee()?.id;
    let (accounts, total, further) = store::in_committee(app.db.read(), committee, &asked.sought(), window).await?;
    let seen = |(account, grants): (Account, Vec<Grant>)| {
        Seen::new(reader, &account, Stands::of(account.disabled, account.password.is_some()), &grants, parts)
    };
    Ok((accounts.into_iter().map(seen).collect(), total, further))
}

#[derive(Template, Serialize)]
#[template(path = "account/pages/accounts.html")]
struct ListPage {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    list: Listing,
    #[serde(skip)]
    filter: Filter,
    #[serde(skip)]
    table: Table,
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
    async fn of(app: &App, reader: &Reader, parts: Vec<Part>, asked: Asked, paging: &Paging) -> Result<Self> {
        let (accounts, total, further) = rows(app, reader, &parts, &asked, (paging.start(), paging.limit())).await?;
        let field = Field::search("q", "accounts-find", "accounts-find", &asked.q);
        let filter = Filter::of(reader, LIST.address, &asked, vec![field]);
        let key = |row: &Seen| Some(row.login.clone());
        let pages = paging.of(total, &filter.query).by_key(&store::order(), &accounts, key, further);
        Ok(Self {
            view: reader.view(),
            list: LIST,
            filter,
            table: Table::of(COLUMNS, &accounts, ("accounts-count", &pages), reader),
            accounts,
            pages,
            q: asked.q,
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

pub(super) async fn list(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    reader.answer(ListPage::of(&app, &reader, parts, asked, &paging).await?)
}

/// The same as a table.
pub(super) async fn table(
    State(app): State<App>,
    Extension(parts): Extension<Parts>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let parts = parts.of(&app.db, reader.committee()?.id).await?;
    let turn = Turn::take().await?;
    let (rows, ..) = rows(&app, &reader, &parts, &asked, (Start::At(0), MOST)).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows).await
}

#[derive(Default, Deserialize, Serialize)]
pub(super) struct Wish {
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

pub(super) async fn invite(
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
    let page = || ListPage::of(&app, &reader, parts, Asked::default(), &paging);
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
