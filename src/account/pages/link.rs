//! The link that opens an account once, as it is shown to whoever asked for it.

use serde::Serialize;

use crate::account::administer;
use crate::account::secret::Kind;
use crate::app::App;
use crate::clock::Instant;
use crate::page::Reader;

/// A link that opens an account once, shown on this page and never again.
#[derive(Serialize)]
pub(super) struct OneTimeLink {
    pub name: String,
    pub link: String,
    pub valid_until: Instant,
}

impl OneTimeLink {
    pub(super) fn new(app: &App, reader: &Reader, name: String, secret: &str) -> Self {
        Self {
            name,
            link: administer::link(&app.config, secret),
            valid_until: reader.now.plus(Kind::Invitation.life()),
        }
    }
}
