//! The files of a proposal: added and removed while it is written, handed out to those who may see it.

use axum::extract::{Path, Request, State as Shared};
use axum::response::Response;

use crate::app::App;
use crate::attachment::{self, HandedOut};
use crate::error::{Error, Refusal, Result};
use crate::page::api::{Acts, FileForm, Open};
use crate::page::{Enclosed, Flash, Reader};
use crate::proposal::pages::here::Here;
use crate::proposal::rules::{self, Action};
use crate::proposal::writing::rules::MOST_FILES;
use crate::proposal::writing::store;

/// Adds a file to a proposal.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/files",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses(Acts)
)]
pub(super) async fn add(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    request: Request,
) -> Result<Response> {
    super::edit::written(&app, &reader, id).await?;
    let sent = Enclosed::read(request, &app, attachment::LARGEST).await?;
    let file = sent.file.ok_or_else(|| Error::Unreadable(Refusal::new("writing-no-file")))?;
    let kept = attachment::keep(&app.config, file).await?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Write, here.who(&reader))?;
    let files = store::files(change.on(), id).await?;
    if files.len() >= MOST_FILES {
        return Err(Refusal::new("writing-files-full").with("most", MOST_FILES).into());
    }
    if files.iter().any(|one| one.digest == kept.digest) {
        return Err(Refusal::new("writing-file-there").with("name", kept.name).into());
    }
    let act = here.act("add_file").fact("file", kept.name.as_str());
    let told = Flash::new("writing-done-add-file").with("file", &kept.name);
    store::add_file(&change, id, kept).await?;
    change.record(act).await?.commit().await?;
    reader.done(&here.address(&reader, ""), told)
}

/// A file of a proposal.
#[utoipa::path(get, path = "/{committee}/proposals/{id}/files/{n}", responses(HandedOut, Open))]
pub(super) async fn file(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    request: Request,
) -> Result<Response> {
    Here::find(&app, &reader, id).await?;
    let file = store::file(app.db.read(), id, n).await?;
    attachment::hand_out(&app.config, request, (&file.name, file.media, &file.digest)).await
}

/// Takes a file from a proposal.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/files/{n}/remove", responses(Acts))]
pub(super) async fn remove(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Write, here.who(&reader))?;
    let file = store::file(change.on(), id, n).await?;
    store::remove_file(&change, n).await?;
    change.record(here.act("remove_file").fact("file", file.name.as_str())).await?.commit().await?;
    reader.done(&here.address(&reader, ""), Flash::new("writing-done-remove-file").with("file", file.name))
}
