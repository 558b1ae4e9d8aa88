//! Many proposals taken over at once, as they stand: old ones, and those that a measurement needs.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, IntoActiveModel, Set};

use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::ledger::{Act, Change};
use crate::proposal::handling::model::assignment;
use crate::proposal::handling::rules::{Part, State};
use crate::proposal::model::{PROPOSAL, Proposal, SignPart, SignState, proposal, signer};

/// How many rows are written with one statement: a database takes no more than 32,766 values in it.
const CHUNK: usize = 500;

/// A proposal as it stands elsewhere, whose key is given anew; the members who signed it beside the first, in their
/// order; and the units that handle it.
#[derive(Clone, Debug)]
pub struct Old {
    pub proposal: Proposal,
    pub signers: Vec<i64>,
    pub handled: Vec<Handled>,
}

/// What one unit has to do for it, or has done.
#[derive(Clone, Copy, Debug)]
pub struct Handled {
    pub unit: i64,
    pub part: Part,
    pub state: State,
    pub offered_at: Instant,
    pub accept_by: Day,
    pub due: Day,
    pub ended_at: Option<Instant>,
}

/// Adds proposals of the committee that is acted in; gives their keys in the same order.
///
/// # Errors
/// A number of a session is taken.
pub async fn add_all(change: &Change, all: &[Old]) -> Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(all.len());
    for chunk in all.chunks(CHUNK) {
        let rows = proposal::Entity::insert_many(chunk.iter().map(|old| row(change, old)));
        let mut keys = rows.exec_with_returning_keys(change.on()).await?;
        // Keys are given out row by row, but no database promises to tell them in that order.
        keys.sort_unstable();
        let keyed = || keys.iter().copied().zip(chunk);
        let signers: Vec<_> = keyed().flat_map(|(id, old)| signers(change, id, old)).collect();
        for chunk in signers.chunks(CHUNK) {
            signer::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
        }
        let handled: Vec<_> = keyed().flat_map(|(id, old)| assignments(change, id, old)).collect();
        for chunk in handled.chunks(CHUNK) {
            assignment::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
        }
        ids.extend(keys);
    }
    Ok(ids)
}

/// What the record says of so many that are added at once.
#[must_use]
pub fn added(count: usize) -> Act {
    Act::new(PROPOSAL.name, 0, "take_over").fact("n", count)
}

fn row(change: &Change, old: &Old) -> proposal::ActiveModel {
    let row = old.proposal.clone().into_active_model().reset_all();
    proposal::ActiveModel { id: NotSet, committee_id: Set(change.acting().committee), ..row }
}

fn signers(change: &Change, id: i64, old: &Old) -> Vec<signer::ActiveModel> {
    let row = |(position, member): (i64, &i64)| signer::ActiveModel {
        proposal_id: Set(id),
        member_id: Set(*member),
        position: Set(position),
        part: Set(SignPart::CoSigner),
        state: Set(SignState::Signed),
        text_version: Set(old.proposal.text_version),
        at: Set(old.proposal.submitted_at.unwrap_or(change.acting().at)),
    };
    (1..).zip(&old.signers).map(row).collect()
}

fn assignments(change: &Change, id: i64, old: &Old) -> Vec<assignment::ActiveModel> {
    let row = |handled: &Handled| assignment::ActiveModel {
        committee_id: Set(change.acting().committee),
        proposal_id: Set(id),
        unit_id: Set(handled.unit),
        part: Set(handled.part),
        state: Set(handled.state),
        round: Set(old.proposal.round),
        version: Set(1),
        offered_at: Set(handled.offered_at),
        accept_by: Set(handled.accept_by),
        accepted_at: Set(Some(handled.offered_at).filter(|_| handled.state != State::Offered)),
        due: Set(handled.due),
        extended: Set(false),
        ended_at: Set(handled.ended_at),
        ..Default::default()
    };
    old.handled.iter().map(row).collect()
}
