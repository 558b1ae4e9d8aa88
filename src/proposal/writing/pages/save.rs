//! Saving a text: by itself as it is written, and at a press. Where it changes what others signed, their signatures fall.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::edit::{self, EditPage, Written, conflict, written};
use crate::app::App;
use crate::draft;
use crate::error::{Error, Result};
use crate::page::api::{Acts, OrRefusal};
use crate::page::{Conflict, Flash, Reader, Saved as Stands, Sent, TRIES};
use crate::proposal::here::Here;
use crate::proposal::model::ProposalText;
use crate::proposal::rules::{self, Action};
use crate::proposal::writing::rules::{faults, says_the_same};
use crate::proposal::writing::store;

/// What came of a save.
pub(super) enum Saved {
    /// The words stand, at this version; the signatures of these fell.
    Done(i64, Vec<String>),
    /// Somebody saved other words meanwhile.
    Later(Box<Here>),
}

/// Saves words that were changed at a version, over those of a proposal that was just read.
///
/// # Errors
/// The proposal cannot be written now.
pub(super) async fn save_words(
    app: &App,
    reader: &Reader,
    here: &Here,
    text: &ProposalText,
    version: i64,
) -> Result<Saved> {
    let (id, mut read) = (here.proposal.id, Some(here.clone()));
    for _ in 0..TRIES {
        let here = match read.take() {
            Some(here) => here,
            None => Here::find(app, reader, id).await?,
        };
        rules::decide(here.standing, Action::Write, here.who(reader))?;
        let now = ProposalText::from(&here.proposal);
        if now == *text {
            return Ok(Saved::Done(here.proposal.text_version, Vec::new()));
        }
        if here.proposal.text_version != version {
            return Ok(Saved::Later(Box::new(here)));
        }
        let signed = here.proposers.signers.iter().any(|(one, _)| one.signs());
        let saved = if signed && !says_the_same(&now, text) {
            save_and_fall(app, reader, id, text, version).await
        } else {
            let (key, still) = (here.proposal.draft(), store::still(&here.proposal));
            let kept = draft::keep(app.db.read(), key, &reader.acting()?, (version, text), still).await;
            kept.map(|version| (version, Vec::new()))
        };
        match saved {
            Ok((version, fallen)) => return Ok(Saved::Done(version, fallen)),
            // It moved between reading and writing: what stands there now decides.
            Err(Error::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Err(Error::Stale)
}

/// Saves words of which others have signed those before: their signatures fall, and the history tells it.
async fn save_and_fall(
    app: &App,
    reader: &Reader,
    id: i64,
    text: &ProposalText,
    version: i64,
) -> Result<(i64, Vec<String>)> {
    let (change, here) = Here::begin(app, reader, id).await?;
    rules::decide(here.standing, Action::Write, here.who(reader))?;
    let signed = here.proposers.signers.iter().filter(|(one, _)| one.signs());
    let names: Vec<_> = signed.map(|(_, name)| name.clone()).collect();
    if here.proposal.text_version != version || names.is_empty() {
        return Err(Error::Stale);
    }
    let version = store::rewrite(&change, &here.proposal, text.clone()).await?;
    change.record(here.act("fall").fact("names", names.join("、"))).await?.commit().await?;
    Ok((version, names))
}

/// Saves the words of a proposal. Where they change what others signed, their signatures fall.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/write",
    request_body = Written,
    responses(
        Acts,
        (status = 200, body = Stands),
        (status = 409, body = OrRefusal<Conflict>),
        (status = 422, body = OrRefusal<EditPage>),
    ),
)]
pub(super) async fn save(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let here = written(&app, &reader, id).await?;
    let version = sent.version;
    let Some(text) = sent.text(here.proposal.kind)? else { return Err(crate::page::unfit("subject")) };
    let faults = faults(&text);
    if !faults.none() {
        return reader.answer_unfit(edit::page(&app, &reader, &here, text, faults).await?.at(version));
    }
    match save_words(&app, &reader, &here, &text, version).await? {
        Saved::Later(here) => conflict(&reader, &here, &text),
        Saved::Done(version, fallen) => told(&reader, &here, version, &fallen),
    }
}

fn told(reader: &Reader, here: &Here, version: i64, fallen: &[String]) -> Result<Response> {
    let names = fallen.join(&reader.words.say("list-comma"));
    let flash = if fallen.is_empty() {
        Flash::new("writing-saved")
    } else {
        Flash::new("writing-saved-fallen").with("names", names)
    };
    reader.saved(&here.address(reader, "/write"), flash, version)
}
