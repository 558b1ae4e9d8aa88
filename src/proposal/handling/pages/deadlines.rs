//! The board of deadlines: how much is due, due soon, overdue and far overdue, and what it is.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rows::{Row, rows};
use crate::app::App;
use crate::deadline::Urgency;
use crate::error::{Error, Result};
use crate::page::api::Closed;
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::calendar::calendar;
use crate::proposal::handling::papers;
use crate::proposal::handling::rules::OPEN;
use crate::proposal::handling::store::lists::{self, Narrow};
use crate::proposal::model::Unit;
use crate::proposal::rules::handling::State;
use crate::proposal::store::set;
use crate::table::{TableFile, Turn};

/// What the board shows, as it stands in its address: `due`, `due_soon`, `overdue`, `far_overdue`, `asked`,
/// `unaccepted`, or all; of one unit or all; at one step or all.
#[derive(Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    unit: String,
    /// The state in which work waits.
    #[serde(default)]
    step: String,
}

impl Asked {
    fn narrow(&self) -> Narrow {
        Narrow {
            urgency: self.show.parse().ok(),
            asked: self.show == "asked",
            unaccepted: self.show == "unaccepted",
            unit: self.unit.parse().ok(),
            state: self.step.parse().ok(),
        }
    }

    fn query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
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
    #[serde(skip)]
    steps: &'static [State],
}

/// How much there is of something, and the board narrowed to it. Its name is an urgency, `asked` or `unaccepted`.
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
    allowed(&reader)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let bounds = calendar(on, committee, reader.now.day()).await?.bounds;
    let narrow = asked.narrow();
    let mut counts = Vec::new();
    for name in Urgency::ALL.iter().rev().map(|urgency| urgency.name()).chain(["asked", "unaccepted"]) {
        let only = Asked { show: name.to_owned(), ..asked.clone() };
        counts.push(Count {
            name,
            n: lists::count_open(on, committee, (only.narrow(), bounds)).await?,
            address: reader.within(&format!("/proposals/deadlines?{}", only.query())),
            current: asked.show == name,
        });
    }
    let total = lists::count_open(on, committee, (narrow, bounds)).await?;
    let found = lists::open(on, committee, (narrow, bounds), (paging.offset(), paging.limit())).await?;
    reader.answer(Board {
        counts,
        rows: rows(&app, &reader, &found).await?,
        pages: paging.of(total, asked.query()),
        units: set::units(on, committee).await?,
        steps: OPEN,
        asked,
        view: reader.view(),
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/deadlines.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    allowed(&reader)?;
    let (on, committee) = (app.db.read(), reader.committee()?);
    let turn = Turn::take().await?;
    let bounds = calendar(on, committee.id, reader.now.day()).await?.bounds;
    let found = lists::open(on, committee.id, (asked.narrow(), bounds), (0, lists::MOST)).await?;
    let rows = rows(&app, &reader, &found).await?;
    let words = reader.words.clone();
    let title = words.say("handling-deadlines");
    turn.make(&format!("{}{title}.xlsx", committee.name), move || papers::work(&title, &rows, &words)).await
}

fn allowed(reader: &Reader) -> Result<()> {
    reader.known()?;
    let may = reader.may(Permission::AssignProposals) || reader.may(Permission::ReviewProposals);
    if may { Ok(()) } else { Err(Error::Forbidden) }
}
