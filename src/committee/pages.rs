//! The front page of the installation, and the front page of a committee.

mod settings;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::model::{Sector, SpecialCommittee, Term};
use super::store;
use crate::account::Committee;
use crate::app::App;
use crate::error::Result;
use crate::page::{Reader, View};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(front)).route("/{committee}", get(home)).merge(settings::routes())
}

#[derive(Template, Serialize)]
#[template(path = "committee/front.html")]
struct Front {
    #[serde(skip)]
    view: View,
    committees: Vec<Committee>,
}

async fn front(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.answer(Front { committees: Committee::all(app.db.read()).await?, view: reader.view() })
}

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
}

async fn home(State(app): State<App>, reader: Reader) -> Result<Response> {
    let committee = reader.committee()?;
    reader.answer(Home {
        name: committee.name.clone(),
        region: committee.region.clone(),
        terms: store::terms(app.db.read(), committee.id).await?,
        sectors: store::sectors(app.db.read(), committee.id).await?,
        special_committees: store::special_committees(app.db.read(), committee.id).await?,
        view: reader.view(),
    })
}
