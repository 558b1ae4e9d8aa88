//! Who is called to a sitting, what they answer, and who is there.

pub(in crate::meeting) mod here;
pub mod model;
mod pages;
mod papers;
pub mod rules;
pub mod store;

use axum::Router;

pub(in crate::meeting) use pages::{Part, part};

use crate::app::App;

pub(in crate::meeting) fn routes() -> Router<App> {
    pages::routes()
}
