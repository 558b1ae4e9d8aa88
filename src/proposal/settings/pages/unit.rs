//! One unit: its name and line, whether it is given proposals, and the accounts that act for it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Back, begin, done, open, unchanged};
use crate::account;
use crate::account::model::Account;
use crate::app::App;
use crate::committee::rules::{LONGEST_NAME, name};
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::{Faults, Flash, Reader, Sent, View, filled};
use crate::permission::Permission;
use crate::proposal::AREA;
use crate::proposal::model::{Line, Unit};
use crate::proposal::settings::store;
use crate::proposal::store::set;

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
#[template(path = "proposal/settings/unit.html")]
struct UnitPage {
    #[serde(skip)]
    view: View,
    unit: Unit,
    accounts: Vec<ActingAccount>,
    #[serde(flatten)]
    back: Back,
}

/// An account that acts for the unit.
#[derive(Serialize, ToSchema)]
struct ActingAccount {
    login: String,
    name: String,
}

impl UnitPage {
    async fn of(app: &App, reader: &Reader, id: i64, back: Back) -> Result<Self> {
        let on = app.db.read();
        let unit = set::unit(on, reader.committee()?.id, id).await?;
        let mut accounts = Vec::new();
        for account in set::accounts(on, id).await? {
            let found = account::store::by_id(on, account).await?;
            accounts.extend(found.map(|Account { login, name, .. }| ActingAccount { login, name }));
        }
        Ok(Self { view: reader.view(), unit, accounts, back })
    }

    fn address(&self) -> String {
        self.view.within(&format!("/proposals/units/{}", self.unit.id))
    }
}

fn address(reader: &Reader, id: i64, rest: &str) -> String {
    reader.within(&format!("/proposals/units/{id}{rest}"))
}

/// A unit, and the accounts that act for it.
#[utoipa::path(get, path = "/{committee}/proposals/units/{id}", responses((status = 200, body = UnitPage), Closed))]
async fn show(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    open(&reader)?;
    reader.answer(UnitPage::of(&app, &reader, id, Back::default()).await?)
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

impl Unit {
    /// What it is, in one text by which a later writer notices that it changed.
    fn mark(&self) -> String {
        format!("{} {}", self.name, self.line)
    }
}

/// Changes the name and the line of a unit.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/units/{id}/change",
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<UnitPage>), (status = 422, body = OrRefusal<UnitPage>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let committee = change.acting().committee;
    let stored = set::unit(change.on(), committee, id).await?;
    let back =
        |refusal| Back::at("unit", &[("name", &sent.name), ("line", sent.line.name())], Faults::at("name", refusal));
    if sent.was.as_ref().is_some_and(|was| *was != stored.mark()) {
        drop(change);
        let back = back(Refusal::new("proposalset-choice-stale").with("name", &stored.name));
        return reader.answer_stale(UnitPage::of(&app, &reader, id, back).await?);
    }
    let all = set::units(change.on(), committee).await?;
    let others: Vec<_> = all.iter().filter(|unit| unit.id != id).map(|unit| unit.name.as_str()).collect();
    let name = match name(&sent.name, &others) {
        Ok(name) => name.to_owned(),
        Err(refusal) => {
            drop(change);
            return reader.answer_unfit(UnitPage::of(&app, &reader, id, back(refusal)).await?);
        }
    };
    let to = Unit { name, line: sent.line, ..stored.clone() };
    if to == stored {
        return unchanged(&reader, &address(&reader, id, ""));
    }
    store::change_unit(&change, &to).await?;
    let act = Act::new(AREA.name, 0, "change_unit").fact("name", to.name.as_str()).fact("was", stored.mark());
    let flash = Flash::new("proposalset-done-change-unit").with("name", &to.name);
    let flash = flash.undo(address(&reader, id, "/change"), 0).undo_with("name", &stored.name);
    let flash = flash.undo_with("line", stored.line).undo_with("was", to.mark());
    done(change, &reader, act, &address(&reader, id, ""), flash).await
}

