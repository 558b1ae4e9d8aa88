//! Who is called, read out of the roster: the members who make up a body, the heads of special committees, a group.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

use super::{add_all, all};
use crate::clock::Day;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::attendance::model::{Called, Invited, called};
use crate::meeting::attendance::rules::Standing;
use crate::meeting::model::{Lines, Sitting};
use crate::meeting::rules::Rule;
use crate::member::model::{Lists, Post, Seat, Stored};
use crate::member::rules::pinyin;
use crate::member::store as members;

/// The post of one who heads a special committee.
const HEAD: &str = "主任";

/// Calls from the roster those who make up the body on the day of the sitting (today, where it has none): all who hold
/// one of the rule's posts in the committee itself, or everybody with a seat where it names none. Whoever was called
/// and still is keeps his place and his group; who sits in stays. Gives how many are called to vote.
///
/// # Errors
/// The database does not answer.
pub async fn call(change: &Change, sitting: &Sitting, rule: &Rule, today: Day) -> Result<usize> {
    let day = sitting.date.unwrap_or(today);
    let lists = members::lists(change.on(), change.acting().committee).await?;
    let people = members::people(change.on(), change.acting().committee).await?;
    let mut body: Vec<(usize, String, Invited)> =
        people.iter().filter_map(|one| place(one, rule, &lists, day)).collect();
    body.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let body: Vec<_> = body.into_iter().map(|(_, _, invited)| invited).collect();
    make_up(change, sitting.id, &body).await?;
    Ok(body.len())
}

/// A member's place in the body: which of the rule's posts he holds, the sound of his name, and what he is called as.
fn place(one: &Stored, rule: &Rule, lists: &Lists, day: Day) -> Option<(usize, String, Invited)> {
    let seat = seat_on(one, lists, day)?;
    let own = |name: &String| seat.posts.iter().any(|post| is(post, name, day));
    let rank = if rule.posts.is_empty() { 0 } else { rule.posts.iter().position(own)? };
    let name = one.person.name.clone();
    Some((rank, pinyin::sort_key(&name), invited(one, seat, lists, day, Standing::Voting)))
}

fn seat_on<'a>(one: &'a Stored, lists: &Lists, day: Day) -> Option<&'a Seat> {
    let lasts = |seat: &&Seat| seat.begins <= day && lists.last_day(seat).is_none_or(|last| last >= day);
    one.person.seats.iter().find(lasts)
}

/// Whether a post of this name is held in the committee itself.
fn is(post: &Post, name: &str, day: Day) -> bool {
    post.special.is_none() && post.name == name && post.held_on(day)
}

fn invited(one: &Stored, seat: &Seat, lists: &Lists, day: Day, standing: Standing) -> Invited {
    let held = seat.posts.iter().filter(|post| post.held_on(day));
    Invited {
        member: Some(one.id),
        name: one.person.name.clone(),
        posts: held.map(|post| lists.title(post)).collect(),
        standing,
        group: None,
    }
}

