//! All SQL of study: papers that a sitting conveyed are read by every member called to it, there or not. Read is who
//! has a receipt for the newest version.

use sea_orm::QueryResult;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, NullOrdering, Order, Query, SelectStatement, SubQueryStatement};

use serde::Serialize;

use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::meeting::agenda::model::{Paper, paper, receipt, version};
use crate::meeting::agenda::rules::State;
use crate::meeting::article::Disposition;
use crate::meeting::attendance::model::called;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::{Sitting, item, sitting};

/// A paper that a member is to read, or has read.
#[derive(Clone, Debug)]
pub struct Task {
    pub paper: i64,
    pub title: String,
    pub sitting: Sitting,
    /// When they read its newest version.
    pub read_at: Option<Instant>,
}

/// A paper to be read, by how many, and how many have.
#[derive(Clone, Debug)]
pub struct Studied {
    pub paper: i64,
    pub title: String,
    pub sitting: Sitting,
    pub called: i64,
    pub read: i64,
}

/// One of those who are to read a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Student {
    pub member: i64,
    pub name: String,
    pub read_at: Option<Instant>,
}

/// The papers of settled items that were conveyed to a committee.
fn conveyed(committee: i64) -> SelectStatement {
    Query::select()
        .from(paper::Entity)
        .inner_join(item::Entity, paper::Column::ItemId.into_expr().equals((item::Entity, item::Column::Id)))
        .inner_join(sitting::Entity, item::Column::SittingId.into_expr().equals((sitting::Entity, sitting::Column::Id)))
        .and_where(sitting::Column::CommitteeId.eq(committee))
        .and_where(item::Column::Disposition.eq(Disposition::Convey))
        .and_where(item::Column::State.eq(State::Settled))
        .to_owned()
}

/// The newest version of the paper at hand.
fn newest() -> Expr {
    let versions = Query::select()
        .expr(version::Column::Number.max())
        .from(version::Entity)
        .and_where(version::Column::PaperId.into_expr().equals((paper::Entity, paper::Column::Id)))
        .to_owned();
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(versions)))
}

/// That a receipt is for the paper at hand as it is now.
fn for_the_newest() -> Expr {
    let same = receipt::Column::PaperId.into_expr().equals((paper::Entity, paper::Column::Id));
    same.and(receipt::Column::Number.into_expr().gte(newest()))
}

/// What a member is to read: the papers conveyed at the sittings to which they were called, those not read first, then
/// the latest first.
fn tasks_of(committee: i64, member: i64) -> SelectStatement {
    let own = called::Column::SittingId
        .into_expr()
        .equals((sitting::Entity, sitting::Column::Id))
        .and(called::Column::MemberId.eq(member))
        .and(attendance::counts());
    conveyed(committee)
        .inner_join(called::Entity, own)
        .left_join(receipt::Entity, for_the_newest().and(receipt::Column::MemberId.eq(member)))
        .to_owned()
}

/// A page of what a member is to read and has read, and how much it is in all.
pub async fn tasks(
    on: &impl ConnectionTrait,
    committee: i64,
    member: i64,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Task>, u64)> {
    let all = tasks_of(committee, member);
    let total = count(on, all.clone()).await?;
    let page = all
        .clone()
        .order_by_expr(receipt::Column::At.into_expr().is_not_null(), Order::Asc)
        .offset(offset)
        .limit(limit)
        .to_owned();
    Ok((read_tasks(on, page).await?, total))
}

/// What a member has still to read, the latest first.
pub async fn open_tasks(on: &impl ConnectionTrait, committee: i64, member: i64) -> Result<Vec<Task>> {
    let open = tasks_of(committee, member).and_where(receipt::Column::At.is_null()).to_owned();
    read_tasks(on, open).await
}

async fn read_tasks(on: &impl ConnectionTrait, tasks: SelectStatement) -> Result<Vec<Task>> {
    let rows = on.query_all(&told(tasks).expr(receipt::Column::At.into_expr()).to_owned()).await?;
    let mut tasks = Vec::with_capacity(rows.len());
    for (row, sitting) in with_sittings(on, rows).await? {
        let read_at = row.try_get_by_index::<Option<i64>>(3)?.map(Instant);
        tasks.push(Task { paper: row.try_get_by_index(0)?, title: row.try_get_by_index(1)?, sitting, read_at });
    }
    Ok(tasks)
}

/// A page of the papers to be read, the latest first, each with how many are to read it and how many have; and how many
/// papers there are in all.
pub async fn studied(
    on: &impl ConnectionTrait,
    committee: i64,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Studied>, u64)> {
    let total = count(on, conveyed(committee)).await?;
    let page = told(conveyed(committee))
        .expr(counted(called_members()))
        .expr(counted(readers().cond_where(for_the_newest()).to_owned()))
        .offset(offset)
        .limit(limit)
        .to_owned();
    let rows = on.query_all(&page).await?;
    let mut papers = Vec::with_capacity(rows.len());
    for (row, sitting) in with_sittings(on, rows).await? {
        papers.push(Studied {
            paper: row.try_get_by_index(0)?,
            title: row.try_get_by_index(1)?,
            sitting,
            called: row.try_get_by_index(3)?,
            read: row.try_get_by_index(4)?,
        });
    }
    Ok((papers, total))
}

