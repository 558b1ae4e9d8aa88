//! The pages of those called: the list, one of them, the desk, the notice, signing in, the groups; and the part that the
//! sitting's own page shows.

mod act;
mod by_hand;
mod called;
mod desk;
mod groups;
mod invite;
mod notice;
mod part;
mod person;
mod sign_in;

use axum::Router;
use axum::routing::{get, post};

pub(in crate::meeting) use part::{Part, part};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    let at = |rest: &str| format!("/{{committee}}/meetings/{{id}}{rest}");
    Router::new()
        .route(&at("/called"), get(called::list).post(invite::invite))
        .route(&at("/called.xlsx"), get(called::table))
        .route(&at("/called/{n}"), get(person::show))
        .route(&at("/called/{n}/remove"), post(invite::remove))
        .route(&at("/called/{n}/put_back"), post(by_hand::put_back))
        .route(&at("/called/{n}/{action}"), post(act::act))
        .route(&at("/desk"), get(desk::desk))
        .route(&at("/groups"), get(groups::show).post(groups::add))
        .route(&at("/groups/deal"), post(groups::deal))
        .route(&at("/groups/assign"), post(groups::assign))
        .route(&at("/groups/{n}/change"), post(groups::change))
        .route(&at("/groups/{n}/remove"), post(groups::remove))
        .route(&at("/notice"), get(notice::notice))
        .route(&at("/sign-in"), get(sign_in::scanned).post(sign_in::sign_in))
        .route(&at("/sign-in.svg"), get(sign_in::shown))
}
