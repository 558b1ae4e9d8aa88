//! What a committee has set, as pages read it, and who may set it.

use std::sync::Arc;

use super::model::{Choice, Sector, Session, SpecialCommittee, Term};
use super::store;
use crate::app::App;
use crate::deadline::Holidays;
use crate::error::Result;
use crate::page::Reader;
use crate::permission::Permission;

/// Goes on only for those who set sessions and holidays: who manage the committee, and who review proposals.
pub(super) fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}

/// The terms, the latest first.
pub async fn terms(app: &App, reader: &Reader) -> Result<Arc<Vec<Term>>> {
    reader.kept("terms", store::terms(app.db.read(), reader.committee()?.id)).await
}

/// The sectors, in the order of their founding.
pub async fn sectors(app: &App, reader: &Reader) -> Result<Arc<Vec<Sector>>> {
    reader.kept("sectors", store::sectors(app.db.read(), reader.committee()?.id)).await
}

/// The special committees, in the order of their founding.
pub async fn special_committees(app: &App, reader: &Reader) -> Result<Arc<Vec<SpecialCommittee>>> {
    reader.kept("special committees", store::special_committees(app.db.read(), reader.committee()?.id)).await
}

/// The sessions, the latest first.
pub async fn sessions(app: &App, reader: &Reader) -> Result<Arc<Vec<Session>>> {
    reader.kept("sessions", store::sessions(app.db.read(), reader.committee()?.id)).await
}

/// A list to choose from by its name, in its order, closed ones too.
pub async fn choices(app: &App, reader: &Reader, list: &str) -> Result<Arc<Vec<Choice>>> {
    reader.kept(format!("choices {list}"), store::choices(app.db.read(), reader.committee()?.id, list)).await
}

/// The days on which the week is not kept.
pub async fn holidays(app: &App, reader: &Reader) -> Result<Arc<Holidays>> {
    reader.kept("holidays", store::holidays(app.db.read(), reader.committee()?.id)).await
}
