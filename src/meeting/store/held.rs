//! All SQL of a sitting that is held here: planned, opened, closed; and of the rules by which it is held.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, QueryOrder, Set, sea_query};

use super::{facts, update};
use crate::account::secret;
use crate::clock::Instant;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::agenda::rules as agenda;
use crate::meeting::article::{Capacity, Kind, Record};
use crate::meeting::attendance;
use crate::meeting::attendance::model::key as sitting_key;
use crate::meeting::attendance::rules::{Reply, Standing as Called};
use crate::meeting::floor::{model::speaker, rules::State as Speaking};
use crate::meeting::model::{Lines, Sitting, item, person, rule as rules_of, sitting};
use crate::meeting::poll::{model::poll, rules::State as PollState};
use crate::meeting::rules::{self, Rule, Standing, State, Unfinished};

/// What the office writes down when it plans a sitting. `record` holds what an article would tell: kind, term, number,
/// date, place.
#[derive(Clone, Debug)]
pub struct Plan {
    pub record: Record,
    pub name: Option<String>,
    pub begins_at: Instant,
    pub ends_at: Option<Instant>,
    pub chair: Option<i64>,
    pub parent: Option<i64>,
    pub group: Option<i64>,
}

impl Plan {
    fn columns(&self) -> sitting::ActiveModel {
        sitting::ActiveModel {
            name: Set(self.name.clone()),
            begins_at: Set(Some(self.begins_at)),
            ends_at: Set(self.ends_at),
            chair_id: Set(self.chair),
            group_id: Set(self.group),
            ..facts(&self.record)
        }
    }
}

/// Plans a sitting, to be held by this rule.
pub async fn plan(change: &Change, plan: &Plan, rule: &Rule) -> Result<Sitting> {
    let row = sitting::ActiveModel {
        committee_id: Set(change.acting().committee),
        state: Set(State::Planned),
        version: Set(1),
        parent_id: Set(plan.parent),
        quorum: Set(Some(rule.quorum)),
        base: Set(Some(rule.base)),
        majority: Set(Some(rule.majority)),
        polled: Set(Some(rule.polled)),
        ..plan.columns()
    };
    let sitting = row.insert(change.on()).await?;
    let key = sitting_key::ActiveModel { sitting_id: Set(sitting.id), secret: Set(secret::random()) };
    sitting_key::Entity::insert(key).exec_without_returning(change.on()).await?;
    Ok(sitting)
}

/// What the sign-in code of a sitting is made with, where it is held here.
pub async fn key(on: &impl ConnectionTrait, sitting: i64) -> Result<Option<String>> {
    Ok(sitting_key::Entity::find_by_id(sitting).one(on).await?.map(|key| key.secret))
}

/// Changes what is planned, and marks what was otherwise when those who are called were told. The sitting must still
/// stand at the version that was changed.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn amend(change: &Change, sitting: &Sitting, version: i64, plan: &Plan) -> Result<()> {
    let mut row = plan.columns();
    if sitting.state == State::Noticed {
        if (sitting.begins_at, sitting.ends_at) != (Some(plan.begins_at), plan.ends_at) {
            row.was_begins_at = Set(sitting.begins_at);
            row.was_ends_at = Set(sitting.ends_at);
        }
        if sitting.place != plan.record.place {
            row.was_place = Set(sitting.place.clone());
        }
    }
    update(change, sitting.id, version, row).await
}

/// Opens a sitting, or tells those who are called of it: the state and its instant.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn open(change: &Change, id: i64, version: i64, to: Standing) -> Result<()> {
    let now = Set(Some(change.acting().at));
    let row = sitting::ActiveModel { state: Set(to.state), ..Default::default() };
    let row = match to.state {
        State::Noticed => sitting::ActiveModel {
            noticed_at: now,
            was_begins_at: Set(None),
            was_ends_at: Set(None),
            was_place: Set(None),
            ..row
        },
        _ => sitting::ActiveModel { opened_at: now, ..row },
    };
    update(change, id, version, row).await
}

/// Closes a sitting: how many were there, and who was there in which capacity, become its record.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn close(change: &Change, sitting: &Sitting, version: i64) -> Result<()> {
    let called = attendance::store::all(change.on(), sitting.id).await?;
    // Whoever came was there, even if they left before the end.
    let voting = || called.iter().filter(|one| one.standing == Called::Voting);
    let count = |n: usize| Set(i64::try_from(n).ok());
    let row = sitting::ActiveModel {
        state: Set(State::Closed),
        closed_at: Set(Some(change.acting().at)),
        expected: count(voting().count()),
        present: count(voting().filter(|one| one.came_at.is_some()).count()),
        ..Default::default()
    };
    update(change, sitting.id, version, row).await?;
    let capacity = |one: &attendance::model::Called| match (one.standing, one.came_at.is_some()) {
        (Called::Voting, true) if one.member_id.is_some() && one.member_id == sitting.chair_id => {
            Some(Capacity::Presiding)
        }
        (Called::Voting, true) => Some(Capacity::Attending),
        (Called::Voting, false) => (one.reply == Reply::LeaveGranted).then_some(Capacity::Absent),
        (Called::SittingIn, came) => came.then_some(Capacity::SittingIn),
        (Called::Out, _) => None,
    };
    let people: Vec<_> = called
        .iter()
        .filter_map(|one| Some((one, capacity(one)?)))
        .map(|(one, capacity)| person::ActiveModel {
            id: NotSet,
            sitting_id: Set(sitting.id),
            position: Set(one.position),
            name: Set(one.name.clone()),
            posts: Set(one.posts.clone()),
            capacity: Set(capacity),
            member_id: Set(one.member_id),
        })
        .collect();
    for chunk in people.chunks(500) {
        person::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

/// Another presides. Where the sitting is closed already, its record says so.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn hand_over(change: &Change, sitting: &Sitting, version: i64, chair: i64) -> Result<()> {
    let row = sitting::ActiveModel { chair_id: Set(Some(chair)), ..Default::default() };
    update(change, sitting.id, version, row).await?;
    for (before, member, after) in [
        (Capacity::Presiding, sitting.chair_id, Capacity::Attending),
        (Capacity::Attending, Some(chair), Capacity::Presiding),
    ] {
        person::Entity::update_many()
            .col_expr(person::Column::Capacity, Expr::value(after))
            .filter(person::Column::SittingId.eq(sitting.id))
            .filter(person::Column::Capacity.eq(before))
            .filter(person::Column::MemberId.eq(member))
            .exec(change.on())
            .await?;
    }
    Ok(())
}

