//! Handling on the page of a proposal: its units and how each stands, and what this reader may do about it.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Day;
use crate::db::ConnectionTrait;
use crate::deadline::{Calendar, Urgency};
use crate::error::Result;
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::calendar::today;
use crate::proposal::handling::rules::assigning::{lead_to_help, meant};
use crate::proposal::handling::rules::{Action, OPEN, Part as Share, State, offered};
use crate::proposal::handling::store::reopened_for;
use crate::proposal::handling::work::Work;
use crate::proposal::here::Here;
use crate::proposal::rules::{self as proposed, Action as Deed, periods};
use crate::unit;
use crate::unit::model::Unit;
use crate::workflow::LifeCycle;

/// Handling as one reader finds it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/part.html")]
#[schema(as = Handling)]
pub(in crate::proposal) struct Part {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    /// The version of the proposal.
    #[serde(skip)]
    version: i64,
    assignments: Vec<Row>,
    /// From the second round on: which it is, and why the proposer was not satisfied with the last.
    again: Option<Again>,
    /// The first proposer and their phone, for those who handle it and those who assign.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposer: Option<Proposer>,
    /// It can be handed to units, or taken back from them, by this reader.
    assign: bool,
    recall: bool,
    /// One more co-handler can be added.
    add: bool,
    /// To whom it can be handed.
    #[serde(skip)]
    units: Vec<Unit>,
    /// The unit that the proposer has in mind.
    #[serde(skip)]
    meant: Option<i64>,
    /// When replies are due where nothing else is said.
    #[serde(skip)]
    usual: Day,
}

impl Part {
    fn is_meant(&self, unit: &Unit) -> bool {
        self.meant == Some(unit.id)
    }
}

/// Why it is handled once more.
#[derive(Serialize, ToSchema)]
#[schema(as = HandledAgain)]
struct Again {
    round: i64,
    reason: Option<String>,
}

/// Whom the unit hears.
#[derive(Serialize, ToSchema)]
#[schema(as = Callable)]
struct Proposer {
    name: String,
    phone: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Assignment)]
struct Row {
    id: i64,
    #[serde(skip)]
    address: String,
    version: i64,
    unit: String,
    part: Share,
    state: State,
    /// For what is not accepted: until when it may be asked that another unit has it.
    accept_by: Option<Day>,
    /// Until when a transfer can be asked for, where it can be.
    transfer_by: Option<Day>,
    /// It was answered before, and is its unit's for good.
    #[serde(skip)]
    again: bool,
    due: Day,
    urgency: Option<Urgency>,
    extended: bool,
    /// What the unit asks for, and why its last request was refused.
    asked_until: Option<Day>,
    asked_reason: Option<String>,
    asked_unit: Option<String>,
    told: Option<String>,
    /// Whom the proposer can call there.
    contact: Option<String>,
    phone: Option<String>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// How far an extension may reach.
    #[serde(skip)]
    longest: Day,
}

impl Row {
    fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// The part, for those inside: once it is handed to units, or for one who may do so.
pub(in crate::proposal) async fn part(app: &App, reader: &Reader, here: &Here, all: &[Work]) -> Result<Option<Part>> {
    if !here.inside(reader) {
        return Ok(None);
    }
    let deeds = proposed::offered(here.standing, here.who(reader));
    let (assign, recall) = (deeds.contains(&Deed::Assign), deeds.contains(&Deed::Recall));
    if all.is_empty() && !assign {
        return Ok(None);
    }
    let calendar = today(app, reader).await?;
    let assignments: Vec<_> = all.iter().map(|work| row(reader, here, work, &calendar)).collect();
    let stored: Vec<_> = all.iter().map(|work| work.assignment.clone()).collect();
    let add = deeds.contains(&Deed::AddUnit) && lead_to_help(&stored).is_ok();
    let chooses = assign || add || assignments.iter().any(|row| row.may(Action::GrantTransfer));
    let mut units = if chooses { unit::here::units(app, reader).await?.to_vec() } else { Vec::new() };
    units.retain(|unit| !unit.closed);
    Ok(Some(Part {
        address: here.address(reader, ""),
        version: here.proposal.version,
        assignments,
        again: again(app.db.read(), here).await?,
        proposer: proposer(reader, here, all),
        assign,
        recall,
        add,
        meant: meant(&here.proposal.suggested_unit, &units),
        units,
        usual: periods::reply_due(&here.rule, &calendar.holidays, calendar.today),
        view: reader.view(),
    }))
}

async fn again(on: &impl ConnectionTrait, here: &Here) -> Result<Option<Again>> {
    let round = here.proposal.round;
    if round < 2 {
        return Ok(None);
    }
    Ok(Some(Again { round, reason: reopened_for(on, &here.proposal).await? }))
}

/// The phone is for those alone who have to reach them: a unit that has the proposal now, and whoever assigns it.
fn proposer(reader: &Reader, here: &Here, all: &[Work]) -> Option<Proposer> {
    let handles = all.iter().any(|work| work.own && work.assignment.state != State::Transferred);
    let first = here.proposers.first.as_ref().filter(|_| handles || reader.may(Permission::AssignProposals))?;
    Some(Proposer { name: first.name.clone(), phone: first.phone.clone()? })
}

fn row(reader: &Reader, here: &Here, work: &Work, calendar: &Calendar) -> Row {
    let one = &work.assignment;
    let may = offered(work.standing, work.who(reader));
    Row {
        id: one.id,
        address: work.address(reader, here, ""),
        version: one.version,
        unit: work.unit.clone(),
        part: one.part,
        state: one.state,
        accept_by: (one.state == State::Offered).then_some(one.accept_by),
        transfer_by: may.contains(&Action::AskTransfer).then_some(one.accept_by),
        again: one.round > 1,
        due: one.due,
        urgency: OPEN.contains(&one.state).then(|| calendar.urgency(one.due)),
        extended: one.extended,
        asked_until: one.asked_until,
        asked_reason: one.asked_reason.clone(),
        asked_unit: one.asked_unit.clone(),
        told: one.told.clone(),
        contact: one.contact.clone(),
        phone: one.phone.clone(),
        actions: may.into_iter().filter(|action| action.row().form.shared()).collect(),
        longest: periods::extension_ends(&here.rule, &calendar.holidays, one.due),
    }
}
