//! The board of deadlines: how much is due, due soon, overdue and far overdue, and what it is.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rows::{COLUMNS, Row, rows};
use crate::app::App;
use crate::db::Start;
use crate::deadline::Urgency;
use crate::error::Result;
use crate::named::key;
use crate::page::api::Closed;
use crate::page::listing::{Field, Filter, Listing, Table};
use crate::page::{Pages, Paging, Reader, View};
use crate::proposal::handling::calendar::{count_open, today};
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::OPEN;
use crate::proposal::handling::store::lists::{self, Narrow};
use crate::proposal::here::OF_OFFICE;
use crate::table::{TableFile, Turn};
use crate::unit;
use crate::unit::model::Unit;
use crate::words::Words;

const LIST: Listing = Listing {
    within: Some(("/proposals", "proposal-nav")),
    lead: Some("handling-deadlines-lead"),
    sheet: Some(("/proposals/deadlines.xlsx", "proposal-export")),
    none: ("handling-deadlines-none", "handling-deadlines-none-hint"),
    unfound: ("handling-deadlines-none", "list-unfound-hint"),
    ..Listing::new("handling-deadlines", "/proposals/deadlines")
};

/// What the board shows, as it stands in its address: `due`, `due_soon`, `overdue`, `far_overdue`, `asked`,
/// `unaccepted`, or all; of one unit or all; at one step or all.
#[derive(Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    show: String,
    unit: String,
    /// The state in which work waits.
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

    fn fields(&self, units: &[Unit], words: &Words) -> Vec<Field> {
        let units = units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect();
        vec![
            Field::kept("show", &self.show),
            Field::choice("unit", "proposal-unit", &self.unit, units),
            Field::choice("step", "handling-step", &self.step, words.options("handling-step", OPEN)),
        ]
    }

    fn filter(&self, reader: &Reader, units: &[Unit]) -> Filter {
        Filter::of(reader, LIST.address, self, self.fields(units, &reader.words))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/deadlines.html")]
struct Board {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    list: Listing,
    #[serde(skip)]
    filter: Filter,
    #[serde(skip)]
    table: Table,
    counts: Vec<Count>,
    rows: Vec<Row>,
    pages: Pages,
}

/// How much there is of something, and the board narrowed to it. Its name is an urgency, `asked` or `unaccepted`.
#[derive(Serialize, ToSchema)]
struct Count {
    name: &'static str,
    n: u64,
    #[serde(skip)]
    text: String,
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
    reader.need_one_of(OF_OFFICE)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let bounds = today(&app, &reader).await?.bounds;
    let units = unit::here::units(&app, &reader).await?;
    let filter = asked.filter(&reader, &units);
    let mut counts = Vec::new();
    let urgencies = Urgency::ALL.iter().rev().map(|urgency| (urgency.name(), key("urgency", urgency)));
    let others = ["asked", "unaccepted"].map(|name| (name, key("handling-board", name)));
    for (name, text) in urgencies.chain(others) {
        let only = Asked { show: name.to_owned(), ..asked.clone() };
        counts.push(Count {
            name,
            text: reader.words.say(&text),
            n: count_open(&app, &reader, only.narrow()).await?,
            address: format!("{}?{}", reader.within(LIST.address), only.filter(&reader, &units).query),
            current: asked.show == name,
        });
    }
    let narrow = (asked.narrow(), bounds);
    let total = count_open(&app, &reader, asked.narrow()).await?;
    let (found, further) = lists::open(on, committee, narrow, (paging.start(), paging.limit())).await?;
    let key = |one: &Assignment| Some((one.due, one.id));
    let pages = paging.of(total, &filter.query).by_key(&lists::by_due(), &found, key, further);
    let rows = rows(&app, &reader, &found).await?;
    reader.answer(Board {
        view: reader.view(),
        list: LIST,
        filter,
        table: Table::of(COLUMNS, &rows, ("handling-n", &pages), &reader),
        counts,
        rows,
        pages,
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/deadlines.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need_one_of(OF_OFFICE)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let turn = Turn::take().await?;
    let bounds = today(&app, &reader).await?.bounds;
    let all = (Start::At(0), lists::MOST);
    let (found, _) = lists::open(on, committee, (asked.narrow(), bounds), all).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows(&app, &reader, &found).await?).await
}
