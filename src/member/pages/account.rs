//! Whose account it is: an account of the committee belongs to one member, who then acts in their own name.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;

use super::super::store;
use crate::account::store as accounts;
use crate::app::App;
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::member::model::MEMBER;
use crate::page::{Flash, Reader, Sent, filled};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{committee}/members/{id}/account", post(link))
}

/// The login name of a member's account; empty where they have none.
pub(super) async fn login(on: &impl ConnectionTrait, member: i64) -> Result<String> {
    let Some(account) = store::account(on, member).await? else { return Ok(String::new()) };
    Ok(accounts::by_id(on, account).await?.map(|account| account.login).unwrap_or_default())
}

#[derive(Deserialize)]
struct Login {
    /// The login name of the account; empty for none.
    #[serde(default)]
    login: String,
}

async fn link(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Login>,
) -> Result<Response> {
    reader.need(Permission::ManageAccounts)?;
    let committee = reader.committee()?.id;
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let name = store::name_of(change.on(), committee, id).await?.ok_or(Error::NotFound)?;
    let before = login(change.on(), id).await?;
    let now = sent.login.trim().to_lowercase();
    let address = reader.within(&format!("/members/{id}"));
    if before == now {
        return reader.done(&address, Flash::new("member-nothing-changed"));
    }
    let (account, act, told) = match filled(&now) {
        Some(login) => {
            let account = free(change.on(), committee, login).await?;
            (Some(account), Act::new(MEMBER.name, id, "link").fact("login", login), "member-linked")
        }
        None => (None, Act::new(MEMBER.name, id, "unlink").fact("login", before.as_str()), "member-unlinked"),
    };
    store::set_account(&change, id, account).await?;
    change.record(act.fact("name", name.as_str())).await?.commit().await?;
    let flash = Flash::new(told).with("name", name).undo(format!("{address}/account"), 0).undo_with("login", before);
    reader.done(&address, flash)
}

/// An account of the committee that belongs to no member yet.
async fn free(on: &impl ConnectionTrait, committee: i64, login: &str) -> Result<i64> {
    let unknown = || Refusal::new("member-no-such-account").with("login", login);
    let account = accounts::by_login(on, login).await?.ok_or_else(unknown)?;
    if accounts::held(on, account.id, Some(committee)).await?.is_empty() {
        return Err(unknown().into());
    }
    match store::of_account(on, committee, account.id).await? {
        Some(other) => {
            let name = store::name_of(on, committee, other).await?.unwrap_or_default();
            Err(Refusal::new("member-account-taken").with("login", login).with("name", name).into())
        }
        None => Ok(account.id),
    }
}
