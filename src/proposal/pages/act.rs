//! The actions on a proposal that need nothing but a button.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Deserialize;

use super::here::Here;
use crate::app::App;
use crate::error::{Error, Result};
use crate::page::{Flash, Reader, Sent};
use crate::proposal::rules::{self, Action};
use crate::proposal::store;

/// The version that is acted on.
#[derive(Deserialize)]
pub(in crate::proposal) struct Version {
    pub version: i64,
}

impl Action {
    /// Whether a button with nothing but the version takes it; the others have a page of their own.
    #[must_use]
    pub const fn plain(self) -> bool {
        matches!(
            self,
            Self::Resume | Self::Publish | Self::Unpublish | Self::MarkExcellent | Self::UnmarkExcellent | Self::Close
        )
    }
}

pub(super) async fn act(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let action: Action = action.parse().map_err(|_| Error::NotFound)?;
    if !action.plain() {
        return Err(Error::NotFound);
    }
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let to = rules::decide(here.standing, action, here.who(&reader))?;
    store::carry_out(&change, &here.proposal, version, action, to).await?;
    change.record(here.act(action.name())).await?.commit().await?;
    let address = here.address(&reader, "");
    let mut flash =
        Flash::new(&format!("proposal-done-{}", action.name().replace('_', "-"))).with("title", &here.proposal.subject);
    if let Some(back) = action.undone_by() {
        flash = flash.undo(format!("{address}/{back}"), version + 1);
    }
    reader.done(&address, flash)
}
