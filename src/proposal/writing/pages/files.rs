//! The files of a proposal: added and removed while it is written, handed out to those who may see it.

use axum::extract::{Path, Request, State as Shared};
use axum::response::Response;

use crate::app::App;
use crate::attachment::{self, HandedOut};
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, FileForm, Open};
use crate::page::{Enclosed, Flash, Reader};
use crate::proposal::here::Here;
use crate::proposal::model::File;
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
    room(app.db.read(), id).await?;
    let sent = Enclosed::read(request, &app, attachment::LARGEST).await?;
    let file = sent.file.ok_or_else(|| Error::Unreadable(Refusal::new("writing-no-file")))?;
    let kept = attachment::keep(&app.config, file).await?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Write, here.who(&reader))?;
    let files = room(change.on(), id).await?;
    if files.iter().any(|one| one.digest == kept.digest) {
        return Err(Refusal::new("writing-file-there").with("name", kept.name).into());
    }
    let act = here.act("add_file");
    let told = Flash::new("writing-done-add-file").with("file", &kept.name);
    store::add_file(&change, id, kept).await?;
    let acts = changed(&change, &here).await?.into_iter().chain([act]).collect();
    change.record_all(acts).await?.commit().await?;
    reader.done(&here.address(&reader, ""), told)
}

/// The files, where there is room for one more.
async fn room(on: &impl ConnectionTrait, id: i64) -> Result<Vec<File>> {
    let files = store::files(on, id).await?;
    match files.len() {
        n if n >= MOST_FILES => Err(Refusal::new("writing-files-full").with("most", MOST_FILES).into()),
        _ => Ok(files),
    }
}

/// Who signs, signs the files too: with them what was signed changes, and the signatures fall.
async fn changed(change: &Change, here: &Here) -> Result<Option<Act>> {
    let signers = &here.proposers.signers;
    if signers.is_empty() {
        return Ok(None);
    }
    store::outgrow(change, &here.proposal).await?;
    let signed = signers.iter().filter(|(one, _)| one.signs());
    let fallen: Vec<_> = signed.map(|(_, name)| name.as_str()).collect();
    Ok((!fallen.is_empty()).then(|| here.act("fall").fact("names", fallen.join("、"))))
}

/// A file of a proposal.
#[utoipa::path(get, path = "/{committee}/proposals/{id}/files/{n}", responses(HandedOut, Open))]
pub(super) async fn file(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    request: Request,
) -> Result<Response> {
    if !Here::find(&app, &reader, id).await?.inside(&reader) {
        return Err(Error::NotFound);
    }
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
    let act = here.act("remove_file");
    let acts = changed(&change, &here).await?.into_iter().chain([act]).collect();
    change.record_all(acts).await?.commit().await?;
    reader.done(&here.address(&reader, ""), Flash::new("writing-done-remove-file").with("file", file.name))
}
