//! What is filed and not assigned: units are chosen for many proposals, and those that are ticked are handed over at once.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::assign::{Desk, Plan};
use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::db::Start;
use crate::error::{Error, Refusal, Result};
use crate::fields;
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::listing::{Cell, Column, Filter, Listing, Table};
use crate::page::{Faults, Flash, Pages, Paging, Reader, Sent, View};
use crate::permission::Permission;
use crate::proposal::handling::rules::assigning::meant;
use crate::proposal::handling::store::{assign as stored, lists};
use crate::proposal::here::{Here, named};
use crate::proposal::model::Proposal;
use crate::proposal::rules::{Action, decide, periods};
use crate::proposal::store::set;
use crate::table::{TableFile, Turn};
use crate::unit;
use crate::unit::model::Unit;

const LIST: Listing = Listing {
    within: Some(("/proposals", "proposal-nav")),
    lead: Some("handling-assigning-lead"),
    sheet: Some(("/proposals/assigning.xlsx", "proposal-export")),
    none: ("handling-assigning-none", "handling-assigning-none-hint"),
    ..Listing::new("handling-assigning", "/proposals/assigning")
};

/// Those of the workbook; on the page, which is a form, units are chosen beside them.
const COLUMNS: &[Column<Row>] = &[
    Column::new("proposal-number", 8.0, |row, _| row.number.into()),
    Column::new("proposal-subject", 60.0, |row: &Row, words| named(&row.subject, words).into()).names(),
    Column::new("proposal-suggested-unit", 24.0, |row, _| Cell::from(&row.suggested_unit)),
    Column::new("handling-merged-head", 12.0, |row, _| i64::try_from(row.merged).ok().filter(|n| *n > 0).into()),
];

/// The proposals that are ticked, by key; for each its lead and its co-handlers as `proposal:unit`, and one day for all.
#[derive(Clone, Default, Deserialize, ToSchema)]
pub(super) struct Chosen {
    #[serde(default)]
    pick: Vec<i64>,
    #[serde(default)]
    lead: Vec<String>,
    #[serde(default)]
    co: Vec<String>,
    #[serde(default)]
    due: String,
}

impl Chosen {
    /// The units that are chosen for a proposal out of such a list.
    fn of(list: &[String], proposal: i64) -> Vec<i64> {
        let pair = |text: &String| {
            let (of, unit) = text.split_once(':')?;
            (of.parse() == Ok(proposal)).then(|| unit.parse().ok()).flatten()
        };
        list.iter().filter_map(pair).collect()
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/assigning.html")]
#[schema(as = AssigningPage)]
struct Page {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    list: Listing,
    #[serde(skip)]
    filter: Filter,
    #[serde(skip)]
    table: Table,
    proposals: Vec<Row>,
    pages: Pages,
    #[serde(skip)]
    units: Vec<Unit>,
    /// When replies are due where no day is given.
    usual: Day,
    #[serde(skip)]
    due: String,
    faults: Faults,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AssigningRow)]
struct Row {
    id: i64,
    /// The field in which a fault of it is noted.
    #[serde(skip)]
    field: String,
    #[serde(skip)]
    address: String,
    number: Option<i64>,
    subject: String,
    suggested_unit: String,
    /// So many proposals are merged into it, and follow it.
    merged: usize,
    #[serde(skip)]
    ticked: bool,
    #[serde(skip)]
    lead: Option<i64>,
    #[serde(skip)]
    co: Vec<i64>,
}

impl Row {
    fn is_lead(&self, unit: &Unit) -> bool {
        self.lead == Some(unit.id)
    }

    /// Whether a unit is chosen in one of the places for co-handlers.
    fn is_co(&self, unit: &Unit, place: usize) -> bool {
        self.co.get(place) == Some(&unit.id)
    }
}

fn field(proposal: i64) -> String {
    format!("pick-{proposal}")
}

/// The proposals that are filed and not assigned.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/assigning",
    params(Paging),
    responses((status = 200, body = Page), Closed),
)]
pub(super) async fn show(Shared(app): Shared<App>, reader: Reader, Query(paging): Query<Paging>) -> Result<Response> {
    reader.need(Permission::AssignProposals)?;
    reader.answer(page(&app, &reader, &paging, None, Faults::default()).await?)
}

