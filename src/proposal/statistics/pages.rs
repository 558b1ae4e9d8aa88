//! The page of the statistics, and the same as a workbook.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::board::Board;
use super::names::Names;
use super::store::{Sample, loads, tally};
use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::committee::model::Session;
use crate::error::{Error, Result};
use crate::page::api::Closed;
use crate::page::figures::{Group, Table, chart, percent, share, width};
use crate::page::{Reader, View};
use crate::proposal::here::{self, of_committee};
use crate::proposal::rules::seen_by;
use crate::proposal::store::facet::Facet;
use crate::table::{TableFile, Turn, figures};

/// So many sessions stand side by side at the most.
const BESIDE: usize = 5;

/// A session by its key, the latest where none is named; and the last day on which what is counted was handed in.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    session: String,
    #[serde(default)]
    until: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/statistics/statistics.html")]
struct StatisticsPage {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    sessions: Vec<Session>,
    /// What there is to count; nothing before the first session is set.
    counted: Option<Counted>,
    #[serde(skip)]
    query: String,
}

#[derive(Serialize, ToSchema)]
struct Counted {
    session: i64,
    until: Day,
    /// The numbers as the review report tells them.
    report: String,
    /// Those merged count as accepted.
    merged: bool,
    tables: Vec<Table>,
    /// The parts are together the totals.
    adds_up: bool,
    sessions: Vec<Group>,
    /// Some numbers lead nowhere, as the reader may not see what they count.
    #[serde(skip)]
    unlinked: bool,
}

impl Counted {
    fn width(&self) -> usize {
        width(&self.sessions)
    }
}

/// What the sessions side by side are counted by.
const ALL: [&[Facet]; 2] = [&[], &[Facet::Replies]];
/// What the session that is looked at is counted by besides.
const ONE: [&[Facet]; 6] = [
    &[Facet::Kind, Facet::Category, Facet::Time, Facet::Key, Facet::Excellent, Facet::Published],
    &[Facet::Kind, Facet::Signed],
    &[Facet::Kind, Facet::Sector],
    &[Facet::Replies, Facet::Class],
    &[Facet::Promise],
    &[Facet::Work, Facet::Result],
];

/// The session that is asked for, and with it those before and after it that stand beside it, the earliest first.
fn beside(sessions: &[Session], asked: &str) -> Option<(i64, Vec<Session>)> {
    let place = sessions.iter().position(|session| session.id.to_string() == asked).unwrap_or(0);
    let chosen = sessions.get(place)?.id;
    let first = place.saturating_sub(BESIDE - 1);
    Some((chosen, sessions.iter().skip(first).take(BESIDE).rev().cloned().collect()))
}

async fn counted(app: &App, reader: &Reader, sessions: &[Session], asked: &Asked) -> Result<Option<Counted>> {
    let Some((session, shown)) = beside(sessions, &asked.session) else { return Ok(None) };
    let (on, committee, today) = (app.db.read(), reader.committee()?.id, reader.now.day());
    let until = asked.until.parse().unwrap_or(today);
    let merged = here::rule(app, reader).await?.merged;
    let all = Sample { committee, sessions: shown.iter().map(|session| session.id).collect(), until, today };
    let one = Sample { sessions: vec![session], ..all.clone() };
    let mut tallies = Vec::new();
    for (sample, facets) in ALL.iter().map(|facets| (&all, *facets)).chain(ONE.iter().map(|facets| (&one, *facets))) {
        tallies.push(tally(on, sample, facets).await?);
    }
    let names = Names::of(app, reader).await?;
    let board = Board {
        tallies,
        loads: loads(on, &one).await?,
        names: &names,
        words: &reader.words,
        session,
        sessions: shown.iter().map(|session| (session.id, session.name(&reader.words))).collect(),
        until,
        accepted: if merged { "counted" } else { "accepted" },
        seen: seen_by(&reader.actor),
        list: reader.within("/proposals"),
    };
    let tables = board.tables();
    let lost = tables.iter().flat_map(|table| table.rows.iter().chain(&table.total)).flat_map(|row| &row.cells);
    let unlinked = lost.into_iter().any(|cell| cell.n > 0 && cell.address.is_none());
    Ok(Some(Counted {
        session,
        until,
        report: report(&board, merged),
        merged,
        adds_up: tables.iter().all(Table::adds_up),
        sessions: chart(
            ["received", "accepted"],
            board.sessions.iter().map(|(id, name)| (name.clone(), board.filed(*id))).collect(),
        ),
        tables,
        unlinked,
    }))
}

/// The paragraph of the review report.
fn report(board: &Board<'_>, merged: bool) -> String {
    let (received, filed) = board.filed(board.session);
    let rate = share(filed, received).map_or_else(|| "—".to_owned(), percent);
    let session = board.sessions.iter().find(|(id, _)| *id == board.session).map(|(_, name)| name.clone());
    let facts = [
        ("until", board.until.to_string().into()),
        ("session", session.unwrap_or_default().into()),
        ("received", received.into()),
        ("filed", filed.into()),
        ("merged", board.standing("merged").into()),
        ("rate", rate.into()),
        ("redirected", board.standing("redirected").into()),
        ("declined", board.standing("declined").into()),
        ("withdrawn", board.standing("withdrawn").into()),
        ("reviewing", board.standing("reviewing").into()),
    ];
    board.words.with(if merged { "statistics-report-merged" } else { "statistics-report" }, &facts)
}

fn may(reader: &Reader) -> Result<()> {
    reader.known()?;
    if of_committee(reader) { Ok(()) } else { Err(Error::Forbidden) }
}

/// The numbers of a session up to a day.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/statistics",
    params(Asked),
    responses((status = 200, body = StatisticsPage), Closed),
)]
pub(super) async fn statistics(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    may(&reader)?;
    let sessions = committee::here::sessions(&app, &reader).await?;
    let counted = counted(&app, &reader, &sessions, &asked).await?;
    let query = counted.as_ref().map(|counted| format!("session={}&until={}", counted.session, counted.until));
    reader.answer(StatisticsPage {
        view: reader.view(),
        sessions: sessions.to_vec(),
        counted,
        query: query.unwrap_or_default(),
    })
}

/// The same numbers as a workbook.
#[utoipa::path(get, path = "/{committee}/proposals/statistics.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    may(&reader)?;
    let committee = reader.committee()?;
    let sessions = committee::here::sessions(&app, &reader).await?;
    let counted = counted(&app, &reader, &sessions, &asked).await?.ok_or(Error::NotFound)?;
    let turn = Turn::take().await?;
    let words = reader.words.clone();
    let name = format!("{}{}.xlsx", committee.name, words.say("statistics-nav"));
    turn.make(&name, move || figures(&counted.tables, &words)).await
}
