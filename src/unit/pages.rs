//! The pages of units: the list of them, and each with its accounts.

mod list;
mod unit;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().merge(list::routes()).merge(unit::routes())
}
