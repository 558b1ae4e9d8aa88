//! The actions on a proposal that are taken on its page: by a button, or by a reviewer's form.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use crate::app::App;
use crate::error::Result;
use crate::page::api::{Acts, OrRefusal};
use crate::page::{Reader, Sent, Taken};
use crate::proposal::review;
use crate::proposal::rules::Action;
use crate::workflow::taken;

/// Does something to a proposal, or decides of it as a reviewer.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/{action}",
    params(("action" = inline(Taken<Action>), Path)),
    request_body = review::Sent,
    responses(Acts, (status = 409, body = OrRefusal<review::Again>), (status = 422, body = OrRefusal<review::Again>)),
)]
pub(super) async fn act(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(sent): Sent<review::Sent>,
) -> Result<Response> {
    review::act(&app, &reader, id, taken(&action)?, sent).await
}
