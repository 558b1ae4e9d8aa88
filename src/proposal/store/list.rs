//! The list of proposals, narrowed to what is asked for and to what a reader may see.

use std::collections::BTreeSet;

use jiff::civil::Time;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, SelectStatement, UnionType};
use sea_orm::{DbBackend, QuerySelect, QueryTrait, Select};

use super::facet::Narrowing;
use super::page::{page, total};
use super::written;
use crate::account::Actor;
use crate::clock::{Day, Instant};
use crate::db::{COUNTED, Start, says};
use crate::draft;
use crate::error::Result;
use crate::proposal::handling::model::{assignment, reply};
use crate::proposal::handling::rules::State as Handling;
use crate::proposal::model::{Proposal, SignState, proposal, signer};
use crate::proposal::rules::{FILED, HANDLED, Kind, State, seen_by};

/// What a list of proposals is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// None of these: all.
    pub states: Vec<State>,
    pub session: Option<i64>,
    pub category: Option<i64>,
    pub unit: Option<i64>,
    /// Collective ones alone, or those of members alone.
    pub collective: Option<bool>,
    pub plenary: Option<bool>,
    pub key: bool,
    pub excellent: bool,
    pub published: Option<bool>,
    /// Those that this account writes, or that this member leads or signs.
    pub mine: bool,
    /// Those with a unit's work due before this day.
    pub due_before: Option<Day>,
    /// Those handed in up to this day.
    pub until: Option<Day>,
    /// Of a unit's work only that of `unit` counts.
    pub facets: Vec<Narrowing>,
    pub text: Option<Search>,
}

/// Words that are looked for, in subjects and the names of proposers, or a number.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub text: String,
    /// The members whose names hold them.
    pub proposers: Vec<i64>,
    /// In what collective proposers are called, the whole text and the replies that were sent, too.
    pub deep: bool,
}

impl Search {
    fn holds(&self, backend: DbBackend) -> Condition {
        let holds = |column: proposal::Column| says(backend, column.into_expr(), &self.text);
        let drafts = |fields: &[&str]| draft::saying(backend, Proposal::DRAFT, fields, &self.text);
        let mut found = Condition::any().add(holds(proposal::Column::Subject));
        found = found.add(proposal::Column::Id.in_subquery(drafts(&["subject"])));
        if !self.proposers.is_empty() {
            found = found.add(proposal::Column::FirstId.is_in(self.proposers.iter().copied()));
        }
        if let Ok(number) = self.text.parse::<i64>() {
            found = found.add(proposal::Column::Number.eq(number));
        }
        if !self.deep {
            return found;
        }
        let texts = [
            proposal::Column::Body,
            proposal::Column::Situation,
            proposal::Column::Analysis,
            proposal::Column::Suggestions,
        ];
        let found = texts.into_iter().fold(found, |found, column| found.add(holds(column)));
        let found =
            found.add(proposal::Column::Id.in_subquery(drafts(&["body", "situation", "analysis", "suggestions"])));
        found.add(proposal::Column::Id.in_subquery(self.answered(backend).into_query()))
    }

    /// The proposals with a reply that was sent and says so.
    fn answered(&self, backend: DbBackend) -> Select<assignment::Entity> {
        let says = reply::Entity::find()
            .select_only()
            .column(reply::Column::AssignmentId)
            .filter(reply::Column::SentAt.is_not_null())
            .filter(says(backend, reply::Column::Body.into_expr(), &self.text));
        assignment::Entity::find()
            .select_only()
            .column(assignment::Column::ProposalId)
            .filter(assignment::Column::Id.in_subquery(says.into_query()))
    }
}

/// Who reads a list, and what proposals are to them.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    pub actor: &'a Actor,
    pub member: Option<i64>,
    pub units: &'a [i64],
}

/// What is one's own: written, led, or signed.
fn own(reader: Listed<'_>) -> Condition {
    let mut own = Condition::any();
    if let Some(account) = reader.actor.account {
        own = own.add(proposal::Column::AccountId.eq(account));
    }
    if let Some(member) = reader.member {
        // Asked of each proposal that is nothing else to them, so that their whole life's signatures are not gathered
        // first.
        let this = Expr::col((signer::Entity, signer::Column::ProposalId));
        let signs = signs(member).filter(this.equals((proposal::Entity, proposal::Column::Id)));
        let signed = Condition::all().add(proposal::Column::State.ne(State::Withdrawn));
        own = own.add(proposal::Column::FirstId.eq(member)).add(signed.add(Expr::exists(signs.into_query())));
    }
    own
}

/// The keys of what a member signs or is asked to.
fn signs(member: i64) -> Select<signer::Entity> {
    signer::Entity::find()
        .select_only()
        .column(signer::Column::ProposalId)
        .filter(signer::Column::MemberId.eq(member))
        .filter(signer::Column::State.is_in([SignState::Invited, SignState::Signed, SignState::Fallen]))
}

/// What is an account's own, found by the indexes that lead to it: all keys among which [`own`] chooses.
fn own_keys(account: i64, member: Option<i64>) -> SelectStatement {
    let keys = || proposal::Entity::find().select_only().column(proposal::Column::Id);
    let mut all = keys().filter(proposal::Column::AccountId.eq(account)).into_query();
    if let Some(member) = member {
        all.union(UnionType::Distinct, keys().filter(proposal::Column::FirstId.eq(member)).into_query());
        all.union(UnionType::Distinct, signs(member).into_query());
    }
    all
}

fn of_units(units: &[i64]) -> Condition {
    let theirs = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::ProposalId)
        .filter(assignment::Column::UnitId.is_in(units.iter().copied()))
        .filter(assignment::Column::State.ne(Handling::Transferred));
    Condition::all().add(proposal::Column::Id.in_subquery(theirs.into_query()))
}

