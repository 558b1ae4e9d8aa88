//! The actions on a proposal that are taken on its page: by a button, or by a reviewer's form.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Deserialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::here::Here;
use crate::app::App;
use crate::error::{Error, Result};
use crate::named::{key, one_of};
use crate::page::api::{Acts, OrRefusal};
use crate::page::{Flash, Reader, Sent};
use crate::proposal::review;
use crate::proposal::review::rules::ACTIONS;
use crate::proposal::rules::{self, Action};
use crate::proposal::store;

/// The actions that are taken here: each is the last step of an address.
pub(super) struct Taken;

impl PartialSchema for Taken {
    fn schema() -> RefOr<Schema> {
        let taken = Action::ALL.iter().filter(|action| action.plain() || ACTIONS.contains(action));
        one_of(&taken.map(|action| action.name()).collect::<Vec<_>>()).into()
    }
}

impl ToSchema for Taken {}

/// The version that is acted on.
#[derive(Deserialize, ToSchema)]
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

/// Does something to a proposal, or decides of it as a reviewer.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/{action}",
    params(("action" = inline(Taken), Path)),
    request_body = review::Sent,
    responses(Acts, (status = 409, body = OrRefusal<review::Again>), (status = 422, body = OrRefusal<review::Again>)),
)]
pub(super) async fn act(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(sent): Sent<review::Sent>,
) -> Result<Response> {
    match action.parse::<Action>() {
        Ok(action) if action.plain() => press(&app, &reader, id, action, sent.version).await,
        Ok(action) if ACTIONS.contains(&action) => review::act(&app, &reader, id, action, sent).await,
        _ => Err(Error::NotFound),
    }
}

async fn press(app: &App, reader: &Reader, id: i64, action: Action, version: i64) -> Result<Response> {
    let (change, here) = Here::begin(app, reader, id).await?;
    let to = rules::decide(here.standing, action, here.who(reader))?;
    store::carry_out(&change, &here.proposal, version, action, to).await?;
    change.record(here.act(action.name())).await?.commit().await?;
    let address = here.address(reader, "");
    let mut flash = Flash::new(&key("proposal-done", action)).with("title", &here.proposal.subject);
    if let Some(back) = action.undone_by() {
        flash = flash.undo(format!("{address}/{back}"), version + 1);
    }
    reader.done(&address, flash)
}
