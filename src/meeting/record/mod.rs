//! The record of a sitting, read out of news: brought in, looked through, accepted, and corrected.

pub mod command;
mod correct;
pub mod form;
pub mod import;
pub mod marks;
pub mod reading;

use axum::Router;

use crate::app::App;

pub use import::IMPORTER;

pub(super) fn routes() -> Router<App> {
    import::routes().merge(correct::routes())
}
