//! One unit: its name and line, whether it is asked any more, and the accounts that act for it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::account;
use crate::account::model::Account;
use crate::app::App;
use crate::committee::rules::{LONGEST_NAME, name};
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{self, Act, Change, lines_of};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::settings::{self, Edit, Rejected, Row};
use crate::page::{Faults, Reader, Sent, View, filled};
use crate::permission::Permission;
use crate::unit::here::{self, open};
use crate::unit::model::{Line, UNIT, Unit};
use crate::unit::store;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(show))
        .routes(routes!(alter))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(let_act))
        .routes(routes!(stop_acting))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "unit/unit.html")]
struct UnitPage {
    #[serde(skip)]
    view: View,
    unit: Unit,
    accounts: Vec<ActingAccount>,
    lines: Vec<ledger::Line>,
    #[serde(flatten)]
    rejected: Rejected,
}

/// An account that acts for the unit.
#[derive(Serialize, ToSchema)]
struct ActingAccount {
    login: String,
    name: String,
    /// Not that the unit names it, but a role that it holds within the unit alone.
    by_role: bool,
}

impl UnitPage {
    async fn of(app: &App, reader: &Reader, id: i64, rejected: Rejected) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let unit = store::unit(on, committee, id).await?;
        let accounts = acting(on, committee, id).await?;
        let lines = lines_of(on, &reader.words, committee, UNIT.name, id).await?;
        Ok(Self { view: reader.view(), unit, accounts, lines, rejected })
    }

    fn address(&self) -> String {
        self.view.within(&format!("/units/{}", self.unit.id))
    }
}

/// The accounts that act for a unit: first those that it names.
async fn acting(on: &impl ConnectionTrait, committee: i64, unit: i64) -> Result<Vec<ActingAccount>> {
    let named = store::accounts(on, unit).await?;
    let mut ids: Vec<_> = named.iter().map(|id| (*id, false)).collect();
    let all = store::accounts_of(on, committee, &[unit], Permission::HandleProposals).await?;
    ids.extend(all.into_iter().filter(|(id, _)| !named.contains(id)).map(|(id, _)| (id, true)));
    let mut accounts = Vec::new();
    for (id, by_role) in ids {
        let found = account::store::by_id(on, id).await?;
        accounts.extend(found.map(|Account { login, name, .. }| ActingAccount { login, name, by_role }));
    }
    Ok(accounts)
}

/// Begins to change a unit.
async fn edit<'r>(app: &'r App, reader: &'r Reader, id: i64) -> Result<(Edit<'r>, Unit)> {
    let edit = here::edit(app, reader, &format!("/units/{id}")).await?;
    let unit = store::unit(edit.change.on(), edit.committee(), id).await?;
    Ok((edit, unit))
}

/// A unit, and the accounts that act for it.
#[utoipa::path(get, path = "/{committee}/units/{id}", responses((status = 200, body = UnitPage), Closed))]
async fn show(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    open(&reader)?;
    reader.answer(UnitPage::of(&app, &reader, id, Rejected::default()).await?)
}

#[derive(Deserialize, ToSchema)]
#[schema(as = UnitForm)]
struct Written {
    #[serde(default)]
    name: String,
    line: Line,
    /// As its writer found it.
    was: Option<String>,
}

impl Row for Unit {
    fn id(&self) -> i64 {
        self.id
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("name", self.name.clone()), ("line", self.line.to_string())]
    }
}

/// Changes the name and the line of a unit.
#[utoipa::path(
    post,
    path = "/{committee}/units/{id}/change",
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<UnitPage>), (status = 422, body = OrRefusal<UnitPage>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let (edit, _) = edit(&app, &reader, id).await?;
    let (stored, others) = settings::row(store::units(edit.change.on(), edit.committee()).await?, id)?;
    let fields = [("name", sent.name.as_str()), ("line", sent.line.name())];
    let page = |app, reader, rejected| UnitPage::of(app, reader, id, rejected);
    if stored.changed_since(sent.was.as_deref()) {
        let stale = Refusal::new("settings-row-stale").with("name", &stored.name);
        return edit.again(Rejected::stale("unit", &fields, Faults::at("name", stale)), page).await;
    }
    let others: Vec<_> = others.iter().map(|unit| unit.name.as_str()).collect();
    let to = match name(&sent.name, &others) {
        Ok(name) => Unit { name: name.to_owned(), line: sent.line, ..stored.clone() },
        Err(refusal) => {
            return edit.again(Rejected::unfit("unit", &fields, Faults::at("name", refusal)), page).await;
        }
    };
    if to == stored {
        return edit.unchanged();
    }
    store::change(&edit.change, &to).await?;
    let act = Act::new(UNIT.name, id, "change_unit").fact("name", to.name.as_str()).fact("was", stored.mark());
    let flash = edit.told_change(&act, &stored, &to);
    edit.done(act, flash).await
}

