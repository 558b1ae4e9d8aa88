//! The board of deadlines: how much is due, due soon, overdue and far overdue, and what it is.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rows::{Row, rows};
use crate::app::App;
use crate::error::{Error, Result};
use crate::page::api::Closed;
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::calendar::Calendar;
use crate::proposal::handling::store::lists::{self, Narrow};
use crate::proposal::model::Unit;
use crate::proposal::rules::days::Urgency;
use crate::proposal::store::set;

/// What the board shows, as it stands in its address: `due`, `due_soon`, `overdue`, `far_overdue`, `asked`, or all.
#[derive(Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    unit: String,
}

impl Asked {
    fn narrow(&self) -> Narrow {
        Narrow { urgency: self.show.parse().ok(), asked: self.show == "asked", unit: self.unit.parse().ok() }
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/deadlines.html")]
struct Board {
    #[serde(skip)]
    view: View,
    counts: Vec<Count>,
    rows: Vec<Row>,
    pages: Pages,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    units: Vec<Unit>,
}

/// How much there is of something, and the board narrowed to it. Its name is an urgency, or `asked`.
#[derive(Serialize, ToSchema)]
struct Count {
    name: &'static str,
    n: u64,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    current: bool,
}

/// What is due, soon or late, and which work it is.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/deadlines",
    params(Asked, Paging),
    responses((status = 200, body = Board), Closed),
)]
pub(super) async fn board(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.known()?;
    if !reader.may(Permission::AssignProposals) && !reader.may(Permission::ReviewProposals) {
        return Err(Error::Forbidden);
    }
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let bounds = Calendar::of(on, committee, reader.now.day()).await?.bounds;
    let narrow = asked.narrow();
    let mut counts = Vec::new();
    for name in Urgency::ALL.iter().rev().map(|urgency| urgency.name()).chain(["asked"]) {
        let only = Narrow { unit: narrow.unit, ..Asked { show: name.to_owned(), unit: String::new() }.narrow() };
        counts.push(Count {
            name,
            n: lists::count_open(on, committee, (only, bounds)).await?,
            address: reader.within(&format!("/proposals/deadlines?show={name}&unit={}", unit(narrow))),
            current: asked.show == name,
        });
    }
    let total = lists::count_open(on, committee, (narrow, bounds)).await?;
    let found = lists::open(on, committee, (narrow, bounds), (paging.offset(), paging.limit())).await?;
    let query = serde_html_form::to_string(&asked).unwrap_or_default();
    reader.answer(Board {
        counts,
        rows: rows(&app, &reader, &found).await?,
        pages: paging.of(total, query),
        units: set::units(on, committee).await?,
        asked,
        view: reader.view(),
    })
}

fn unit(narrow: Narrow) -> String {
    narrow.unit.map(|unit| unit.to_string()).unwrap_or_default()
}
