//! The pages of handling: what is done to an assignment, the list of what is to be assigned, a unit's inbox, the hand-over
//! list and the board of deadlines.

mod act;
mod assign;
mod assigning;
mod awaits;
mod deadlines;
mod handover;
mod inbox;
mod part;
mod rows;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(in crate::proposal) use awaits::awaiting;
pub(in crate::proposal) use part::{Part, part};

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(assigning::show, assigning::assign))
        .routes(routes!(assigning::table))
        .routes(routes!(inbox::inbox))
        .routes(routes!(inbox::table))
        .routes(routes!(handover::show))
        .routes(routes!(handover::table))
        .routes(routes!(deadlines::board))
        .routes(routes!(deadlines::table))
        .routes(routes!(assign::assign))
        .routes(routes!(assign::add))
        .routes(routes!(assign::recall))
        .routes(routes!(act::act))
}
