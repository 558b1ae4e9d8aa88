//! Who may change what stands at the pages of units.

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
