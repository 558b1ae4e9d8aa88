//! The list of proposals, the page of one, and the actions that need nothing but a button.

pub(in crate::proposal) mod act;
mod asked;
mod closer;
mod list;
mod now;
mod rows;
mod show;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(list::list))
        .routes(routes!(list::table))
        .routes(routes!(show::show))
        .routes(routes!(act::act))
}
