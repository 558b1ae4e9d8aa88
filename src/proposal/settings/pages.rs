//! The page on which a committee sets its proposals up.

mod main;
mod rule;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().merge(main::routes()).merge(rule::routes())
}