/// Those that a unit handles, not those that another has in its place.
fn handled_by(unit: i64) -> Condition {
    let has = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::ProposalId)
        .filter(assignment::Column::UnitId.eq(unit))
        .filter(assignment::Column::State.ne(Handling::Transferred));
    Condition::all().add(proposal::Column::Id.in_subquery(has.into_query()))
}

/// The proposals that a reader finds in lists; the same as [`crate::proposal::rules::visible`] says of each.
fn seen(reader: Listed<'_>) -> Condition {
    let published = Condition::all()
        .add(proposal::Column::Published.eq(true))
        .add(proposal::Column::State.is_in(FILED.iter().copied()));
    let handed_in = Condition::any()
        .add(proposal::Column::State.ne(State::Withdrawn))
        .add(proposal::Column::SubmittedAt.is_not_null());
    let known = Condition::all().add(proposal::Column::State.is_in(seen_by(reader.actor))).add(handed_in);
    let mut seen = Condition::any().add(published).add(known);
    if reader.actor.signed_in() {
        seen = seen.add(own(reader));
    }
    if !reader.units.is_empty() {
        let handled = of_units(reader.units).add(proposal::Column::State.is_in(HANDLED.iter().copied()));
        let mains = proposal::Entity::find().select_only().column(proposal::Column::Id).filter(handled.clone());
        let merged = proposal::Column::MainId.in_subquery(mains.into_query());
        let with_main = Condition::all().add(merged).add(proposal::Column::State.eq(State::Merged));
        seen = seen.add(handled).add(with_main);
    }
    seen
}

/// The end of a day in China.
#[must_use]
pub fn end_of(day: Day) -> Instant {
    day.at(Time::midnight()).plus(Instant::DAY)
}

fn narrowed(backend: DbBackend, committee: i64, reader: Listed<'_>, filter: &Filter) -> Select<proposal::Entity> {
    let mut found = proposal::Entity::find().filter(proposal::Column::CommitteeId.eq(committee));
    found = match reader.actor.account {
        // Whatever is their own they see.
        Some(account) if filter.mine => {
            found.filter(proposal::Column::Id.in_subquery(own_keys(account, reader.member))).filter(own(reader))
        }
        _ => found.filter(seen(reader)),
    };
    if !filter.states.is_empty() {
        found = found.filter(proposal::Column::State.is_in(filter.states.iter().copied()));
    }
    if let Some(session) = filter.session {
        found = found.filter(proposal::Column::SessionId.eq(session));
    }
    if let Some(category) = filter.category {
        found = found.filter(proposal::Column::CategoryId.eq(category));
    }
    if let Some(unit) = filter.unit {
        found = found.filter(handled_by(unit));
    }
    if let Some(collective) = filter.collective {
        let by = proposal::Column::Kind;
        found = found.filter(if collective { by.ne(Kind::Member) } else { by.eq(Kind::Member) });
    }
    if let Some(plenary) = filter.plenary {
        found = found.filter(proposal::Column::Plenary.eq(plenary));
    }
    if filter.key {
        found = found.filter(proposal::Column::Leader.is_not_null());
    }
    if filter.excellent {
        found = found.filter(proposal::Column::Excellent.eq(true));
    }
    if let Some(published) = filter.published {
        found = found.filter(proposal::Column::Published.eq(published));
    }
    if let Some(day) = filter.due_before {
        let late = assignment::Entity::find()
            .select_only()
            .column(assignment::Column::ProposalId)
            .filter(assignment::Column::Due.lt(day))
            .filter(assignment::Column::State.is_not_in([
                Handling::Sent,
                Handling::Transferred,
                Handling::OpinionGiven,
            ]));
        found = found.filter(proposal::Column::Id.in_subquery(late.into_query()));
    }
    if let Some(day) = filter.until {
        found = found.filter(proposal::Column::SubmittedAt.lt(end_of(day)));
    }
    for narrowing in &filter.facets {
        found = found.filter(narrowing.holds(backend, filter.unit));
    }
    if let Some(search) = &filter.text {
        found = found.filter(search.holds(backend));
    }
    found
}

/// A page of proposals, the latest first, and whether others follow it.
pub async fn list(
    on: &impl ConnectionTrait,
    committee: i64,
    reader: Listed<'_>,
    filter: &Filter,
    window: (Start, u64),
) -> Result<(Vec<Proposal>, bool)> {
    let found = narrowed(on.get_database_backend(), committee, reader, filter);
    let (rows, further) = page(on, found, window).await?;
    Ok((written(on, rows).await?, further))
}

/// How many of the proposals that a member leads a reader sees.
pub async fn led_by(on: &impl ConnectionTrait, committee: i64, reader: Listed<'_>, member: i64) -> Result<u64> {
    let all = narrowed(on.get_database_backend(), committee, reader, &Filter::default());
    total(on, all.filter(proposal::Column::FirstId.eq(member))).await
}

/// How many proposals there are in all, or more than are counted.
pub async fn count(on: &impl ConnectionTrait, committee: i64, reader: Listed<'_>, filter: &Filter) -> Result<u64> {
    let backend = on.get_database_backend();
    let [_, _, ..] = filter.states[..] else {
        return total(on, narrowed(backend, committee, reader, filter)).await;
    };
    // An index leads to the proposals of one state.
    let mut sum = 0;
    let states: BTreeSet<_> = filter.states.iter().collect();
    for state in states {
        let filter = Filter { states: vec![*state], ..filter.clone() };
        sum += total(on, narrowed(backend, committee, reader, &filter)).await?;
        if sum > COUNTED {
            break;
        }
    }
    Ok(sum)
}
