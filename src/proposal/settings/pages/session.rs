//! Sessions: the days in which proposals are taken for a plenary. With the first one come the usual lists.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::main::Main;
use super::{Back, begin, done, unchanged};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, OrRefusal};
use crate::page::{Faults, Flash, Reader, Sent};
use crate::proposal::AREA;
use crate::proposal::model::{List, Session};
use crate::proposal::settings::rules::{self, FitSession, WrittenSession};
use crate::proposal::settings::store;
use crate::proposal::store::set;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(add)).routes(routes!(alter)).routes(routes!(delete))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = SessionForm)]
struct Written {
    #[serde(default)]
    term: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    begins: String,
    #[serde(default)]
    ends: String,
    /// The session as its writer found it.
    was: Option<String>,
}

impl Written {
    fn fit(&self, others: &[Session]) -> Result<FitSession, Faults> {
        let Self { term, number, begins, ends, .. } = self;
        rules::session(WrittenSession { term, number, begins, ends }, others)
    }

    fn fields(&self) -> [(&str, &str); 4] {
        [("term", &self.term), ("number", &self.number), ("begins", &self.begins), ("ends", &self.ends)]
    }
}

fn fields(session: &Session) -> [(&'static str, String); 4] {
    let (begins, ends) = (session.begins.to_string(), session.ends.to_string());
    [("term", session.term.to_string()), ("number", session.number.to_string()), ("begins", begins), ("ends", ends)]
}

fn address(reader: &Reader, rest: &str) -> String {
    reader.within(&format!("/proposals/settings{rest}"))
}

/// What is done to a session.
#[derive(Clone, Copy)]
enum Deed {
    Add,
    Change,
    Delete,
}

/// What the ledger says of it.
fn told(deed: Deed, session: FitSession) -> Act {
    let act = match deed {
        Deed::Add => Act::new(AREA.name, 0, "add_session"),
        Deed::Change => Act::new(AREA.name, 0, "change_session"),
        Deed::Delete => Act::new(AREA.name, 0, "delete_session"),
    };
    let act = act.fact("term", session.term);
    let act = act.fact("n", session.number);
    let act = act.fact("begins", session.begins.to_string());
    act.fact("ends", session.ends.to_string())
}

/// One session of the committee, and the others.
async fn apart(change: &Change, id: i64) -> Result<(Session, Vec<Session>)> {
    let mut all = set::sessions(change.on(), change.acting().committee).await?;
    let place = all.iter().position(|session| session.id == id).ok_or(Error::NotFound)?;
    Ok((all.remove(place), all))
}

async fn unfit(change: Change, app: &App, reader: &Reader, back: Back) -> Result<Response> {
    drop(change);
    reader.answer_unfit(Main::of(app, reader, back).await?)
}

/// Adds a session.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/session",
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<Main>)),
)]
async fn add(State(app): State<App>, reader: Reader, Sent(sent): Sent<Written>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let others = set::sessions(change.on(), change.acting().committee).await?;
    let session = match sent.fit(&others) {
        Ok(session) => session,
        Err(faults) => return unfit(change, &app, &reader, Back::at("session-new", &sent.fields(), faults)).await,
    };
    let id = store::add_session(&change, session).await?;
    let mut acts = vec![told(Deed::Add, session)];
    if others.is_empty() {
        for list in List::ALL {
            acts.extend(super::list::take(&change, *list).await?);
        }
    }
    let flash = Flash::new("proposalset-done-add-session").with("term", session.term).with("n", session.number);
    let flash = flash.undo(address(&reader, &format!("/session/{id}/delete")), 0);
    change.record_all(acts).await?.commit().await?;
    reader.done(&address(&reader, ""), flash)
}

/// Changes a session.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/session/{id}/change",
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<Main>), (status = 422, body = OrRefusal<Main>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, others) = apart(&change, id).await?;
    let (row, was) = (format!("session-{id}"), FitSession::from(&stored).mark());
    if sent.was.as_ref().is_some_and(|known| *known != was) {
        let refusal = Refusal::new("proposalset-session-stale")
            .with("term", stored.term)
            .with("n", stored.number)
            .with("begins", stored.begins)
            .with("ends", stored.ends);
        drop(change);
        let back = Back::at(&row, &sent.fields(), Faults::at("term", refusal));
        return reader.answer_stale(Main::of(&app, &reader, back).await?);
    }
    match sent.fit(&others) {
        Ok(fit) if fit == FitSession::from(&stored) => unchanged(&reader, &address(&reader, "")),
        Ok(fit) => {
            store::change_session(&change, id, fit).await?;
            let act = told(Deed::Change, fit).fact("was", was);
            let flash = Flash::new("proposalset-done-change-session").with("term", fit.term).with("n", fit.number);
            let flash = flash.undo(address(&reader, &format!("/session/{id}/change")), 0).undo_with("was", fit.mark());
            let flash = fields(&stored).iter().fold(flash, |flash, (name, value)| flash.undo_with(name, value));
            done(change, &reader, act, &address(&reader, ""), flash).await
        }
        Err(faults) => unfit(change, &app, &reader, Back::at(&row, &sent.fields(), faults)).await,
    }
}

/// Deletes a session that no proposal belongs to.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/session/{id}/delete",
    responses(Acts, (status = 422, body = OrRefusal<Main>)),
)]
async fn delete(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, _) = apart(&change, id).await?;
    match store::delete_session(&change, id).await {
        Ok(()) => {
            let act = told(Deed::Delete, FitSession::from(&stored));
            let flash =
                Flash::new("proposalset-done-delete-session").with("term", stored.term).with("n", stored.number);
            let flash = flash.undo(address(&reader, "/session"), 0);
            let flash = fields(&stored).iter().fold(flash, |flash, (name, value)| flash.undo_with(name, value));
            done(change, &reader, act, &address(&reader, ""), flash).await
        }
        Err(Error::Refused(refusal)) => {
            let back = Back::at(&format!("session-{id}"), &[], Faults::at("term", refusal));
            unfit(change, &app, &reader, back).await
        }
        Err(other) => Err(other),
    }
}
