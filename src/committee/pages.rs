//! The front page of the installation, and the front page of a committee.

mod choices;
mod holidays;
mod moved;
mod sessions;
mod settings;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;

use super::model::{Sector, SpecialCommittee, Term};
use super::{here, store};
use crate::account::Committee;
use crate::app::App;
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::page::{Awaited, Awaiting, Reader, View};
use crate::permission::Permission;

pub(super) fn routes() -> OpenApiRouter<App> {
    let own = Router::new()
        .route("/", get(front))
        .route("/{committee}", get(home))
        .merge(settings::routes())
        .merge(moved::routes());
    OpenApiRouter::from(own).merge(sessions::routes()).merge(holidays::routes()).merge(choices::routes())
}

/// A committee as the front page names it, with the number of its latest term.
#[derive(Serialize)]
struct Seen {
    #[serde(flatten)]
    committee: Committee,
    term: Option<i64>,
}

#[derive(Template, Serialize)]
#[template(path = "committee/front.html")]
struct Front {
    #[serde(skip)]
    view: View,
    committees: Vec<Seen>,
}

async fn front(State(app): State<App>, reader: Reader) -> Result<Response> {
    let latest = store::latest_terms(app.db.read()).await?;
    let committees = Committee::all(app.db.read()).await?.into_iter();
    let seen = |committee: Committee| Seen { term: latest.get(&committee.id).copied(), committee };
    reader.answer(Front { committees: committees.map(seen).collect(), view: reader.view() })
}

/// How many of the latest changes the committee's front page shows.
const LATEST: u64 = 8;

#[derive(Template, Serialize)]
#[template(path = "committee/home.html")]
struct Home {
    #[serde(skip)]
    view: View,
    name: String,
    region: String,
    terms: Vec<Term>,
    sectors: Vec<Sector>,
    special_committees: Vec<SpecialCommittee>,
    /// What awaits the reader.
    awaiting: Vec<Awaiting>,
    /// What was done lately, for those who may know.
    lines: Vec<Line>,
}

async fn home(State(app): State<App>, Extension(awaited): Extension<Awaited>, reader: Reader) -> Result<Response> {
    let committee = reader.committee()?;
    let inside = reader.may(Permission::ReadHistory);
    let awaiting = awaited.of(&app, &reader).await?;
    reader.answer(Home {
        awaiting,
        name: committee.name.clone(),
        region: committee.region.clone(),
        terms: here::terms(&app, &reader).await?.to_vec(),
        sectors: here::sectors(&app, &reader).await?.to_vec(),
        special_committees: here::special_committees(&app, &reader).await?.to_vec(),
        lines: if inside { lines(&app, &reader).await? } else { Vec::new() },
        view: reader.view(),
    })
}

async fn lines(app: &App, reader: &Reader) -> Result<Vec<Line>> {
    let committee = reader.committee()?;
    let latest = ledger::latest(app.db.read(), &reader.words, committee.id, (i64::MAX, LATEST)).await?;
    Ok(latest.into_iter().map(|line| line.linked(&committee.slug, &app.nav.kinds)).collect())
}
