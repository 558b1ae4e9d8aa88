//! Sessions: the days in which what is handed in goes before a plenary. With the first one come the usual lists.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::choices;
use crate::app::App;
use crate::committee::here::open;
use crate::committee::model::{COMMITTEE, Session};
use crate::committee::overview::Overview;
use crate::committee::rules::session::{SessionAction, SessionForm, act, stale};
use crate::committee::store;
use crate::error::{Error, Result};
use crate::ledger::{Line, lines_of};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::settings::{self, Edit, Rejected, Row};
use crate::page::{Faults, Reader, Sent, View};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show)).routes(routes!(add)).routes(routes!(alter)).routes(routes!(delete))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "committee/sessions.html")]
struct SessionsPage {
    #[serde(skip)]
    view: View,
    #[serde(flatten)]
    overview: Overview,
    lines: Vec<Line>,
    #[serde(flatten)]
    rejected: Rejected,
}

impl SessionsPage {
    async fn of(app: &App, reader: &Reader, rejected: Rejected) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let lists: Vec<_> = app.nav.lists.iter().filter(|list| choices::kept_by(list, reader)).collect();
        Ok(Self {
            view: reader.view(),
            overview: Overview::of(on, committee, lists).await?,
            lines: lines_of(on, &reader.words, committee, COMMITTEE.name, committee).await?,
            rejected,
        })
    }
}

impl Row for Session {
    fn id(&self) -> i64 {
        self.id
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let (begins, ends) = (self.begins.to_string(), self.ends.to_string());
        vec![("term", self.term.to_string()), ("number", self.number.to_string()), ("begins", begins), ("ends", ends)]
    }
}

async fn edit<'r>(app: &'r App, reader: &'r Reader) -> Result<Edit<'r>> {
    open(reader)?;
    Edit::begin(app, reader, "/settings/session", "/settings/sessions").await
}

/// The sessions, and what else stands in the committee's lists.
#[utoipa::path(
    get,
    path = "/{committee}/settings/sessions",
    responses((status = 200, body = SessionsPage), Closed),
)]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(SessionsPage::of(&app, &reader, Rejected::default()).await?)
}

/// Adds a session.
#[utoipa::path(
    post,
    path = "/{committee}/settings/session",
    request_body = SessionForm,
    responses(Acts, (status = 422, body = OrRefusal<SessionsPage>)),
)]
async fn add(State(app): State<App>, reader: Reader, Sent(sent): Sent<SessionForm>) -> Result<Response> {
    let edit = edit(&app, &reader).await?;
    let others = store::sessions(edit.change.on(), edit.committee()).await?;
    let session = match sent.fit(0, edit.committee(), &others) {
        Ok(session) => session,
        Err(faults) => {
            return edit.again(Rejected::unfit("session-new", &sent.fields(), faults), SessionsPage::of).await;
        }
    };
    let id = store::add_session(&edit.change, &session).await?;
    let added = act(SessionAction::Add, &session);
    let flash = edit.told(&added, &format!("/{id}/delete"));
    let mut acts = vec![added];
    if others.is_empty() {
        for list in &app.nav.lists {
            acts.extend(choices::take(&edit.change, list).await?);
        }
    }
    edit.done_all(acts, flash).await
}

/// Changes a session.
#[utoipa::path(
    post,
    path = "/{committee}/settings/session/{id}/change",
    request_body = SessionForm,
    responses(Acts, (status = 409, body = OrRefusal<SessionsPage>), (status = 422, body = OrRefusal<SessionsPage>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<SessionForm>,
) -> Result<Response> {
    let edit = edit(&app, &reader).await?;
    let (stored, others) = settings::row(store::sessions(edit.change.on(), edit.committee()).await?, id)?;
    let row = format!("session-{id}");
    if stored.changed_since(sent.was.as_deref()) {
        let faults = Faults::at("term", stale(&stored));
        return edit.again(Rejected::stale(&row, &sent.fields(), faults), SessionsPage::of).await;
    }
    match sent.fit(id, edit.committee(), &others) {
        Ok(to) if to == stored => edit.unchanged(),
        Ok(to) => {
            store::change_session(&edit.change, &to).await?;
            let act = act(SessionAction::Change, &to).fact("was", stored.mark());
            let flash = edit.told_change(&act, &stored, &to);
            edit.done(act, flash).await
        }
        Err(faults) => edit.again(Rejected::unfit(&row, &sent.fields(), faults), SessionsPage::of).await,
    }
}

/// Deletes a session that nothing belongs to.
#[utoipa::path(
    post,
    path = "/{committee}/settings/session/{id}/delete",
    responses(Acts, (status = 422, body = OrRefusal<SessionsPage>)),
)]
async fn delete(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let edit = edit(&app, &reader).await?;
    let (stored, _) = settings::row(store::sessions(edit.change.on(), edit.committee()).await?, id)?;
    match store::delete_session(&edit.change, id).await {
        Ok(()) => {
            let act = act(SessionAction::Delete, &stored);
            let flash = edit.told(&act, "").undo_fields(stored.fields());
            edit.done(act, flash).await
        }
        Err(Error::Refused(refusal)) => {
            let rejected = Rejected::unfit(&format!("session-{id}"), &[], Faults::at("term", refusal));
            edit.again(rejected, SessionsPage::of).await
        }
        Err(other) => Err(other),
    }
}