/// One paper to be read, and the members who are to read it, those who have not first.
///
/// # Errors
/// There is no such paper.
pub async fn students(on: &impl ConnectionTrait, committee: i64, paper: i64) -> Result<(Paper, Sitting, Vec<Student>)> {
    let one = conveyed(committee).and_where(paper::Column::Id.eq(paper)).to_owned();
    if count(on, one.clone()).await? == 0 {
        return Err(Error::NotFound);
    }
    let paper = paper::Entity::find_by_id(paper).one(on).await?.ok_or(Error::NotFound)?;
    let sitting = sitting::Entity::find_by_id(paper.sitting_id).one(on).await?.ok_or(Error::NotFound)?;
    let rows = on.query_all(&readings(one)).await?;
    Ok((paper, sitting, rows.iter().map(student).collect::<Result<_, _>>()?))
}

/// All papers to be read, the latest first, each with its sitting and one after the other the members who are to read
/// it; so many lines at the most.
pub async fn reading(on: &impl ConnectionTrait, committee: i64, most: u64) -> Result<Vec<(String, Sitting, Student)>> {
    let rows = on.query_all(&readings(told(conveyed(committee))).limit(most).to_owned()).await?;
    let rows = with_sittings(on, rows).await?.into_iter();
    rows.map(|(row, sitting)| Ok((row.try_get("", "title")?, sitting, student(&row)?))).collect()
}

/// These papers for each of the members called to their sittings, those who have not read them first.
fn readings(mut papers: SelectStatement) -> SelectStatement {
    let same = called::Column::SittingId.into_expr().equals((sitting::Entity, sitting::Column::Id));
    let own = receipt::Column::MemberId.into_expr().equals((called::Entity, called::Column::MemberId));
    papers
        .inner_join(called::Entity, same.and(called::Column::MemberId.is_not_null()).and(attendance::counts()))
        .left_join(receipt::Entity, for_the_newest().and(own))
        .column((called::Entity, called::Column::MemberId))
        .column((called::Entity, called::Column::Name))
        .column((receipt::Entity, receipt::Column::At))
        .order_by_expr(receipt::Column::At.into_expr().is_not_null(), Order::Asc)
        .order_by((called::Entity, called::Column::Position), Order::Asc)
        .to_owned()
}

fn student(row: &QueryResult) -> Result<Student, DbErr> {
    let read_at = row.try_get::<Option<i64>>("", "at")?.map(Instant);
    Ok(Student { member: row.try_get("", "member_id")?, name: row.try_get("", "name")?, read_at })
}

/// The members called to the sitting at hand.
fn called_members() -> SelectStatement {
    Query::select()
        .from(called::Entity)
        .and_where(called::Column::SittingId.into_expr().equals((paper::Entity, paper::Column::SittingId)))
        .and_where(called::Column::MemberId.is_not_null())
        .and_where(attendance::counts())
        .to_owned()
}

/// Those of them who have a receipt.
fn readers() -> SelectStatement {
    let own = receipt::Column::MemberId.into_expr().equals((called::Entity, called::Column::MemberId));
    called_members().inner_join(receipt::Entity, own).to_owned()
}

fn counted(mut rows: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(rows.expr(Expr::cust("COUNT(*)")).to_owned())))
}

async fn count(on: &impl ConnectionTrait, mut rows: SelectStatement) -> Result<u64> {
    let row = on.query_one(rows.expr(Expr::cust("COUNT(*)"))).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))?.unsigned_abs())
}

/// What is told of each paper: its key, its title, its sitting. The latest sitting first.
fn told(mut papers: SelectStatement) -> SelectStatement {
    papers
        .expr(paper::Column::Id.into_expr())
        .expr(paper::Column::Title.into_expr())
        .expr(paper::Column::SittingId.into_expr())
        .order_by_with_nulls((sitting::Entity, sitting::Column::Date), Order::Desc, NullOrdering::Last)
        .order_by((sitting::Entity, sitting::Column::Id), Order::Desc)
        .order_by((paper::Entity, paper::Column::Id), Order::Asc)
        .to_owned()
}

/// Each row with the sitting that its third column names.
async fn with_sittings(on: &impl ConnectionTrait, rows: Vec<QueryResult>) -> Result<Vec<(QueryResult, Sitting)>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.try_get_by_index(2)).collect::<Result<_, DbErr>>()?;
    let mut own = ids.clone();
    own.sort_unstable();
    own.dedup();
    let mut sittings = Vec::new();
    for chunk in own.chunks(500) {
        sittings.extend(sitting::Entity::find().filter(sitting::Column::Id.is_in(chunk.to_vec())).all(on).await?);
    }
    let of = |id: i64| sittings.iter().find(|sitting| sitting.id == id).cloned();
    Ok(rows.into_iter().zip(ids).filter_map(|(row, id)| Some((row, of(id)?))).collect())
}
