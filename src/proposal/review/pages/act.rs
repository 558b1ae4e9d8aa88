//! What is done to one proposal on its page: by a button, or by a form of the review.

use axum::response::Response;

use super::form::Again;
use crate::app::App;
use crate::error::{Error, Result};
use crate::page::{Flash, Reader};
use crate::proposal::here::Here;
use crate::proposal::review::deed::Sent;
use crate::proposal::review::model::Deed;
use crate::proposal::review::store;
use crate::proposal::rules::{Action, decide};
use crate::workflow::{Form, LifeCycle};

/// Does so to a proposal.
///
/// # Errors
/// It is not there for this reader, or it cannot be done now.
pub(in crate::proposal) async fn act(
    app: &App,
    reader: &Reader,
    id: i64,
    action: Action,
    sent: Sent,
) -> Result<Response> {
    let (change, here) = Here::begin(app, reader, id).await?;
    let to = decide(here.standing, action, here.who(reader))?;
    let deed = match Deed::read(change.on(), &here, action, &sent).await? {
        Ok(deed) => deed,
        Err(faults) => {
            drop(change);
            return reader.answer_unfit(Again::of(app, reader, &here, action, sent).await?.faulty(faults));
        }
    };
    match store::carry_out(&change, (&here.proposal, &here.rule), sent.version, (action, to), &deed).await {
        Ok(()) => {}
        Err(Error::Stale) if action.row().form == Form::Fields => {
            drop(change);
            let again = Again::of(app, reader, &here, action, sent).await?;
            return reader.answer_stale(again.stale(here.proposal.version));
        }
        Err(other) => return Err(other),
    }
    change.record_all(deed.acts(&here, action)).await?.commit().await?;
    reader.done(&here.address(reader, ""), told(reader, &here, action, &deed, sent.version + 1))
}

/// What is told on the page of the proposal, with the way back where there is one.
fn told(reader: &Reader, here: &Here, action: Action, deed: &Deed, version: i64) -> Flash {
    let told = Flash::done(action, &here.address(reader, ""), version).with("title", &here.proposal.subject);
    match deed {
        Deed::File { number, .. } => told.with("number", number),
        Deed::Pass { step } | Deed::Unpass { step } => told.with("step", step),
        Deed::Categorise { category } => told.with("category", &category.1),
        Deed::Merge { main, .. } => told.with("main", &main.1),
        Deed::MakeKey { .. } => told.undo_with("leader", here.proposal.leader.as_deref().unwrap_or_default()),
        _ => told,
    }
}
