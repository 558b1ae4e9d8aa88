//! The page on which a committee sets its proposals up.

mod main;
mod rule;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::error::Result;
use crate::page::Reader;
use crate::permission::Permission;

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().merge(main::routes()).merge(rule::routes())
}

/// Goes on only for those who set proposals up: who manage the committee, and who review proposals.
fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}
