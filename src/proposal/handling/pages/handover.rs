//! The hand-over list for the assignment meeting: what each unit gets of one session, to be printed or kept as a table.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::committee::model::Session;
use crate::error::Result;
use crate::member;
use crate::page::api::Closed;
use crate::page::listing::{Cell, Column, Field, Filter};
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::Part;
use crate::proposal::handling::store::lists::{self, Head};
use crate::table::{TableFile, Turn, sheet};
use crate::unit;
use crate::unit::model::Unit;

/// What the list says of a line, with its unit; the last cell is for a signature.
const COLUMNS: &[Column<(String, Line)>] = &[
    Column::sheet("proposal-unit", 24.0, |(unit, _), _| Cell::from(unit)),
    Column::sheet("proposal-number", 8.0, |(_, line), _| line.number.into()),
    Column::sheet("proposal-subject", 60.0, |(_, line), _| Cell::from(&line.subject)),
    Column::sheet("handling-merged-in", 24.0, |(_, line), words| line.merged.join(&words.say("list-comma")).into()),
    Column::sheet("proposal-proposer", 20.0, |(_, line), _| Cell::from(&line.proposer)),
    Column::sheet("handling-part", 10.0, |(_, line), words| words.of("handling-part", line.part).into()),
    Column::sheet("handling-others", 36.0, |(_, line), words| line.others.join(&words.say("list-comma")).into()),
    Column::sheet("handling-due", 13.0, |(_, line), _| line.due.into()),
    Column::sheet("handling-signed-for", 14.0, |_, _| Cell::default()),
];

#[derive(Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// The key of a session; absent: the latest.
    session: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/handover.html")]
#[schema(as = HandoverPage)]
struct Page {
    #[serde(skip)]
    view: View,
    /// Where there are several sessions to choose from.
    #[serde(skip)]
    filter: Option<Filter>,
    /// The query that keeps the session.
    #[serde(skip)]
    query: String,
    /// The session that is handed over.
    name: Option<String>,
    units: Vec<Handed>,
    today: Day,
}

/// What one unit gets.
#[derive(Serialize, ToSchema)]
struct Handed {
    unit: String,
    lines: Vec<Line>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HandoverLine)]
struct Line {
    #[serde(skip)]
    address: String,
    number: Option<i64>,
    subject: String,
    proposer: String,
    /// Those merged into it: by number, or by subject where they have none.
    merged: Vec<String>,
    part: Part,
    /// The units that handle it with this one.
    others: Vec<String>,
    due: Day,
}

/// What each unit gets of a session.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/handover",
    params(Asked),
    responses((status = 200, body = Page), Closed),
)]
pub(super) async fn show(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need(Permission::AssignProposals)?;
    let sessions = committee::here::sessions(&app, &reader).await?;
    let session = chosen(&sessions, &asked);
    let units = match session {
        Some(session) => handed(&app, &reader, session.id).await?,
        None => Vec::new(),
    };
    let asked = Asked { session: session.map(|session| session.id.to_string()).unwrap_or_default() };
    let options = sessions.iter().map(|session| (session.id.to_string(), session.name(&reader.words))).collect();
    let field = Field::one_of("session", "proposal-session", &asked.session, options);
    let filter = Filter::of(&reader, "/proposals/handover", &asked, vec![field]);
    reader.answer(Page {
        query: filter.query.clone(),
        filter: (sessions.len() > 1).then_some(filter),
        name: session.map(|session| session.name(&reader.words)),
        units,
        today: reader.now.day(),
        view: reader.view(),
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/handover.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need(Permission::AssignProposals)?;
    let turn = Turn::take().await?;
    let sessions = committee::here::sessions(&app, &reader).await?;
    let session = chosen(&sessions, &asked);
    let units = match session {
        Some(session) => handed(&app, &reader, session.id).await?,
        None => Vec::new(),
    };
    let words = reader.words.clone();
    let title = words.say("handling-handover");
    let of = session.map(|session| session.name(&words)).unwrap_or_default();
    let name = format!("{}{of}{title}.xlsx", reader.committee()?.name);
    let lines =
        units.into_iter().flat_map(|Handed { unit, lines }| lines.into_iter().map(move |line| (unit.clone(), line)));
    let lines: Vec<_> = lines.collect();
    turn.make(&name, move || sheet(&title, COLUMNS, &lines, &words)).await
}

fn chosen<'a>(sessions: &'a [Session], asked: &Asked) -> Option<&'a Session> {
    let named = sessions.iter().find(|session| asked.session == session.id.to_string());
    named.or_else(|| sessions.first())
}

/// What each unit gets of a session, in the order of the units.
async fn handed(app: &App, reader: &Reader, session: i64) -> Result<Vec<Handed>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let work = lists::handed_over(on, committee, session).await?;
    let heads = lists::heads(on, &work).await?;
    let merged = lists::merged(on, work.iter().map(|one| one.proposal_id)).await?;
    let members = member::store::names(on, heads.values().filter_map(|head| head.first_id)).await?;
    let units = unit::here::units(app, reader).await?;
    let names: HashMap<_, _> = units.iter().map(|unit| (unit.id, unit.name.as_str())).collect();
    let mut with: BTreeMap<i64, Vec<&Assignment>> = BTreeMap::new();
    for one in &work {
        with.entry(one.proposal_id).or_default().push(one);
    }
    let line = |one: &Assignment| {
        let head = heads.get(&one.proposal_id)?;
        let others = with.get(&one.proposal_id).into_iter().flatten().filter(|other| other.id != one.id);
        Some(Line {
            address: reader.within(&format!("/proposals/{}", head.id)),
            number: head.number,
            subject: head.subject.clone(),
            proposer: proposer(head, &members),
            merged: merged.get(&head.id).into_iter().flatten().map(|other| named(other, reader)).collect(),
            part: one.part,
            others: others.filter_map(|other| names.get(&other.unit_id)).map(ToString::to_string).collect(),
            due: one.due,
        })
    };
    let of = |unit: &Unit| {
        let mut lines: Vec<_> = work.iter().filter(|one| one.unit_id == unit.id).filter_map(line).collect();
        lines.sort_by_key(|line| (line.number.is_none(), line.number));
        Handed { unit: unit.name.clone(), lines }
    };
    Ok(units.iter().map(of).filter(|handed| !handed.lines.is_empty()).collect())
}

/// What a merged one is called: 第12号, or its subject.
fn named((number, subject): &(Option<i64>, String), reader: &Reader) -> String {
    let titled = || reader.words.with1("handling-merged-subject", "subject", subject.as_str());
    number.map_or_else(titled, |number| reader.words.with1("handling-merged-number", "n", number))
}

/// The collective proposer, or the first of the members.
fn proposer(head: &Head, members: &HashMap<i64, String>) -> String {
    let first = head.first_id.and_then(|id| members.get(&id).cloned());
    head.body.clone().or(first).unwrap_or_default()
}