/// Closes a unit: it is asked for nothing more.
#[utoipa::path(post, path = "/{committee}/units/{id}/close", responses(Acts))]
async fn close(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let (edit, unit) = edit(&app, &reader, id).await?;
    let act = Act::new(UNIT.name, id, "close_unit").fact("name", unit.name.as_str());
    set_closed(edit, unit, true, act).await
}

/// Opens a unit again.
#[utoipa::path(post, path = "/{committee}/units/{id}/reopen", responses(Acts))]
async fn reopen(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let (edit, unit) = edit(&app, &reader, id).await?;
    let act = Act::new(UNIT.name, id, "reopen_unit").fact("name", unit.name.as_str());
    set_closed(edit, unit, false, act).await
}

async fn set_closed(edit: Edit<'_>, unit: Unit, closed: bool, act: Act) -> Result<Response> {
    if unit.closed == closed {
        return edit.unchanged();
    }
    let flash = edit.told(&act, &format!("/{}/{}", unit.id, if closed { "reopen" } else { "close" }));
    store::change(&edit.change, &Unit { closed, ..unit }).await?;
    edit.done(act, flash).await
}

#[derive(Deserialize, ToSchema)]
struct Login {
    #[serde(default)]
    login: String,
}

/// The account of a login name that answers for units in this committee.
async fn answering(change: &Change, login: &str) -> Result<Account, Refusal> {
    let login = filled(login).ok_or_else(|| Refusal::new("form-missing"))?;
    let unknown = || Refusal::new("unit-login-unfit").with("login", login);
    let on = change.on();
    let account = account::store::by_login(on, login).await.ok().flatten().ok_or_else(unknown)?;
    let roles = account::store::roles(on, account.id, Some(change.acting().committee)).await.unwrap_or_default();
    let answers = !account.disabled && roles.iter().any(|role| role.may(Permission::HandleProposals));
    if answers { Ok(account) } else { Err(unknown()) }
}

/// Lets an account act for a unit.
#[utoipa::path(
    post,
    path = "/{committee}/units/{id}/accounts",
    request_body = Login,
    responses(Acts, (status = 422, body = OrRefusal<UnitPage>)),
)]
async fn let_act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Login>,
) -> Result<Response> {
    let (edit, unit) = edit(&app, &reader, id).await?;
    let account = match answering(&edit.change, &sent.login).await {
        Ok(account) => account,
        Err(refusal) => {
            let rejected = Rejected::unfit("new", &[("login", &sent.login)], Faults::at("login", refusal));
            return edit.again(rejected, |app, reader, rejected| UnitPage::of(app, reader, id, rejected)).await;
        }
    };
    if store::accounts(edit.change.on(), id).await?.contains(&account.id) {
        return edit.unchanged();
    }
    store::let_act(&edit.change, id, account.id).await?;
    let act = Act::new(UNIT.name, id, "let_act").fact("unit", unit.name).fact("login", account.login.as_str());
    let flash = edit.told(&act, &format!("/{id}/accounts/remove")).undo_with("login", account.login);
    edit.done(act, flash).await
}

/// Lets an account act for a unit no longer.
#[utoipa::path(post, path = "/{committee}/units/{id}/accounts/remove", request_body = Login, responses(Acts))]
async fn stop_acting(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Login>,
) -> Result<Response> {
    let (edit, unit) = edit(&app, &reader, id).await?;
    let account = account::store::by_login(edit.change.on(), &sent.login).await?.ok_or(Error::NotFound)?;
    if !store::accounts(edit.change.on(), id).await?.contains(&account.id) {
        return edit.unchanged();
    }
    store::stop_acting(&edit.change, id, account.id).await?;
    let act = Act::new(UNIT.name, id, "stop_acting").fact("unit", unit.name).fact("login", account.login.as_str());
    let flash = edit.told(&act, &format!("/{id}/accounts")).undo_with("login", account.login);
    edit.done(act, flash).await
}
