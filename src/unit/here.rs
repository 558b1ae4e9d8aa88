//! The units as pages read them, which of them the reader acts for, and who may change them.

use std::sync::Arc;

use super::model::Unit;
use super::{rules, store};
use crate::app::App;
use crate::error::Result;
use crate::page::Reader;
use crate::page::settings::Edit;
use crate::permission::Permission;

/// Goes on only for those who keep the units: who manage the committee, and who review proposals.
pub(super) fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}

/// Begins to change what stands at a page of units.
pub(super) async fn edit<'r>(app: &'r App, reader: &'r Reader, page: &str) -> Result<Edit<'r>> {
    open(reader)?;
    Edit::begin(app, reader, "/units", page).await
}

/// The units of the committee by line and name, closed ones too.
pub async fn units(app: &App, reader: &Reader) -> Result<Arc<Vec<Unit>>> {
    reader.kept("units", store::units(app.db.read(), reader.committee()?.id)).await
}

/// The name of one of these units; empty where it is none of them.
#[must_use]
pub fn name(units: &[Unit], id: i64) -> &str {
    units.iter().find(|unit| unit.id == id).map_or("", |unit| &unit.name)
}

/// The units for which the reader may do something. What their roles allow is read with every request.
pub async fn acted_for(app: &App, reader: &Reader, permission: Permission) -> Result<Vec<i64>> {
    let naming = match reader.actor.account {
        Some(account) if reader.may(permission) => {
            let naming = store::naming(app.db.read(), reader.committee()?.id, account);
            reader.kept(format!("units of {account}"), naming).await?
        }
        _ => Arc::default(),
    };
    Ok(rules::acted_for(&reader.actor, permission, &naming))
}