/// Opens a closed sitting again.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn reopen(change: &Change, id: i64, version: i64) -> Result<()> {
    let row = sitting::ActiveModel {
        state: Set(State::Open),
        closed_at: Set(None),
        expected: Set(None),
        present: Set(None),
        ..Default::default()
    };
    update(change, id, version, row).await?;
    person::Entity::delete_many().filter(person::Column::SittingId.eq(id)).exec(change.on()).await?;
    Ok(())
}

/// The last sitting of a kind that a committee held or planned, not within another.
pub async fn last(on: &impl ConnectionTrait, committee: i64, kind: Kind) -> Result<Option<Sitting>> {
    let held = sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(sitting::Column::Kind.eq(kind))
        .filter(sitting::Column::ParentId.is_null())
        .filter(sitting::Column::State.is_not_in([State::Discarded, State::CalledOff]));
    Ok(held.order_by_desc(sitting::Column::Date).order_by_desc(sitting::Column::Id).one(on).await?)
}

/// Whether a sitting has an item on its agenda.
pub async fn has_agenda(on: &impl ConnectionTrait, sitting: i64) -> Result<bool> {
    let items = item::Entity::find().filter(item::Column::SittingId.eq(sitting));
    Ok(items.filter(item::Column::State.ne(agenda::State::TakenOff)).count(on).await? > 0)
}

/// What keeps a sitting open.
pub async fn unfinished(on: &impl ConnectionTrait, sitting: i64) -> Result<Unfinished> {
    let items = |state: agenda::State| {
        item::Entity::find().filter(item::Column::SittingId.eq(sitting)).filter(item::Column::State.eq(state))
    };
    let polls = poll::Entity::find()
        .filter(poll::Column::SittingId.eq(sitting))
        .filter(poll::Column::State.is_in([PollState::Open, PollState::Closed]));
    let speaking = speaker::Entity::find()
        .filter(speaker::Column::SittingId.eq(sitting))
        .filter(speaker::Column::State.eq(Speaking::Speaking));
    Ok(Unfinished {
        waiting: items(agenda::State::Waiting).count(on).await?,
        current: items(agenda::State::Current).count(on).await?,
        polls: polls.count(on).await?,
        speaking: speaking.count(on).await?,
    })
}

/// The sittings within another, in the order in which they begin.
pub async fn within(on: &impl ConnectionTrait, parent: i64) -> Result<Vec<Sitting>> {
    let within = sitting::Entity::find().filter(sitting::Column::ParentId.eq(parent));
    Ok(within.order_by_asc(sitting::Column::BeginsAt).order_by_asc(sitting::Column::Id).all(on).await?)
}

/// The rules of a committee for a kind of sitting.
pub async fn rule(on: &impl ConnectionTrait, committee: i64, kind: Kind) -> Result<Rule> {
    let set = rules_of::Entity::find_by_id((committee, kind)).one(on).await?;
    Ok(set.map_or_else(|| rules::usual(kind), Rule::from))
}

/// The rules of a committee for every kind of sitting.
pub async fn rules(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<(Kind, Rule)>> {
    let set = rules_of::Entity::find().filter(rules_of::Column::CommitteeId.eq(committee)).all(on).await?;
    let of = |kind: Kind| set.iter().find(|row| row.kind == kind).cloned();
    Ok(Kind::ALL.iter().map(|kind| (*kind, of(*kind).map_or_else(|| rules::usual(*kind), Rule::from))).collect())
}

/// Sets the rule for a kind of sitting.
pub async fn set_rule(change: &Change, kind: Kind, rule: &Rule) -> Result<()> {
    use rules_of::Column as C;
    let row = rules_of::ActiveModel {
        committee_id: Set(change.acting().committee),
        kind: Set(kind),
        posts: Set(Lines(rule.posts.clone())),
        leave_posts: Set(Lines(rule.leave_posts.clone())),
        quorum: Set(rule.quorum),
        base: Set(rule.base),
        majority: Set(rule.majority),
        polled: Set(rule.polled),
    };
    let in_its_place = sea_query::OnConflict::columns([C::CommitteeId, C::Kind])
        .update_columns([C::Posts, C::LeavePosts, C::Quorum, C::Base, C::Majority, C::Polled])
        .to_owned();
    rules_of::Entity::insert(row).on_conflict(in_its_place).exec_without_returning(change.on()).await?;
    Ok(())
}
