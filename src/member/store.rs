//! All SQL of members, seats and posts.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, OnConflict, Query, SelectStatement};
use sea_orm::{QueryOrder, QuerySelect, Set, SqlErr};

use super::model::{Known, Lists, Person, Post, Seat, Stored, before, member, post, seat};
use super::rules::pinyin;
use crate::committee::store as committee;
use crate::db::found;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;

mod named;
mod roster;
mod seat_on;

pub use named::{called, find_by_name, named, no_such, serves};
pub use roster::{Filter, list, post_names};
pub use seat_on::seated;

/// How many rows are written with one statement.
const CHUNK: usize = 500;

/// The committee's terms, sectors and special committees.
pub async fn lists(on: &impl ConnectionTrait, committee: i64) -> Result<Lists> {
    Ok(Lists {
        terms: committee::terms(on, committee).await?,
        sectors: committee::sectors(on, committee).await?,
        specials: committee::special_committees(on, committee).await?,
    })
}

/// The name of a member; `None` where the committee has no such member.
pub async fn name_of(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Option<String>> {
    Ok(row(on, committee, id).await?.map(|member| member.name))
}

async fn row(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Option<member::Model>> {
    Ok(member::Entity::find_by_id(id).filter(member::Column::CommitteeId.eq(committee)).one(on).await?)
}

/// The member whose account this is, in one committee.
pub async fn of_account(on: &impl ConnectionTrait, committee: i64, account: i64) -> Result<Option<i64>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(member::Column::AccountId.eq(account))
        .into_tuple()
        .one(on)
        .await?)
}

/// The account of a member, where they have one.
pub async fn account(on: &impl ConnectionTrait, id: i64) -> Result<Option<i64>> {
    let account: Option<Option<i64>> =
        member::Entity::find_by_id(id).select_only().column(member::Column::AccountId).into_tuple().one(on).await?;
    Ok(account.flatten())
}

/// The accounts of these members, each member with theirs; those who have none are left out.
pub async fn accounts(on: &impl ConnectionTrait, members: &[i64]) -> Result<Vec<(i64, i64)>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .column(member::Column::AccountId)
        .filter(member::Column::Id.is_in(members.iter().copied()))
        .filter(member::Column::AccountId.is_not_null())
        .into_tuple()
        .all(on)
        .await?)
}

