//! The list of sittings, the page of one, and the actions on it.

pub(super) mod act;
mod chair;
mod correct;
pub(super) mod here;
pub(super) mod live;
mod plan;
mod rules;
mod screen;
mod show;
mod within;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::article::Kind;
use super::rules::State as Standing;
use super::store::{self, Filter};
use super::title::title;
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::page::{Pages, Paging, Reader, View, sought};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(plan::routes())
        .merge(rules::routes())
        .route("/{committee}/meetings", get(list))
        .route("/{committee}/meetings/{id}", get(show::show))
        .route("/{committee}/meetings/{id}/live", get(live::stream))
        .route("/{committee}/meetings/{id}/screen", get(screen::show))
        .route("/{committee}/meetings/{id}/hand_over", post(chair::hand_over))
        .route("/{committee}/meetings/{id}/correct", get(correct::correction).post(correct::correct))
        .route("/{committee}/meetings/{id}/{action}", post(act::act))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/list.html")]
struct List {
    #[serde(skip)]
    view: View,
    sittings: Vec<Listed>,
    pages: Pages,
    #[serde(skip)]
    years: Vec<i16>,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    may_import: bool,
    #[serde(skip)]
    may_plan: bool,
    #[serde(skip)]
    may_rule: bool,
}

#[derive(Serialize)]
struct Listed {
    id: i64,
    address: String,
    title: String,
    kind: Kind,
    date: Option<Day>,
    items: u64,
    expected: Option<i64>,
    present: Option<i64>,
    state: Standing,
}

/// The filters of the list, as they stand in its address.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    text: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        Filter { kind: self.kind.parse().ok(), year: self.year.parse().ok(), text: sought(&self.text) }
    }

    fn any(&self) -> bool {
        [&self.kind, &self.year, &self.text].iter().any(|text| !text.is_empty())
    }
}

async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let committee = reader.committee()?;
    let window = (paging.offset(), paging.limit());
    let (found, total) = store::list(app.db.read(), committee.id, &reader.actor, &asked.filter(), window).await?;
    let inside = reader.may(Permission::ReadInternal);
    let sittings = found.into_iter().map(|(sitting, items)| Listed {
        id: sitting.id,
        address: reader.within(&format!("/meetings/{}", sitting.id)),
        title: title(&sitting, &committee.name, &reader.words),
        kind: sitting.kind,
        date: sitting.date,
        items,
        expected: sitting.expected,
        present: sitting.present,
        state: if inside { sitting.state } else { Standing::Published },
    });
    reader.answer(List {
        sittings: sittings.collect(),
        pages: paging.of(total, serde_html_form::to_string(&asked).unwrap_or_default()),
        years: store::years(app.db.read(), committee.id, &reader.actor).await?,
        asked,
        may_rule: reader.may(Permission::ManageCommittee),
        may_plan: reader.may(Permission::RunSittings),
        may_import: reader.may(Permission::RecordSittings),
        view: reader.view(),
    })
}
