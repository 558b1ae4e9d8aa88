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
use crate::committee;
use crate::committee::model::{Choice, Session};
use crate::db::Start;
use crate::error::Result;
use crate::member;
use crate::page::api::Closed;
use crate::page::listing::{self, Besides, Cell, Column, Field, Listing, Table, Tone, Value};
use crate::page::{Pages, Paging, Reader, View, sought};
use crate::permission::Permission;
use crate::proposal::here::{self, named};
use crate::proposal::model::{List, Proposal, Rule};
use crate::proposal::review::rules::waits_at;
use crate::proposal::review::store::{self, Filter};
use crate::proposal::rules::Kind;
use crate::table::{TableFile, Turn};
use crate::words::Words;

/// How many lines the table holds at the most.
const MOST_LINES: u64 = 10_000;

const LIST: Listing = Listing {
    within: Some(("/proposals", "proposal-nav")),
    sheet: Some(("/proposals/review.xlsx", "review-export")),
    none: ("review-empty", "review-empty-hint"),
    unfound: ("proposal-none-found", "proposal-none-found-hint"),
    ..Listing::new("review-queue", "/proposals/review")
};

/// The last column of the table is empty, for what the meeting decides.
const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-subject", 60.0, |row: &Row, words| {
        let cell = Cell::from(named(&row.subject, words)).link(&row.address);
        if row.alike.is_empty() { cell } else { cell.with(row.like(words)) }
    })
    .names(),
    Column::page("proposal-proposer", |row, words| {
        let kind = (row.kind != Kind::Member).then(|| words.of("proposal-kind", row.kind));
        kind.into_iter().fold(Cell::from(&row.proposer), Cell::note)
    }),
    Column::sheet("proposal-proposer", 20.0, |row, _| Cell::from(&row.proposer)),
    Column::sheet("proposal-kind", 14.0, |row, words| words.of("proposal-kind", row.kind).into()),
    Column::new("proposal-suggested-unit", 24.0, |row, _| Cell::from(&row.suggested_unit)),
    Column::new("proposal-session", 14.0, |row, _| row.session.as_ref().into()),
    Column::new("review-stands", 14.0, |row, words| match &row.step {
        Some(step) => Cell::marked(Tone::Plain, step.clone()),
        None => Cell::marked(Tone::Info, words.say("review-ready")),
    }),
    Column::sheet("proposal-submitted-at", 18.0, |row, _| row.submitted_at.into()),
    Column::page("review-waits", |row: &Row, words| {
        row.submitted_at.map(|_| words.with1("review-days", "n", row.waits)).into()
    })
    .unbroken(),
    Column::sheet("review-waits", 10.0, |row, _| row.waits.into()),
    Column::sheet("review-alike", 40.0, |row, _| {
        row.alike.iter().map(|one| one.subject.as_str()).collect::<Vec<_>>().join("\n").into()
    }),
    Column::sheet("review-decision", 30.0, |_, _| Cell::default()),
    Column::page("review-tick", |row, words| {
        let value = format!("{}:{}", row.id, row.version);
        Value::Tick("ticked", value, format!("{} {}", words.say("review-tick"), named(&row.subject, words))).into()
    }),
];

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

    fn fields(&self, rule: &Rule, sessions: &[Session], words: &Words) -> Vec<Field> {
        let sessions = sessions.iter().map(|session| (session.id.to_string(), session.name(words))).collect();
        let steps = rule.steps().into_iter().enumerate().map(|(passed, step)| (passed.to_string(), step.to_owned()));
        let steps = steps.chain([("ready".to_owned(), words.say("review-ready"))]).collect();
        vec![
            Field::choice("session", "proposal-session", &self.session, sessions),
            Field::choice("step", "review-stands", &self.step, steps),
            Field::choice("kind", "proposal-kind", &self.kind, words.options("proposal-kind", Kind::ALL)),
            Field::search("text", "list-search", "review-search-hint", &self.text),
        ]
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/review/queue.html")]
struct QueuePage {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    list: Listing,
    #[serde(skip)]
    filter: listing::Filter,
    #[serde(skip)]
    table: Table,
    proposals: Vec<Row>,
    pages: Pages,
    /// There are steps to be passed.
    #[serde(skip)]
    steps: bool,
    #[serde(skip)]
    categories: Vec<Choice>,
}

/// A proposal that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueRow)]
struct Row {
    id: i64,
    version: i64,
    address: String,
    subject: String,
    kind: Kind,
    proposer: String,
    suggested_unit: String,
    session: Option<String>,
    /// The step that it stands at; none: it waits to be decided.
    step: Option<String>,
    submitted_at: Option<Instant>,
    /// Days since it was submitted.
    waits: i64,
    alike: Vec<Alike>,
}

impl Row {
    /// Those that are about the same, each with its number.
    fn like(&self, words: &Words) -> Besides {
        let told = |one: &Alike| {
            let number = one.number.map(|number| words.with1("review-filed-as", "number", number.to_string()));
            let told = [one.subject.clone()].into_iter().chain(number).collect::<Vec<_>>().join(" ");
            (one.address.clone(), told)
        };
        Besides::Line(words.say("review-alike"), self.alike.iter().map(told).collect())
    }
}

fn days(since: Option<Instant>, today: Day) -> i64 {
    since.and_then(|at| today.0.since(at.day().0).ok()).map_or(0, |span| i64::from(span.get_days()))
}

/// The lines of a window of the queue, and whether others follow.
async fn rows(
    app: &App,
    reader: &Reader,
    rule: &Rule,
    filter: &Filter,
    window: (Start<(Instant, i64)>, u64),
) -> Result<(Vec<Row>, bool)> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let (found, further) = store::queue(on, committee, filter, window).await?;
    let names = member::store::names(on, found.iter().filter_map(|one| one.first_id)).await?;
    let sessions = committee::here::sessions(app, reader).await?;
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
    Ok((found.into_iter().map(row).collect(), further))
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
    let rule = here::rule(&app, &reader).await?;
    let sessions = committee::here::sessions(&app, &reader).await?;
    let filter = listing::Filter::of(&reader, LIST.address, &asked, asked.fields(&rule, &sessions, &reader.words));
    let narrowed = asked.filter(&rule);
    let (proposals, further) = rows(&app, &reader, &rule, &narrowed, (paging.start(), paging.limit())).await?;
    let total = store::count(on, committee, &narrowed).await?;
    let key = |row: &Row| Some((row.submitted_at?, row.id));
    let pages = paging.of(total, &filter.query).by_key(&store::order(), &proposals, key, further);
    reader.answer(QueuePage {
        view: reader.view(),
        list: LIST,
        filter,
        table: Table::of(COLUMNS, &proposals, ("proposal-count", &pages), &reader),
        proposals,
        pages,
        steps: !rule.steps().is_empty(),
        categories: open(&app, &reader, List::Category).await?,
    })
}

/// The same queue as a table.
#[utoipa::path(get, path = "/{committee}/proposals/review.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need(Permission::ReviewProposals)?;
    let turn = Turn::take().await?;
    let rule = here::rule(&app, &reader).await?;
    let (rows, _) = rows(&app, &reader, &rule, &asked.filter(&rule), (Start::At(0), MOST_LINES)).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows).await
}
