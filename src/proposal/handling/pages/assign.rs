//! A proposal is handed to its units, or taken back from them.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::db::ConnectionTrait;
use crate::deadline::Holidays;
use crate::error::{Error, Refusal, Result};
use crate::fields;
use crate::ledger::Act;
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent};
use crate::proposal::handling::rules::{Part, State as Stands, assigning};
use crate::proposal::handling::store::assign::{self as stored, Offer};
use crate::proposal::handling::store::assignments;
use crate::proposal::here::{Here, Version};
use crate::proposal::model::Rule;
use crate::proposal::rules::{Action, decide, periods};
use crate::unit;
use crate::unit::model::Unit;

/// What is needed to hand something to units on a day.
pub(super) struct Desk {
    units: Vec<Unit>,
    today: Day,
    /// Until when a unit may ask for another to have what is handed to it today.
    pub accept_by: Day,
    /// When a reply and an opinion are due by the rule.
    pub reply_due: Day,
    opinion_due: Day,
}

/// What is offered to the units, and when the last reply is due.
pub(super) struct Plan {
    pub offers: Vec<Offer>,
    pub due: Day,
}

impl Desk {
    pub async fn of(on: &impl ConnectionTrait, reader: &Reader, rule: &Rule) -> Result<Self> {
        let committee = reader.committee()?.id;
        let today = reader.now.day();
        let holidays: Holidays = committee::store::holidays(on, committee).await?;
        Ok(Self {
            units: unit::store::units(on, committee).await?,
            today,
            accept_by: periods::accept_by(rule, &holidays, today),
            reply_due: periods::reply_due(rule, &holidays, today),
            opinion_due: periods::opinion_due(rule, &holidays, today),
        })
    }

    /// A unit that still takes proposals.
    pub fn unit(&self, id: i64) -> Result<&Unit> {
        let unit = self.units.iter().find(|unit| unit.id == id).ok_or(Error::NotFound)?;
        if unit.closed { Err(Refusal::new("handling-unit-closed").with("unit", &unit.name).into()) } else { Ok(unit) }
    }

    /// A lead with co-handlers, or without a lead each for itself. The replies are due on a day that is given, or when
    /// the rule says; opinions earlier.
    pub fn plan(&self, lead: Option<i64>, others: &[i64], due: Option<Day>) -> Result<Plan> {
        let parts = assigning::parts(lead, others)?;
        let due = assigning::due(self.today, due, self.reply_due)?;
        let opinion = self.opinion_due.min(due);
        let mut offers = Vec::new();
        for (unit, part) in parts {
            let due = if part.answers() { due } else { opinion };
            offers.push(Offer { unit: self.unit(unit)?.id, part, accept_by: self.accept_by, due });
        }
        Ok(Plan { offers, due })
    }

    /// That it was handed over, for the ledger.
    pub fn act(&self, here: &Here, plan: &Plan) -> Act {
        let name = |offer: &Offer| self.units.iter().find(|unit| unit.id == offer.unit).map(|unit| unit.name.clone());
        let units: Vec<_> = plan.offers.iter().filter_map(name).collect();
        here.act("assign").fact("units", units).fact("due", plan.due.to_string())
    }
}

/// To whom a proposal is handed. No lead: each of the others answers for itself. No day: the committee's rule says it.
#[derive(Deserialize, ToSchema)]
pub(super) struct Assigning {
    version: i64,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    others: Vec<i64>,
    #[serde(default)]
    due: String,
}

/// Hands a proposal to units.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/assign", request_body = Assigning, responses(Acts))]
pub(super) async fn assign(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(asked): Sent<Assigning>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    decide(here.standing, Action::Assign, here.who(&reader))?;
    let due = fields::day(&asked.due).map_err(Error::Unreadable)?;
    let desk = Desk::of(change.on(), &reader, &here.rule).await?;
    let plan = desk.plan(asked.lead.parse().ok(), &asked.others, due)?;
    stored::assign(&change, (id, asked.version), &plan.offers, plan.due).await?;
    change.record(desk.act(&here, &plan)).await?.commit().await?;
    let address = here.address(&reader, "");
    let told = Flash::new("handling-done-assign").with("title", &here.proposal.subject);
    reader.done(&address, told.undo(format!("{address}/recall"), asked.version + 1))
}

/// Who is to give an opinion besides.
#[derive(Deserialize, ToSchema)]
#[schema(as = AddUnitForm)]
pub(super) struct Adding {
    version: i64,
    #[serde(default)]
    unit: String,
}

/// One more co-handler, who gives its opinion before the lead's reply is approved.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/add_unit", request_body = Adding, responses(Acts))]
pub(super) async fn add(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Adding { version, unit }): Sent<Adding>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    decide(here.standing, Action::AddUnit, here.who(&reader))?;
    let all = assignments(change.on(), id).await?;
    let lead = assigning::lead_to_help(&all)?;
    let desk = Desk::of(change.on(), &reader, &here.rule).await?;
    let unit = desk.unit(unit.parse().map_err(|_| Refusal::new("handling-unit-missing"))?)?;
    if all.iter().any(|one| one.unit_id == unit.id && one.state != Stands::Transferred) {
        return Err(Refusal::new("handling-unit-twice").into());
    }
    let due = desk.opinion_due.min(lead.due.max(desk.today));
    let offer = Offer { unit: unit.id, part: Part::CoHandler, accept_by: desk.accept_by, due };
    let added = stored::add(&change, &here.proposal, version, offer).await?;
    change.record(here.act("add_unit").fact("unit", unit.name.clone())).await?.commit().await?;
    let told = Flash::new("handling-done-add-unit").with("title", &here.proposal.subject).with("unit", &unit.name);
    let undo = here.address(&reader, &format!("/assignments/{added}/take_out"));
    reader.done(&here.address(&reader, ""), told.undo(undo, 1))
}

/// Takes a proposal back from its units.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/recall", request_body = Version, responses(Acts))]
pub(super) async fn recall(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    decide(here.standing, Action::Recall, here.who(&reader))?;
    stored::recall(&change, (id, version)).await?;
    change.record(here.act("recall")).await?.commit().await?;
    let told = Flash::new("handling-done-recall").with("title", &here.proposal.subject);
    reader.done(&here.address(&reader, ""), told)
}