async fn page(app: &App, reader: &Reader, paging: &Paging, chosen: Option<&Chosen>, faults: Faults) -> Result<Page> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let mut units = unit::store::units(on, committee).await?;
    units.retain(|unit| !unit.closed);
    let rule = set::rule(on, committee).await?;
    let holidays = committee::store::holidays(on, committee).await?;
    let total = lists::count_unassigned(on, committee).await?;
    let (found, further) = lists::unassigned(on, committee, (paging.start(), paging.limit())).await?;
    let key = |one: &Proposal| Some(lists::numbered(one));
    let pages = paging.of(total, "").by_key(&lists::by_number(), &found, key, further);
    let proposals = rows(app, reader, found, &units, chosen).await?;
    Ok(Page {
        list: LIST,
        filter: Filter::of(reader, LIST.address, &(), Vec::new()),
        table: Table::of(COLUMNS, &proposals, ("proposal-count", &pages), reader),
        proposals,
        pages,
        units,
        usual: periods::reply_due(&rule, &holidays, reader.now.day()),
        due: chosen.map(|chosen| chosen.due.clone()).unwrap_or_default(),
        faults,
        view: reader.view(),
    })
}

/// These proposals, with the units that are meant or were chosen.
async fn rows(
    app: &App,
    reader: &Reader,
    found: Vec<Proposal>,
    units: &[Unit],
    chosen: Option<&Chosen>,
) -> Result<Vec<Row>> {
    let merged = lists::merged(app.db.read(), found.iter().map(|proposal| proposal.id)).await?;
    let row = |proposal: Proposal| {
        let id = proposal.id;
        let lead = match chosen {
            Some(chosen) => Chosen::of(&chosen.lead, id).first().copied(),
            None => meant(&proposal.suggested_unit, units),
        };
        Row {
            id,
            field: field(id),
            address: reader.within(&format!("/proposals/{id}")),
            number: proposal.number,
            subject: proposal.subject,
            suggested_unit: proposal.suggested_unit,
            merged: merged.get(&id).map_or(0, Vec::len),
            ticked: chosen.is_some_and(|chosen| chosen.pick.contains(&id)),
            lead,
            co: chosen.map(|chosen| Chosen::of(&chosen.co, id)).unwrap_or_default(),
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/assigning.xlsx", responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::AssignProposals)?;
    let turn = Turn::take().await?;
    let all = (Start::At(0), lists::MOST);
    let (found, _) = lists::unassigned(app.db.read(), reader.committee()?.id, all).await?;
    turn.list(&reader, LIST.title, COLUMNS, rows(&app, &reader, found, &[], None).await?).await
}

/// How many are handed over at once at the most: a page of the list.
const MOST: usize = 50;

/// Hands several proposals to units: all of them, or none.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/assigning",
    params(Paging),
    request_body = Chosen,
    responses(Acts, (status = 422, body = OrRefusal<Page>)),
)]
pub(super) async fn assign(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(paging): Query<Paging>,
    Sent(chosen): Sent<Chosen>,
) -> Result<Response> {
    reader.need(Permission::AssignProposals)?;
    let mut faults = Faults::default();
    let due = faults.take("due", fields::day(&chosen.due)).flatten();
    if chosen.pick.is_empty() {
        faults.note("pick", Refusal::new("handling-none-ticked"));
    }
    if chosen.pick.len() > MOST {
        return Err(Error::Unreadable(Refusal::new("review-too-many").with("most", MOST)));
    }
    let mut acts = Vec::new();
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let rule = set::rule(change.on(), reader.committee()?.id).await?;
    let desk = Desk::of(change.on(), &reader, &rule).await?;
    for id in &chosen.pick {
        match one(&change, &reader, &desk, (*id, &chosen, due)).await {
            Ok(act) => acts.push(act),
            Err(Error::Refused(refusal)) => faults.note(field(*id), refusal),
            // Its proposer took it back meanwhile.
            Err(Error::NotFound) => faults.note(field(*id), Refusal::new("handling-taken-back")),
            Err(other) => return Err(other),
        }
    }
    if !faults.none() {
        drop(change);
        return reader.answer_unfit(page(&app, &reader, &paging, Some(&chosen), faults).await?);
    }
    let n = acts.len();
    change.record_all(acts).await?.commit().await?;
    reader.done(&reader.within("/proposals/assigning"), Flash::new("handling-done-assign-all").with("n", n))
}

/// Hands over one of those that are ticked.
async fn one(
    change: &Change,
    reader: &Reader,
    desk: &Desk,
    (id, chosen, due): (i64, &Chosen, Option<Day>),
) -> Result<Act> {
    let here = Here::on(change.on(), reader, id).await?;
    let title = &here.proposal.subject;
    if decide(here.standing, Action::Assign, here.who(reader)).is_err() {
        return Err(Refusal::new("handling-not-filed").with("title", title).into());
    }
    let lead = Chosen::of(&chosen.lead, id).first().copied();
    let lead = lead.ok_or_else(|| Refusal::new("handling-lead-missing").with("title", title))?;
    let plan: Plan = desk.plan(Some(lead), &Chosen::of(&chosen.co, id), due)?;
    stored::assign(change, (id, here.proposal.version), &plan.offers, plan.due).await?;
    Ok(desk.act(&here, &plan))
}
