//! The pages of units: the list of them, and each with its accounts.

mod list;
mod unit;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::error::Result;
use crate::page::Reader;
use crate::page::settings::Edit;
use crate::permission::Permission;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().merge(list::routes()).merge(unit::routes())
}

/// Goes on only for those who keep the units: who manage the committee, and who review proposals.
fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}

/// Begins to change what stands at a page of units.
async fn edit<'r>(app: &'r App, reader: &'r Reader, page: &str) -> Result<Edit<'r>> {
    open(reader)?;
    Edit::begin(app, reader, "/units", page).await
}
