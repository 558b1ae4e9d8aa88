//! What a committee sets for its proposals: its rule, sessions, lists, holidays and units.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::clock::Day;
use crate::deadline::Holidays;
use crate::error::{Error, Result};
use crate::proposal::model::{
    Choice, List, Publication, Rule, Session, Unit, choice, holiday, rule, session, unit, unit_account,
};
use crate::proposal::rules::days;
use crate::words::Words;

/// What holds in a committee that has set nothing: what most counties do (`domain.md` 1.1–1.5).
#[must_use]
pub fn usual(committee: i64) -> Rule {
    Rule {
        committee_id: committee,
        steps: "初审\n复审".to_owned(),
        cosigners: 1,
        accept_days: 5,
        opinion_months: 1,
        reply_months: 3,
        extension_months: 1,
        evaluation_days: 30,
        soon_days: 10,
        contact: true,
        merged: true,
        publication: Publication::Chosen,
        version: 0,
    }
}

/// The rule of a committee, or the usual one.
///
/// # Errors
/// The database does not answer.
pub async fn rule(on: &impl ConnectionTrait, committee: i64) -> Result<Rule> {
    Ok(rule::Entity::find_by_id(committee).one(on).await?.unwrap_or_else(|| usual(committee)))
}

impl Rule {
    /// The steps of the review, in their order.
    #[must_use]
    pub fn steps(&self) -> Vec<&str> {
        self.steps.lines().filter(|step| !step.is_empty()).collect()
    }
}

/// The sessions of a committee, the latest first.
///
/// # Errors
/// The database does not answer.
pub async fn sessions(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Session>> {
    let found = session::Entity::find().filter(session::Column::CommitteeId.eq(committee));
    Ok(found.order_by_desc(session::Column::Begins).all(on).await?)
}

impl Session {
    /// What it is called: 十届三次.
    #[must_use]
    pub fn name(&self, words: &Words) -> String {
        words.with("proposal-session-of", &[("term", self.term.into()), ("n", self.number.into())])
    }

    /// Its days, for the rule.
    #[must_use]
    pub const fn days(&self) -> days::Session {
        days::Session { id: self.id, begins: self.begins, ends: self.ends }
    }
}

/// A list to choose from, in its order, closed ones too.
///
/// # Errors
/// The database does not answer.
pub async fn choices(on: &impl ConnectionTrait, committee: i64, kind: List) -> Result<Vec<Choice>> {
    let found = choice::Entity::find().filter(choice::Column::CommitteeId.eq(committee));
    let found = found.filter(choice::Column::Kind.eq(kind));
    Ok(found.order_by_asc(choice::Column::Position).order_by_asc(choice::Column::Id).all(on).await?)
}

/// One of a list to choose from.
///
/// # Errors
/// There is none, or it is of another list.
pub async fn choice(on: &impl ConnectionTrait, committee: i64, kind: List, id: i64) -> Result<Choice> {
    let found = choice::Entity::find_by_id(id)
        .filter(choice::Column::CommitteeId.eq(committee))
        .filter(choice::Column::Kind.eq(kind));
    found.one(on).await?.ok_or(Error::NotFound)
}

/// The days on which the week is not kept.
///
/// # Errors
/// The database does not answer.
pub async fn holidays(on: &impl ConnectionTrait, committee: i64) -> Result<Holidays> {
    let found = holiday::Entity::find().filter(holiday::Column::CommitteeId.eq(committee)).all(on).await?;
    Ok(Holidays(found.into_iter().map(|one| (one.day, one.worked)).collect()))
}

/// The units of a committee by name, closed ones too.
///
/// # Errors
/// The database does not answer.
pub async fn units(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Unit>> {
    let found = unit::Entity::find().filter(unit::Column::CommitteeId.eq(committee));
    Ok(found.order_by_asc(unit::Column::Line).order_by_asc(unit::Column::Name).all(on).await?)
}

/// One unit of a committee.
///
/// # Errors
/// There is none.
pub async fn unit(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Unit> {
    let found = unit::Entity::find_by_id(id).filter(unit::Column::CommitteeId.eq(committee)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The accounts that act for a unit.
///
/// # Errors
/// The database does not answer.
pub async fn accounts(on: &impl ConnectionTrait, unit: i64) -> Result<Vec<i64>> {
    let found = unit_account::Entity::find().filter(unit_account::Column::UnitId.eq(unit)).all(on).await?;
    Ok(found.into_iter().map(|one| one.account_id).collect())
}

/// The last day on which a transfer can be asked for, for what is assigned on a day.
#[must_use]
pub fn accept_by(rule: &Rule, holidays: &Holidays, day: Day) -> Day {
    holidays.after(day, u32::try_from(rule.accept_days).unwrap_or(0))
}
