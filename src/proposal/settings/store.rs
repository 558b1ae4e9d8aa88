//! The SQL that changes what is set: sessions, the rule, lists, holidays.

mod units;

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set, SqlErr};

use super::rules::{FitSession, Rest, usual};
use crate::clock::Day;
use crate::db::found;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::proposal::model::{Choice, List, Rule, choice, holiday, rule, session};

pub(super) use units::*;

/// Whatever is chosen somewhere is referred to, and the database does not let go of it.
fn in_use(fault: DbErr, key: &'static str) -> Error {
    match fault.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Refusal::new(key).into(),
        _ => fault.into(),
    }
}

/// Adds a session; gives its key.
pub async fn add_session(change: &Change, session: FitSession) -> Result<i64> {
    let row = session::ActiveModel {
        committee_id: Set(change.acting().committee),
        term: Set(session.term),
        number: Set(session.number),
        begins: Set(session.begins),
        ends: Set(session.ends),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?.id)
}

pub async fn change_session(change: &Change, id: i64, to: FitSession) -> Result<()> {
    let row = session::ActiveModel {
        term: Set(to.term),
        number: Set(to.number),
        begins: Set(to.begins),
        ends: Set(to.ends),
        ..Default::default()
    };
    let changed = session::Entity::update_many()
        .set(row)
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

/// Deletes a session to which no proposal belongs.
pub async fn delete_session(change: &Change, id: i64) -> Result<()> {
    let deleted = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(deleted.map_err(|fault| in_use(fault, "proposalset-session-in-use"))?.rows_affected)
}

/// Sets the rule, whose version is one more than that of the rule that holds.
pub async fn set_rule(change: &Change, rule: Rule) -> Result<()> {
    let (committee, version) = (rule.committee_id, rule.version);
    let row: rule::ActiveModel = rule.into();
    if version == 1 {
        rule::Entity::insert(row).exec_without_returning(change.on()).await?;
        return Ok(());
    }
    let updated = rule::Entity::update_many()
        .set(row.reset_all())
        .filter(rule::Column::CommitteeId.eq(committee))
        .filter(rule::Column::Version.eq(version - 1))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Adds one to the end of a list; gives its key.
pub async fn add_choice(change: &Change, list: List, name: &str, meaning: &str, promise: bool) -> Result<i64> {
    let committee = change.acting().committee;
    let highest: Option<Option<i64>> = choice::Entity::find()
        .select_only()
        .column_as(choice::Column::Position.max(), "highest")
        .filter(choice::Column::CommitteeId.eq(committee))
        .filter(choice::Column::Kind.eq(list))
        .into_tuple()
        .one(change.on())
        .await?;
    let row = choice::ActiveModel {
        committee_id: Set(committee),
        kind: Set(list),
        position: Set(highest.flatten().map_or(0, |highest| highest + 1)),
        name: Set(name.to_owned()),
        meaning: Set(meaning.to_owned()),
        promise: Set(promise),
        closed: Set(false),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?.id)
}

/// Takes the usual ones into a list that is empty; gives their number, nought where it is not.
pub async fn take_usual(change: &Change, list: List) -> Result<usize> {
    let committee = change.acting().committee;
    let there = choice::Entity::find()
        .filter(choice::Column::CommitteeId.eq(committee))
        .filter(choice::Column::Kind.eq(list))
        .count(change.on())
        .await?;
    if there > 0 {
        return Ok(0);
    }
    for (name, meaning, promise) in usual(list) {
        add_choice(change, list, name, meaning, *promise).await?;
    }
    Ok(usual(list).len())
}

/// Changes one of a list as `to` says.
pub async fn change_choice(change: &Change, to: &Choice) -> Result<()> {
    let row = choice::ActiveModel {
        name: Set(to.name.clone()),
        meaning: Set(to.meaning.clone()),
        promise: Set(to.promise),
        position: Set(to.position),
        closed: Set(to.closed),
        ..Default::default()
    };
    let changed = choice::Entity::update_many()
        .set(row)
        .filter(choice::Column::Id.eq(to.id))
        .filter(choice::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

/// Deletes one of a list that nothing refers to.
pub async fn delete_choice(change: &Change, id: i64) -> Result<()> {
    let deleted = choice::Entity::delete_many()
        .filter(choice::Column::Id.eq(id))
        .filter(choice::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(deleted.map_err(|fault| in_use(fault, "proposalset-choice-in-use"))?.rows_affected)
}

/// Sets days off, worked, or as the week says.
pub async fn set_days(change: &Change, days: &BTreeMap<Day, Rest>) -> Result<()> {
    let committee_id = change.acting().committee;
    holiday::Entity::delete_many()
        .filter(holiday::Column::CommitteeId.eq(committee_id))
        .filter(holiday::Column::Day.is_in(days.keys().copied()))
        .exec(change.on())
        .await?;
    let set = days.iter().filter(|(_, rest)| **rest != Rest::Usual).map(|(day, rest)| holiday::ActiveModel {
        committee_id: Set(committee_id),
        day: Set(*day),
        worked: Set(*rest == Rest::Worked),
    });
    let set: Vec<_> = set.collect();
    if !set.is_empty() {
        holiday::Entity::insert_many(set).exec_without_returning(change.on()).await?;
    }
    Ok(())
}
