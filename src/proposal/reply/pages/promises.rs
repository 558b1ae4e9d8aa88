//! What was promised in replies, by when, and whether it is kept.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::db::Start;
use crate::deadline::Promised;
use crate::error::Result;
use crate::page::api::Closed;
use crate::page::listing::{Cell, Column, Field, Filter, ListPage, Listing, Table, Tone, kept};
use crate::page::{Pages, Paging, Reader};
use crate::permission::Permission;
use crate::proposal::handling::model::Reply;
use crate::proposal::handling::store::lists::MOST;
use crate::proposal::here::OF_OFFICE;
use crate::proposal::model::List;
use crate::proposal::reply::store::lists::{self, Promise};
use crate::table::{TableFile, Turn};
use crate::unit;

const LIST: Listing = Listing {
    within: Some(("/proposals", "proposal-nav")),
    lead: Some("reply-promises-lead"),
    sheet: Some(("/proposals/promises.xlsx", "proposal-export")),
    none: ("reply-promises-empty", "reply-promises-none-hint"),
    unfound: ("reply-promises-none", "list-unfound-hint"),
    ..Listing::new("reply-promises", "/proposals/promises")
};

const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-number", 8.0, |row, _| row.number.into()),
    Column::new("proposal-subject", 60.0, |row: &Row, _| {
        Cell::from(&row.subject).link(format!("{}#replies", row.address))
    })
    .names(),
    Column::page("proposal-unit", |row, _| {
        row.class.iter().fold(Cell::from(&row.unit), |cell, class| cell.mark(Tone::Info, class.clone()))
    }),
    Column::sheet("proposal-unit", 24.0, |row, _| Cell::from(&row.unit)),
    Column::sheet("reply-field-class", 10.0, |row, _| row.class.as_ref().into()),
    Column::new("reply-field-planned", 40.0, |row, _| Cell::from(&row.planned)),
    Column::new("reply-planned-by", 13.0, |row, _| row.planned_by.into()),
    Column::new("reply-show", 14.0, |row, words| kept(row.stands, (row.kept_at, row.kept_how.as_ref()), words)),
    Column::sheet("reply-kept-on", 13.0, |row, _| row.kept_at.map(Instant::day).into()),
    Column::sheet("reply-keep-how", 40.0, |row, _| row.kept_how.as_ref().into()),
];

/// `open`, `overdue` or `kept`; all where it is left out.
#[derive(Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    show: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Promises)]
struct Page {
    show: Option<Promised>,
    promises: Vec<Row>,
    pages: Pages,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Promise)]
struct Row {
    proposal: i64,
    number: Option<i64>,
    subject: String,
    unit: String,
    class: Option<String>,
    planned: String,
    planned_by: Option<Day>,
    kept_at: Option<Instant>,
    kept_how: Option<String>,
    overdue: bool,
    #[serde(skip)]
    stands: Promised,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    assignment: i64,
}

/// The units whose promises a reader sees: `None` for all.
pub(super) async fn own(app: &App, reader: &Reader) -> Result<Option<Vec<i64>>> {
    reader.known()?;
    if OF_OFFICE.iter().any(|permission| reader.may(*permission)) {
        return Ok(None);
    }
    reader.need_somewhere(Permission::HandleProposals)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    Ok(Some(unit::store::units_of(on, committee, &reader.actor, Permission::HandleProposals).await?))
}

/// What was promised in replies.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/promises",
    params(Asked, Paging),
    responses((status = 200, body = Page), Closed),
)]
pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let units = own(&app, &reader).await?;
    let show: Option<Promised> = asked.show.parse().ok();
    let field = Field::choice("show", "reply-show", &asked.show, reader.words.options("reply-show", Promised::ALL));
    let filter = Filter::of(&reader, LIST.address, &asked, vec![field]);
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let total = lists::count(on, (committee, units.as_deref()), show, reader.now.day()).await?;
    let (promises, further) = rows(&app, &reader, units.as_deref(), show, (paging.start(), paging.limit())).await?;
    let key = |row: &Row| Some((row.planned_by?, row.assignment));
    let pages = paging.of(total, &filter.query).by_key(&lists::order(), &promises, key, further);
    reader.answer(ListPage {
        view: reader.view(),
        list: LIST,
        filter,
        table: Table::of(COLUMNS, &promises, ("proposal-count", &pages), &reader),
        facts: Page { show, promises, pages },
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/promises.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let units = own(&app, &reader).await?;
    let turn = Turn::take().await?;
    let all = (Start::At(0), MOST);
    let (rows, _) = rows(&app, &reader, units.as_deref(), asked.show.parse().ok(), all).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows).await
}

/// The promises of a page, and whether others follow.
async fn rows(
    app: &App,
    reader: &Reader,
    units: Option<&[i64]>,
    show: Option<Promised>,
    window: (Start<(Day, i64)>, u64),
) -> Result<(Vec<Row>, bool)> {
    let (on, committee, today) = (app.db.read(), reader.committee()?.id, reader.now.day());
    let (found, further) = lists::promises(on, (committee, units), show, today, window).await?;
    let names = unit::store::names(on, found.iter().map(|one| one.assignment.unit_id)).await?;
    let classes = committee::store::choices(on, committee, List::Class.name()).await?;
    let stands = |reply: &Reply| Promised::of(reply.planned_by, reply.kept_at.is_some(), today);
    let row = |Promise { reply, assignment, proposal }: Promise| Row {
        stands: stands(&reply),
        unit: names.get(&assignment.unit_id).cloned().unwrap_or_default(),
        class: classes.iter().find(|one| Some(one.id) == reply.class_id).map(|one| one.name.clone()),
        address: reader.within(&format!("/proposals/{}", proposal.id)),
        assignment: assignment.id,
        proposal: proposal.id,
        number: proposal.number,
        subject: proposal.subject,
        overdue: stands(&reply) == Promised::Overdue,
        planned: reply.planned,
        planned_by: reply.planned_by,
        kept_at: reply.kept_at,
        kept_how: reply.kept_how,
    };
    Ok((found.into_iter().map(row).collect(), further))
}
