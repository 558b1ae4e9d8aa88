//! What proposers said of the answers to their proposals, for those of the committee.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::clock::Instant;
use crate::committee;
use crate::db::Start;
use crate::error::Result;
use crate::page::api::Closed;
use crate::page::listing::{Cell, Column, Field, Filter, ListPage, Listing, Table, Tone};
use crate::page::{Pages, Paging, Reader};
use crate::proposal::evaluation::store::{self, Narrowed};
use crate::proposal::handling::store::lists::MOST;
use crate::proposal::here::OF_OFFICE;
use crate::proposal::model::Mark;
use crate::table::{TableFile, Turn};

const LIST: Listing = Listing {
    within: Some(("/proposals", "proposal-nav")),
    lead: Some("evaluation-list-lead"),
    sheet: Some(("/proposals/evaluations.xlsx", "proposal-export")),
    none: ("evaluation-list-empty", "evaluation-list-empty-hint"),
    unfound: ("evaluation-list-none", "list-unfound-hint"),
    ..Listing::new("evaluation-list", "/proposals/evaluations")
};

const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-number", 8.0, |row: &Row, _| row.number.into()).unbroken(),
    Column::new("proposal-subject", 60.0, |row: &Row, _| {
        Cell::from(&row.subject).link(format!("{}#evaluations", row.address))
    })
    .names(),
    Column::new("handling-round", 8.0, |row: &Row, _| row.round.into()).unbroken(),
    Column::new("evaluation-work", 12.0, |row, words| {
        Cell::marked(tone(row.work), words.of("evaluation-mark", row.work))
    }),
    Column::new("evaluation-result", 12.0, |row, words| {
        Cell::marked(tone(row.result), words.of("evaluation-mark", row.result))
    }),
    Column::new("evaluation-remark", 60.0, |row, _| Cell::from(&row.remark)),
    Column::new("evaluation-by", 14.0, |row: &Row, _| Cell::from(&row.by)).unbroken(),
    Column::new("evaluation-on", 13.0, |row, _| row.at.day().into()),
];

const fn tone(mark: Mark) -> Tone {
    match mark {
        Mark::Satisfied => Tone::Good,
        Mark::Mostly => Tone::Plain,
        Mark::Not => Tone::Bad,
    }
}

#[derive(Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// The key of a session.
    session: String,
    /// What is thought of the handling: `satisfied`, `mostly` or `not`.
    work: String,
    /// What is thought of its result.
    result: String,
}

impl Asked {
    fn narrowed(&self) -> Narrowed {
        Narrowed { session: self.session.parse().ok(), work: self.work.parse().ok(), result: self.result.parse().ok() }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = EvaluationList)]
struct Page {
    evaluations: Vec<Row>,
    pages: Pages,
}

#[derive(Serialize, ToSchema)]
#[schema(as = EvaluationRow)]
struct Row {
    proposal: i64,
    number: Option<i64>,
    subject: String,
    round: i64,
    work: Mark,
    result: Mark,
    remark: String,
    by: String,
    at: Instant,
    #[serde(skip)]
    address: String,
}

/// What was said of the answers, the newest proposals first.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/evaluations",
    params(Asked, Paging),
    responses((status = 200, body = Page), Closed),
)]
pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.need_one_of(OF_OFFICE)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let sessions = committee::here::sessions(&app, &reader).await?;
    let sessions = sessions.iter().map(|one| (one.id.to_string(), one.name(&reader.words))).collect();
    let marks = || reader.words.options("evaluation-mark", Mark::ALL);
    let fields = vec![
        Field::choice("session", "proposal-session", &asked.session, sessions),
        Field::choice("work", "evaluation-work", &asked.work, marks()),
        Field::choice("result", "evaluation-result", &asked.result, marks()),
    ];
    let filter = Filter::of(&reader, LIST.address, &asked, fields);
    let total = store::count(on, committee, asked.narrowed()).await?;
    let (evaluations, further) = rows(&app, &reader, &asked, (paging.start(), paging.limit())).await?;
    let key = |row: &Row| Some((row.proposal, row.round));
    let pages = paging.of(total, &filter.query).by_key(&store::order(), &evaluations, key, further);
    reader.answer(ListPage {
        view: reader.view(),
        list: LIST,
        filter,
        table: Table::of(COLUMNS, &evaluations, ("evaluation-count", &pages), &reader),
        facts: Page { evaluations, pages },
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/evaluations.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need_one_of(OF_OFFICE)?;
    let turn = Turn::take().await?;
    let (rows, _) = rows(&app, &reader, &asked, (Start::At(0), MOST)).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows).await
}

/// The evaluations of a page, and whether others follow.
async fn rows(app: &App, reader: &Reader, asked: &Asked, window: (Start<(i64, i64)>, u64)) -> Result<(Vec<Row>, bool)> {
    let committee = reader.committee()?.id;
    let (found, further) = store::list(app.db.read(), committee, asked.narrowed(), window).await?;
    let row = |(said, proposal): store::Of| Row {
        address: reader.within(&format!("/proposals/{}", proposal.id)),
        proposal: proposal.id,
        number: proposal.number,
        subject: proposal.subject,
        round: said.round,
        work: said.work,
        result: said.result,
        remark: said.remark,
        by: said.by,
        at: said.at,
    };
    Ok((found.into_iter().map(row).collect(), further))
}
