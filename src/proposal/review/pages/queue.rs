//! The queue: the proposals that wait for their review, as a page and as a table for the meeting that decides.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form::open;
use super::like::{Alike, Others};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::member;
use crate::page::api::Closed;
use crate::page::{Pages, Paging, Reader, View, sought};
use crate::permission::Permission;
use crate::proposal::model::{Choice, List, Proposal, Rule, Session};
use crate::proposal::review::papers;
use crate::proposal::review::rules::waits_at;
use crate::proposal::review::store::{self, Filter};
use crate::proposal::rules::Kind;
use crate::proposal::store::set;
use crate::table::{TableFile, Turn};

/// How many lines the table holds at the most.
const MOST_LINES: u64 = 10_000;

/// The filters of the queue, as they stand in its address. `step`: how many are passed, or `ready`.
#[derive(Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    session: String,
    step: String,
    kind: String,
    text: String,
}

impl Asked {
    fn filter(&self, rule: &Rule) -> Filter {
        let steps = i64::try_from(rule.steps().len()).unwrap_or(i64::MAX);
        let decidable = self.step == "ready";
        Filter {
            session: self.session.parse().ok(),
            passed: if decidable { Some(steps) } else { self.step.parse().ok() },
            decidable,
            kind: self.kind.parse().ok(),
            text: sought(&self.text),
        }
    }

    fn any(&self) -> bool {
        [&self.session, &self.step, &self.kind, &self.text].iter().any(|text| !text.is_empty())
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/review/queue.html")]
struct QueuePage {
    #[serde(skip)]
    view: View,
    proposals: Vec<Row>,
    pages: Pages,
    /// The steps of the review.
    #[serde(skip)]
    steps: Vec<String>,
    #[serde(skip)]
    sessions: Vec<Session>,
    #[serde(skip)]
    categories: Vec<Choice>,
    #[serde(skip)]
    asked: Asked,
    /// The query that keeps the filters.
    #[serde(skip)]
    query: String,
}

/// A proposal that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueRow)]
pub(in crate::proposal::review) struct Row {
    pub id: i64,
    pub version: i64,
    pub address: String,
    pub subject: String,
    pub kind: Kind,
    pub proposer: String,
    pub suggested_unit: String,
    pub session: Option<String>,
    /// The step that it stands at; none: it waits to be decided.
    pub step: Option<String>,
    pub submitted_at: Option<Instant>,
    /// Days since it was submitted.
    pub waits: i64,
    pub alike: Vec<Alike>,
}

fn days(since: Option<Instant>, today: Day) -> i64 {
    since.and_then(|at| today.0.since(at.day().0).ok()).map_or(0, |span| i64::from(span.get_days()))
}

/// The lines of a window of the queue.
async fn rows(app: &App, reader: &Reader, rule: &Rule, filter: &Filter, window: (u64, u64)) -> Result<Vec<Row>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let found = store::queue(on, committee, filter, window).await?;
    let names = member::store::names(on, found.iter().filter_map(|one| one.first_id)).await?;
    let sessions = set::sessions(on, committee).await?;
    let mut concerned: Vec<_> = found.iter().filter_map(|one| one.session_id).collect();
    concerned.sort_unstable();
    concerned.dedup();
    let others = Others::of(on, committee, &concerned).await?;
    let steps = rule.steps();
    let row = |one: Proposal| Row {
        id: one.id,
        version: one.version,
        address: reader.within(&format!("/proposals/{}", one.id)),
        alike: others.like(reader, one.id, &one.subject, one.session_id),
        kind: one.kind,
        proposer: one.body.or_else(|| names.get(&one.first_id?).cloned()).unwrap_or_default(),
        session: sessions.iter().find(|session| Some(session.id) == one.session_id).map(|one| one.name(&reader.words)),
        step: waits_at(&steps, one.step).map(ToOwned::to_owned),
        submitted_at: one.submitted_at,
        waits: days(one.submitted_at, reader.now.day()),
        subject: one.subject,
        suggested_unit: one.suggested_unit,
    };
    Ok(found.into_iter().map(row).collect())
}

/// The proposals that wait for their review.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/review",
    params(Asked, Paging),
    responses((status = 200, body = QueuePage), Closed),
)]
pub(super) async fn show(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    reader.need(Permission::ReviewProposals)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let rule = set::rule(on, committee).await?;
    let filter = asked.filter(&rule);
    let query = serde_html_form::to_string(&asked).unwrap_or_default();
    reader.answer(QueuePage {
        proposals: rows(&app, &reader, &rule, &filter, (paging.offset(), paging.limit())).await?,
        pages: paging.of(store::count(on, committee, &filter).await?, query.clone()),
        steps: rule.steps().into_iter().map(ToOwned::to_owned).collect(),
        sessions: set::sessions(on, committee).await?,
        categories: open(on, committee, List::Category).await?,
        asked,
        query,
        view: reader.view(),
    })
}

/// The same queue as a table.
#[utoipa::path(get, path = "/{committee}/proposals/review.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need(Permission::ReviewProposals)?;
    let committee = reader.committee()?;
    let turn = Turn::take().await?;
    let rule = set::rule(app.db.read(), committee.id).await?;
    let rows = rows(&app, &reader, &rule, &asked.filter(&rule), (0, MOST_LINES)).await?;
    let words = reader.words.clone();
    let name = format!("{}{}.xlsx", committee.name, words.say("review-queue"));
    turn.make(&name, move || papers::queue(&rows, &words)).await
}