/// Closes a unit: it is given no more proposals.
#[utoipa::path(post, path = "/{committee}/proposals/units/{id}/close", responses(Acts))]
async fn close(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let unit = set::unit(change.on(), change.acting().committee, id).await?;
    if unit.closed {
        return unchanged(&reader, &address(&reader, id, ""));
    }
    let act = Act::new(AREA.name, 0, "close_unit").fact("name", unit.name.as_str());
    let flash = Flash::new("proposalset-done-close-unit").with("name", &unit.name);
    let flash = flash.undo(address(&reader, id, "/reopen"), 0);
    store::change_unit(&change, &Unit { closed: true, ..unit }).await?;
    done(change, &reader, act, &address(&reader, id, ""), flash).await
}

/// Opens a unit again.
#[utoipa::path(post, path = "/{committee}/proposals/units/{id}/reopen", responses(Acts))]
async fn reopen(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let unit = set::unit(change.on(), change.acting().committee, id).await?;
    if !unit.closed {
        return unchanged(&reader, &address(&reader, id, ""));
    }
    let act = Act::new(AREA.name, 0, "reopen_unit").fact("name", unit.name.as_str());
    let flash = Flash::new("proposalset-done-reopen-unit").with("name", &unit.name);
    let flash = flash.undo(address(&reader, id, "/close"), 0);
    store::change_unit(&change, &Unit { closed: false, ..unit }).await?;
    done(change, &reader, act, &address(&reader, id, ""), flash).await
}

#[derive(Deserialize, ToSchema)]
struct Login {
    #[serde(default)]
    login: String,
}

/// The account of a login name that answers proposals in this committee.
async fn answering(change: &Change, login: &str) -> Result<Account, Refusal> {
    let login = filled(login).ok_or_else(|| Refusal::new("form-missing"))?;
    let unknown = || Refusal::new("proposalset-login-unfit").with("login", login);
    let on = change.on();
    let account = account::store::by_login(on, login).await.ok().flatten().ok_or_else(unknown)?;
    let roles = account::store::roles(on, account.id, Some(change.acting().committee)).await.unwrap_or_default();
    let answers = !account.disabled && roles.iter().any(|role| role.may(Permission::HandleProposals));
    if answers { Ok(account) } else { Err(unknown()) }
}

/// Lets an account act for a unit.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/units/{id}/accounts",
    request_body = Login,
    responses(Acts, (status = 422, body = OrRefusal<UnitPage>)),
)]
async fn let_act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Login>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let unit = set::unit(change.on(), change.acting().committee, id).await?;
    let account = match answering(&change, &sent.login).await {
        Ok(account) => account,
        Err(refusal) => {
            drop(change);
            let back = Back::at("new", &[("login", &sent.login)], Faults::at("login", refusal));
            return reader.answer_unfit(UnitPage::of(&app, &reader, id, back).await?);
        }
    };
    if set::accounts(change.on(), id).await?.contains(&account.id) {
        return unchanged(&reader, &address(&reader, id, ""));
    }
    store::let_act(&change, id, account.id).await?;
    let act = Act::new(AREA.name, 0, "let_act").fact("unit", unit.name.as_str()).fact("login", account.login.as_str());
    let flash = Flash::new("proposalset-done-let-act").with("unit", &unit.name).with("login", &account.login);
    let flash = flash.undo(address(&reader, id, "/accounts/remove"), 0).undo_with("login", &account.login);
    done(change, &reader, act, &address(&reader, id, ""), flash).await
}

/// Lets an account act for a unit no longer.
#[utoipa::path(post, path = "/{committee}/proposals/units/{id}/accounts/remove", request_body = Login, responses(Acts))]
async fn stop_acting(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Login>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let unit = set::unit(change.on(), change.acting().committee, id).await?;
    let account = account::store::by_login(change.on(), &sent.login).await?.ok_or(Error::NotFound)?;
    if !set::accounts(change.on(), id).await?.contains(&account.id) {
        return unchanged(&reader, &address(&reader, id, ""));
    }
    store::stop_acting(&change, id, account.id).await?;
    let act =
        Act::new(AREA.name, 0, "stop_acting").fact("unit", unit.name.as_str()).fact("login", account.login.as_str());
    let flash = Flash::new("proposalset-done-stop-acting").with("unit", &unit.name).with("login", &account.login);
    let flash = flash.undo(address(&reader, id, "/accounts"), 0).undo_with("login", &account.login);
    done(change, &reader, act, &address(&reader, id, ""), flash).await
}
