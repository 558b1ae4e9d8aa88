//! What every page shares: who reads it and in which language, its frame, and its two forms, HTML and JSON.

mod action;
mod address;
pub mod api;
mod assets;
mod awaiting;
mod beside;
mod compare;
mod draft;
mod errors;
pub mod figures;
mod flash;
mod form;
mod health;
mod history;
pub mod listing;
mod moved;
mod once;
mod reader;
pub mod settings;
mod upload;
mod view;

use axum::Router;

use crate::app::App;
pub use crate::fields::{Faults, Upload, bounded, filled, needed, number, sought};

pub use action::{Button, Taken};
pub use address::clean_address;
pub use awaiting::{Awaited, Awaiting, Awaits};
pub use beside::{Beside, Besides, Related};
pub use compare::{Compared, Paragraph, compare};
pub use draft::{Conflict, Entry, Stands, TRIES};
pub use errors::tell_errors;
pub use flash::{Flash, Undo};
pub use form::{LARGEST_FORM, OF_MANY_LINES, Sent, own_path};
pub use listing::{Pages, Paging};
pub use moved::{Moves, Moving, Rests};
pub use once::once;
pub(crate) use reader::cookie;
pub use reader::{ANEW, Format, Reader, SESSION, Saved};
pub use upload::Enclosed;
pub(crate) use upload::{too_large, unfit};
pub use view::View;

/// Nothing from elsewhere, and nothing inline.
pub const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

pub fn routes() -> Router<App> {
    assets::routes().merge(health::routes()).merge(view::routes()).merge(history::routes())
}
