//! The sittings of a year on one page, one sitting as a file for calendar programs, and one's own sittings as a feed.

mod pages;
pub(in crate::meeting) mod papers;
pub mod rules;
pub mod store;

use axum::Router;

use crate::app::App;

pub(in crate::meeting) fn routes() -> Router<App> {
    pages::routes()
}
