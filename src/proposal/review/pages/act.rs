//! What a reviewer decides of one proposal.

use axum::response::Response;

use super::form::Again;
use crate::app::App;
use crate::error::{Error, Result};
use crate::named::key;
use crate::page::{Flash, Reader};
use crate::proposal::pages::here::Here;
use crate::proposal::review::deed::{Deed, Sent};
use crate::proposal::review::store;
use crate::proposal::rules::{Action, decide};

/// Decides so of a proposal.
///
/// # Errors
/// It is not there for this reader, or cannot be decided so now.
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
    match store::carry_out(&change, (&here.proposal, &here.rule), sent.version, to, &deed).await {
        Ok(()) => {}
        Err(Error::Stale) if !action.bare() => {
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
    let key = key("review-done", action);
    let told = Flash::new(&key).with("title", &here.proposal.subject);
    let told = match deed {
        Deed::File { number, .. } => told.with("number", number),
        Deed::Pass { step } | Deed::Unpass { step } => told.with("step", step),
        Deed::Categorise { category } => told.with("category", &category.1),
        Deed::Merge { main, .. } => told.with("main", &main.1),
        _ => told,
    };
    let back = |action: Action| here.address(reader, &format!("/{action}"));
    match (deed, action.undone_by()) {
        (Deed::MakeKey { .. }, _) => {
            let was = here.proposal.leader.as_deref().unwrap_or_default();
            told.undo(back(action), version).undo_with("leader", was)
        }
        (_, Some(undo)) => told.undo(back(undo), version),
        (_, None) => told,
    }
}
