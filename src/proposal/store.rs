//! The SQL of proposals that every part of the area needs: one proposal, who reads it, what is set for all, moving on.

pub mod bulk;
pub mod facet;
mod list;
mod page;
mod proposers;
pub mod set;

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, Set};

use super::handling::model::assignment;
use super::handling::rules::State as Handling;
use super::model::{Proposal, SignState, Signer, proposal, signer};
use super::rules::{Action, State};
use crate::clock::Instant;
use crate::draft;
use crate::error::{Error, Result};
use crate::ledger::Change;

pub use list::{Filter, Listed, Search, count, end_of, led_by, list};
pub use page::order;
pub use proposers::Proposers;

/// One proposal of a committee, in whatever state, with the words that are being written.
///
/// # Errors
/// There is none.
pub async fn proposal(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Proposal> {
    let found = proposal::Entity::find_by_id(id).filter(proposal::Column::CommitteeId.eq(committee)).one(on).await?;
    written(on, found.into_iter().collect()).await?.pop().ok_or(Error::NotFound)
}

/// Proposals with the words that are being written of them.
pub async fn written(on: &impl ConnectionTrait, found: Vec<Proposal>) -> Result<Vec<Proposal>> {
    let writing = found.iter().filter(|one| one.being_written()).map(|one| one.id);
    let drafts = draft::among(on, Proposal::DRAFT, writing).await?;
    let words = |one: Proposal| match drafts.iter().find(|draft| draft.thing_id == one.id) {
        Some(draft) => one.written(draft),
        None => Ok(one),
    };
    found.into_iter().map(words).collect()
}

/// The proposal that one is merged into, and those that are merged into it, by number of their record.
pub async fn linked(on: &impl ConnectionTrait, one: &Proposal) -> Result<Vec<Proposal>> {
    let main = one.main_id.map(|main| proposal::Column::Id.eq(main));
    let linked = Condition::any().add(proposal::Column::MainId.eq(one.id)).add_option(main);
    Ok(proposal::Entity::find().filter(linked).order_by_asc(proposal::Column::Id).all(on).await?)
}

/// A member's place among the signers of a proposal.
pub async fn signer_of(on: &impl ConnectionTrait, id: i64, member: i64) -> Result<Option<Signer>> {
    Ok(signer::Entity::find_by_id((id, member)).one(on).await?)
}

impl Signer {
    /// Whether they are one of the proposers: asked to sign with the first, and signed.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.part == super::model::SignPart::CoSigner && self.state == SignState::Signed
    }
}

/// Whether one of these units has a proposal to handle, or had. Not where another has it instead.
pub async fn handles(on: &impl ConnectionTrait, proposal: i64, units: &[i64]) -> Result<bool> {
    if units.is_empty() {
        return Ok(false);
    }
    let found = assignment::Entity::find()
        .filter(assignment::Column::ProposalId.eq(proposal))
        .filter(assignment::Column::UnitId.is_in(units.iter().copied()))
        .filter(assignment::Column::State.ne(Handling::Transferred));
    Ok(found.count(on).await? > 0)
}

/// Changes a proposal that still stands at a version, which is counted on.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn update(change: &Change, id: i64, version: i64, row: proposal::ActiveModel) -> Result<()> {
    let updated = proposal::Entity::update_many()
        .set(proposal::ActiveModel { version: Set(version + 1), changed_at: Set(change.acting().at), ..row })
        .filter(proposal::Column::Id.eq(id))
        .filter(proposal::Column::Version.eq(version))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// What a proposal loses that is no longer filed: another may bear its number.
#[must_use]
pub fn unfiled() -> proposal::ActiveModel {
    proposal::ActiveModel {
        number: Set(None),
        category_id: Set(None),
        filed_at: Set(None),
        published: Set(false),
        leader: Set(None),
        excellent: Set(false),
        ..Default::default()
    }
}

/// Moves a proposal on. It must still stand at this version.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn move_to(change: &Change, id: i64, version: i64, to: State) -> Result<()> {
    update(change, id, version, proposal::ActiveModel { state: Set(to), ..Default::default() }).await
}

/// What an action changes that is taken by a button: its state, and what else hangs on it.
#[must_use]
pub fn pressed(action: Action, to: State, at: Instant) -> proposal::ActiveModel {
    let row = proposal::ActiveModel { state: Set(to), ..Default::default() };
    match action {
        Action::Unfile => proposal::ActiveModel { state: Set(to), ..unfiled() },
        Action::Unmerge => proposal::ActiveModel { main_id: Set(None), remark: Set(None), ..row },
        Action::Reconsider => proposal::ActiveModel { reason_id: Set(None), remark: Set(None), ..row },
        Action::Publish => proposal::ActiveModel { published: Set(true), ..row },
        Action::Unpublish => proposal::ActiveModel { published: Set(false), ..row },
        Action::MarkExcellent => proposal::ActiveModel { excellent: Set(true), ..row },
        Action::UnmarkExcellent => proposal::ActiveModel { excellent: Set(false), ..row },
        Action::Close => proposal::ActiveModel { ended_at: Set(Some(at)), ..row },
        _ => row,
    }
}
