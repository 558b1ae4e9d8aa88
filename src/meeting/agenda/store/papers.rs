//! All SQL of papers: their versions, and who has read them.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::agenda::model::{Content, Paper, Version, paper, receipt, version};

/// The papers of a sitting by the order of items and their own, each with the number of its newest version.
pub async fn all_papers(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<(Paper, i64)>> {
    let papers = paper::Entity::find().filter(paper::Column::SittingId.eq(sitting));
    let papers = papers.order_by_asc(paper::Column::Position).order_by_asc(paper::Column::Id).all(on).await?;
    if papers.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: BTreeMap<i64, i64> = version::Entity::find()
        .select_only()
        .column(version::Column::PaperId)
        .column_as(version::Column::Number.max(), "newest")
        .filter(version::Column::PaperId.is_in(papers.iter().map(|paper| paper.id)))
        .group_by(version::Column::PaperId)
        .into_tuple::<(i64, i64)>()
        .all(on)
        .await?
        .into_iter()
        .collect();
    let newest = |paper: &Paper| numbers.get(&paper.id).copied().unwrap_or(0);
    Ok(papers.into_iter().map(|paper| (newest(&paper), paper)).map(|(number, paper)| (paper, number)).collect())
}

/// One paper of a sitting.
///
/// # Errors
/// There is none of this number.
pub async fn paper(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Paper> {
    let found = paper::Entity::find_by_id(id).filter(paper::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// The titles of the papers of an item.
pub async fn titles_of(on: &impl ConnectionTrait, item: i64) -> Result<Vec<String>> {
    let papers = paper::Entity::find().filter(paper::Column::ItemId.eq(item));
    let papers = papers.order_by_asc(paper::Column::Position).order_by_asc(paper::Column::Id).all(on).await?;
    Ok(papers.into_iter().map(|paper| paper.title).collect())
}

/// The versions of a paper, the newest first.
pub async fn versions(on: &impl ConnectionTrait, paper: i64) -> Result<Vec<Version>> {
    let versions = version::Entity::find().filter(version::Column::PaperId.eq(paper));
    Ok(versions.order_by_desc(version::Column::Number).all(on).await?)
}

/// One version of a paper.
///
/// # Errors
/// There is none of this number.
pub async fn version(on: &impl ConnectionTrait, paper: i64, number: i64) -> Result<Version> {
    let versions = version::Entity::find().filter(version::Column::PaperId.eq(paper));
    versions.filter(version::Column::Number.eq(number)).one(on).await?.ok_or(Error::NotFound)
}

/// The number of a paper's newest version; 0 where it has none.
pub async fn newest(on: &impl ConnectionTrait, paper: i64) -> Result<i64> {
    let newest: Option<Option<i64>> = version::Entity::find()
        .select_only()
        .column_as(version::Column::Number.max(), "newest")
        .filter(version::Column::PaperId.eq(paper))
        .into_tuple()
        .one(on)
        .await?;
    Ok(newest.flatten().unwrap_or(0))
}

/// Adds a paper to an item, after those that it has; gives its key.
pub async fn add_paper(change: &Change, (sitting, item): (i64, i64), title: &str, content: Content) -> Result<i64> {
    let before = titles_of(change.on(), item).await?.len();
    let row = paper::ActiveModel {
        sitting_id: Set(sitting),
        item_id: Set(item),
        position: Set(i64::try_from(before).unwrap_or(i64::MAX)),
        title: Set(title.to_owned()),
        ..Default::default()
    };
    let paper = row.insert(change.on()).await?.id;
    add_version(change, paper, 1, content).await?;
    Ok(paper)
}

/// Adds a version to a paper.
///
/// # Errors
/// There is one of this number.
pub async fn add_version(change: &Change, paper: i64, number: i64, content: Content) -> Result<()> {
    let Content { body, file } = content;
    let row = version::ActiveModel {
        paper_id: Set(paper),
        number: Set(number),
        added_at: Set(change.acting().at),
        body: Set(body),
        file_name: Set(file.as_ref().map(|file| file.name.clone())),
        media: Set(file.as_ref().map(|file| file.media)),
        size: Set(file.as_ref().map(|file| file.size)),
        digest: Set(file.map(|file| file.digest)),
        ..Default::default()
    };
    version::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Removes a paper with its versions. The files stay: other versions may be the same.
pub async fn remove_paper(change: &Change, paper: i64) -> Result<()> {
    receipt::Entity::delete_many().filter(receipt::Column::PaperId.eq(paper)).exec(change.on()).await?;
    version::Entity::delete_many().filter(version::Column::PaperId.eq(paper)).exec(change.on()).await?;
    paper::Entity::delete_by_id(paper).exec(change.on()).await?;
    Ok(())
}

/// Up to which version each member has read a paper, by member.
pub async fn readers(on: &impl ConnectionTrait, paper: i64) -> Result<BTreeMap<i64, i64>> {
    let receipts = receipt::Entity::find().filter(receipt::Column::PaperId.eq(paper)).all(on).await?;
    Ok(receipts.into_iter().map(|receipt| (receipt.member_id, receipt.number)).collect())
}

/// Up to which version a member has read each paper of a sitting, by paper.
pub async fn receipts_of(on: &impl ConnectionTrait, papers: &[i64], member: i64) -> Result<BTreeMap<i64, i64>> {
    let receipts = receipt::Entity::find()
        .filter(receipt::Column::MemberId.eq(member))
        .filter(receipt::Column::PaperId.is_in(papers.to_vec()))
        .all(on)
        .await?;
    Ok(receipts.into_iter().map(|receipt| (receipt.paper_id, receipt.number)).collect())
}

/// Notes that a member has read a paper up to a version.
pub async fn mark_read(change: &Change, paper: i64, member: i64, number: i64) -> Result<()> {
    let row = receipt::ActiveModel {
        paper_id: Set(paper),
        member_id: Set(member),
        number: Set(number),
        at: Set(change.acting().at),
    };
    let later = OnConflict::columns([receipt::Column::PaperId, receipt::Column::MemberId])
        .update_columns([receipt::Column::Number, receipt::Column::At])
        .to_owned();
    receipt::Entity::insert(row).on_conflict(later).exec_without_returning(change.on()).await?;
    Ok(())
}