/// Makes those who vote at a sitting be these, in this order; who sits in follows them.
async fn make_up(change: &Change, sitting: i64, body: &[Invited]) -> Result<()> {
    let there = all(change.on(), sitting).await?;
    let by_member: HashMap<i64, &Called> = there.iter().filter_map(|one| Some((one.member_id?, one))).collect();
    let mut new = Vec::new();
    for (position, invited) in (1..).zip(body) {
        let Some(known) = invited.member.and_then(|member| by_member.get(&member)) else {
            new.push((position, invited));
            continue;
        };
        if (known.position, &known.posts.0, known.standing) != (position, &invited.posts, Standing::Voting) {
            let row = called::ActiveModel {
                position: Set(position),
                posts: Set(Lines(invited.posts.clone())),
                standing: Set(Standing::Voting),
                ..Default::default()
            };
            update(change, known.id, row).await?;
        }
    }
    let stays = |one: &Called| body.iter().any(|invited| invited.member.is_some() && invited.member == one.member_id);
    let gone = there.iter().filter(|one| one.standing == Standing::Voting && !stays(one)).map(|one| one.id);
    called::Entity::delete_many().filter(called::Column::Id.is_in(gone)).exec(change.on()).await?;
    let after = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let sitting_in = there.iter().filter(|one| one.standing == Standing::SittingIn && !stays(one));
    for (one, position) in sitting_in.zip(after + 1..) {
        update(change, one.id, called::ActiveModel { position: Set(position), ..Default::default() }).await?;
    }
    for chunk in new.chunks(super::CHUNK) {
        let rows = chunk.iter().map(|(position, invited)| super::row(sitting, *position, invited));
        called::Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

async fn update(change: &Change, id: i64, row: called::ActiveModel) -> Result<()> {
    called::Entity::update_many().set(row).filter(called::Column::Id.eq(id)).exec(change.on()).await?;
    Ok(())
}

/// Calls to a sitting within a plenary those who belong to one of its groups, as they were called to the plenary.
///
/// # Errors
/// The database does not answer.
pub async fn call_group(change: &Change, sub: i64, parent: i64, group: i64) -> Result<usize> {
    let group = all(change.on(), parent).await?.into_iter().filter(|one| one.group_id == Some(group));
    let (body, others): (Vec<_>, Vec<_>) = group
        .map(|one| Invited {
            member: one.member_id,
            name: one.name,
            posts: one.posts.0,
            standing: one.standing,
            group: None,
        })
        .partition(|one| one.standing == Standing::Voting);
    called::Entity::delete_many()
        .filter(called::Column::SittingId.eq(sub))
        .filter(called::Column::Standing.eq(Standing::SittingIn))
        .exec(change.on())
        .await?;
    make_up(change, sub, &body).await?;
    add_all(change, sub, &others).await?;
    Ok(body.len())
}

/// The heads of special committees on a day who are not called to a sitting yet, to sit in.
///
/// # Errors
/// The database does not answer.
pub async fn heads(on: &impl ConnectionTrait, committee: i64, sitting: i64, day: Day) -> Result<Vec<Invited>> {
    let known: Vec<Option<i64>> = called::Entity::find()
        .select_only()
        .column(called::Column::MemberId)
        .filter(called::Column::SittingId.eq(sitting))
        .into_tuple()
        .all(on)
        .await?;
    let lists = members::lists(on, committee).await?;
    let head = |post: &Post| post.special.is_some() && post.name == HEAD && post.held_on(day);
    let mut heads: Vec<Invited> = members::people(on, committee)
        .await?
        .iter()
        .filter(|one| !known.contains(&Some(one.id)))
        .filter_map(|one| Some((one, seat_on(one, &lists, day)?)))
        .filter(|(_, seat)| seat.posts.iter().any(head))
        .map(|(one, seat)| invited(one, seat, &lists, day, Standing::SittingIn))
        .collect();
    heads.sort_by_cached_key(|head| pinyin::sort_key(&head.name));
    Ok(heads)
}

/// A member as he is called to sit in, with the posts that he holds on a day; none: the committee has no such member.
///
/// # Errors
/// The database does not answer.
pub async fn guest(on: &impl ConnectionTrait, committee: i64, member: i64, day: Day) -> Result<Option<Invited>> {
    let Some(one) = members::person(on, committee, member).await? else { return Ok(None) };
    let lists = members::lists(on, committee).await?;
    let none = Invited {
        member: Some(member),
        name: one.person.name.clone(),
        posts: Vec::new(),
        standing: Standing::SittingIn,
        group: None,
    };
    let seated = seat_on(&one, &lists, day).map(|seat| invited(&one, seat, &lists, day, Standing::SittingIn));
    Ok(Some(seated.unwrap_or(none)))
}

/// Whether a member holds, today and in the committee itself, one of the posts that grant leave. Where the rule names
/// none, everybody does.
///
/// # Errors
/// The database does not answer.
pub async fn grants(
    on: &impl ConnectionTrait,
    committee: i64,
    member: Option<i64>,
    rule: &Rule,
    today: Day,
) -> Result<bool> {
    if rule.leave_posts.is_empty() {
        return Ok(true);
    }
    let Some(member) = member else { return Ok(false) };
    let Some(one) = members::person(on, committee, member).await? else { return Ok(false) };
    let lists = members::lists(on, committee).await?;
    let Some(seat) = seat_on(&one, &lists, today) else { return Ok(false) };
    Ok(rule.leave_posts.iter().any(|name| seat.posts.iter().any(|post| is(post, name, today))))
}