/// Says whose account this is; none: nobody's.
///
/// # Errors
/// There is no such member, the account is another member's.
pub async fn set_account(change: &Change, id: i64, account: Option<i64>) -> Result<()> {
    let updated = member::Entity::update_many()
        .col_expr(member::Column::AccountId, Expr::value(account))
        .filter(member::Column::Id.eq(id))
        .filter(member::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(updated.rows_affected)
}

/// A member's whole record.
pub async fn person(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Option<Stored>> {
    let Some(row) = row(on, committee, id).await? else { return Ok(None) };
    let whole = whole(
        on,
        vec![row],
        Condition::all().add(seat::Column::MemberId.eq(id)),
        Condition::all().add(post::Column::MemberId.eq(id)),
    )
    .await?;
    Ok(whole.into_iter().next())
}

/// The whole records of all members of a committee, by their keys.
pub async fn people(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Stored>> {
    those(on, of_committee(committee)).await
}

/// The whole records of the members of a committee who hold or ever held a post of one of these names, by their keys.
pub async fn holders(on: &impl ConnectionTrait, committee: i64, posts: &[String]) -> Result<Vec<Stored>> {
    let holders = Query::select()
        .column(post::Column::MemberId)
        .from(post::Entity)
        .and_where(post::Column::Name.is_in(posts.iter().map(String::as_str)))
        .to_owned();
    those(on, of_committee(committee).and_where(member::Column::Id.in_subquery(holders)).to_owned()).await
}

fn of_committee(committee: i64) -> SelectStatement {
    Query::select()
        .column(member::Column::Id)
        .from(member::Entity)
        .and_where(member::Column::CommitteeId.eq(committee))
        .to_owned()
}

/// The whole records of the members whose keys a query gives.
async fn those(on: &impl ConnectionTrait, keys: SelectStatement) -> Result<Vec<Stored>> {
    let rows = member::Entity::find().filter(member::Column::Id.in_subquery(keys.clone()));
    let seats = Condition::all().add(seat::Column::MemberId.in_subquery(keys.clone()));
    let posts = Condition::all().add(post::Column::MemberId.in_subquery(keys));
    whole(on, rows.order_by_asc(member::Column::Id).all(on).await?, seats, posts).await
}

/// Puts records together from their rows. Seats stand the latest first, posts as they were entered.
async fn whole(
    on: &impl ConnectionTrait,
    rows: Vec<member::Model>,
    which_seats: Condition,
    which_posts: Condition,
) -> Result<Vec<Stored>> {
    let mut posts: HashMap<(i64, i64), Vec<Post>> = HashMap::new();
    for row in post::Entity::find().filter(which_posts).order_by_asc(post::Column::Id).all(on).await? {
        posts.entry((row.member_id, row.term_id)).or_default().push(held(row));
    }
    let mut seats: HashMap<i64, Vec<Seat>> = HashMap::new();
    for row in seat::Entity::find().filter(which_seats).order_by_desc(seat::Column::Begins).all(on).await? {
        let seat::Model { member_id, term_id: term, sector_id: sector, begins, ends } = row;
        let posts = posts.remove(&(member_id, term)).unwrap_or_default();
        seats.entry(member_id).or_default().push(Seat { term, sector, begins, ends, posts });
    }
    let stored = |row: member::Model| {
        let member::Model { id, version, name, party, employer, phone, .. } = row;
        let seats = seats.remove(&id).unwrap_or_default();
        Stored { id, version, person: Person { name, party, employer, phone, seats } }
    };
    Ok(rows.into_iter().map(stored).collect())
}

fn held(row: post::Model) -> Post {
    Post { begins: row.begins, special: row.special_committee_id, name: row.name, ends: row.ends }
}

/// A new member; gives their key. Their record must be without fault.
pub async fn add(change: &Change, person: &Person) -> Result<i64> {
    let ids = add_all(change, std::slice::from_ref(person)).await?;
    ids.first().copied().ok_or_else(|| Error::internal("a member without a key"))
}

/// Many new members; gives their keys in the same order. Their records must be without fault.
pub async fn add_all(change: &Change, people: &[Person]) -> Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(people.len());
    let committee = change.acting().committee;
    let new = |person| member::ActiveModel { committee_id: Set(committee), version: Set(1), ..columns(person) };
    for chunk in people.chunks(CHUNK) {
        let rows = member::Entity::insert_many(chunk.iter().map(new));
        let mut keys = rows.exec_with_returning_keys(change.on()).await?;
        // Keys are given out row by row, but no database promises to tell them in that order.
        keys.sort_unstable();
        ids.extend(keys);
    }
    let rows: Vec<_> = ids.iter().copied().zip(people).collect();
    write_seats(change, &rows).await?;
    Ok(ids)
}

fn columns(person: &Person) -> member::ActiveModel {
    member::ActiveModel {
        name: Set(person.name.clone()),
        sort_key: Set(pinyin::sort_key(&person.name)),
        letters: Set(pinyin::letters(&person.name)),
        party: Set(person.party.clone()),
        employer: Set(person.employer.clone()),
        phone: Set(person.phone.clone()),
        ..Default::default()
    }
}

async fn write_seats(change: &Change, people: &[(i64, &Person)]) -> Result<()> {
    let mut seats = Vec::new();
    let mut posts = Vec::new();
    for (id, person) in people {
        for held in &person.seats {
            seats.push(seat::ActiveModel {
                member_id: Set(*id),
                term_id: Set(held.term),
                sector_id: Set(held.sector),
                begins: Set(held.begins),
                ends: Set(held.ends),
            });
            posts.extend(held.posts.iter().map(|post| post_row(*id, held.term, post)));
        }
    }
    for chunk in seats.chunks(CHUNK) {
        seat::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
    }
    for chunk in posts.chunks(CHUNK) {
        post::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

fn post_row(member: i64, term: i64, post: &Post) -> post::ActiveModel {
    post::ActiveModel {
        member_id: Set(member),
        term_id: Set(term),
        name: Set(post.name.clone()),
        special_committee_id: Set(post.special),
        begins: Set(post.begins),
        ends: Set(post.ends),
        ..Default::default()
    }
}

/// Writes a member's record anew, which must be without fault, and counts its version on.
///
/// # Errors
/// [`Error::Stale`] where the stored record is another one by now.
pub async fn save(change: &Change, stored: &Stored, person: &Person) -> Result<()> {
    save_all(change, &[(stored, person)]).await
}

/// Writes many members' records anew, as [`save`] does.
///
/// # Errors
/// [`Error::Stale`] where a stored record is another one by now.
pub async fn save_all(change: &Change, people: &[(&Stored, &Person)]) -> Result<()> {
    for (stored, person) in people {
        update(change, stored, person).await?;
    }
    let reseated = people.iter().filter(|(stored, person)| stored.person.seats != person.seats);
    let reseated: Vec<_> = reseated.map(|(stored, person)| (stored.id, *person)).collect();
    clear(change, &reseated.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
    write_seats(change, &reseated).await
}

async fn update(change: &Change, stored: &Stored, person: &Person) -> Result<()> {
    let row = member::ActiveModel { version: Set(stored.version + 1), ..columns(person) };
    let written = member::Entity::update_many()
        .set(row)
        .filter(member::Column::Id.eq(stored.id))
        .filter(member::Column::CommitteeId.eq(change.acting().committee))
        .filter(member::Column::Version.eq(stored.version))
        .exec(change.on())
        .await?;
    if written.rows_affected != 1 {
        return Err(Error::Stale);
    }
    Ok(())
}

async fn clear(change: &Change, members: &[i64]) -> Result<()> {
    for chunk in members.chunks(CHUNK) {
        let ids = || chunk.iter().copied();
        post::Entity::delete_many().filter(post::Column::MemberId.is_in(ids())).exec(change.on()).await?;
        seat::Entity::delete_many().filter(seat::Column::MemberId.is_in(ids())).exec(change.on()).await?;
    }
    Ok(())
}

/// Takes a member out of the record again, who was entered by mistake.
///
/// # Errors
/// [`Error::Stale`]; a refusal where something else on the record names the member.
pub async fn remove(change: &Change, stored: &Stored) -> Result<()> {
    clear(change, &[stored.id]).await?;
    before::Entity::delete_by_id(stored.id).exec(change.on()).await?;
    let removed = member::Entity::delete_many()
        .filter(member::Column::Id.eq(stored.id))
        .filter(member::Column::CommitteeId.eq(change.acting().committee))
        .filter(member::Column::Version.eq(stored.version))
        .exec(change.on())
        .await;
    match removed {
        Ok(done) if done.rows_affected == 1 => Ok(()),
        Ok(_) => Err(Error::Stale),
        Err(fault) if matches!(fault.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))) => {
            Err(Refusal::new("member-in-use").with("name", &stored.person.name).into())
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Remembers what a member's record was before the change that led to `version`.
pub async fn remember(change: &Change, id: i64, version: i64, was: Option<&Person>) -> Result<()> {
    let row = before::ActiveModel {
        member_id: Set(id),
        version: Set(version),
        record: Set(was.map(serde_json::to_string).transpose()?),
    };
    let anew = OnConflict::column(before::Column::MemberId)
        .update_columns([before::Column::Version, before::Column::Record])
        .to_owned();
    before::Entity::insert(row).on_conflict(anew).exec_without_returning(change.on()).await?;
    Ok(())
}

/// What a member's record was before the change that led to `version`: `Some(None)` where there was none, `None`
/// where that is not remembered.
pub async fn before(on: &impl ConnectionTrait, id: i64, version: i64) -> Result<Option<Option<Person>>> {
    let row = before::Entity::find_by_id(id).filter(before::Column::Version.eq(version)).one(on).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(row.record.map(|record| serde_json::from_str(&record)).transpose()?))
}

/// These members as others name and reach them.
pub async fn known(on: &impl ConnectionTrait, ids: impl IntoIterator<Item = i64>) -> Result<Vec<Known>> {
    let ids: Vec<_> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let columns = [member::Column::Id, member::Column::Name, member::Column::Phone, member::Column::AccountId];
    let found = member::Entity::find().select_only().columns(columns).filter(member::Column::Id.is_in(ids));
    Ok(found.into_model().all(on).await?)
}

/// The names of these members by key.
pub async fn names(on: &impl ConnectionTrait, ids: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, String>> {
    let found: Vec<(i64, String)> = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .column(member::Column::Name)
        .filter(member::Column::Id.is_in(ids))
        .into_tuple()
        .all(on)
        .await?;
    Ok(found.into_iter().collect())
}
