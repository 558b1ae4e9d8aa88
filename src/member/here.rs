//! What pages read of the members beside the one that they show: the committee's lists, and which member the reader is.

use std::sync::Arc;

use super::model::Lists;
use super::store;
use crate::app::App;
use crate::error::Result;
use crate::page::Reader;

/// The committee's terms, sectors and special committees.
pub async fn lists(app: &App, reader: &Reader) -> Result<Arc<Lists>> {
    reader.kept("lists", store::lists(app.db.read(), reader.committee()?.id)).await
}

/// The member whose account the reader has.
pub async fn own(app: &App, reader: &Reader) -> Result<Option<i64>> {
    let Some(account) = reader.actor.account else { return Ok(None) };
    let own = store::of_account(app.db.read(), reader.committee()?.id, account);
    Ok(*reader.kept(format!("member of {account}"), own).await?)
}
