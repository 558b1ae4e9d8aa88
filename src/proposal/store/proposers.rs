//! Who proposes: the member who leads a proposal, and those who sign or second it.

use std::collections::HashMap;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::error::Result;
use crate::member;
use crate::member::model::Known;
use crate::proposal::model::{Proposal, Signer, signer};

/// The member who leads a proposal, and its signers in their order, each with the member's name.
#[derive(Clone, Debug, Default)]
pub struct Proposers {
    pub first: Option<Known>,
    pub signers: Vec<(Signer, String)>,
}

impl Proposers {
    /// Those of each of these proposals, by its key.
    pub async fn of_all<'a>(
        on: &impl ConnectionTrait,
        proposals: impl Iterator<Item = &'a Proposal>,
    ) -> Result<HashMap<i64, Self>> {
        let firsts: Vec<_> = proposals.map(|one| (one.id, one.first_id)).collect();
        let signers = signer::Entity::find()
            .filter(signer::Column::ProposalId.is_in(firsts.iter().map(|(id, _)| *id)))
            .order_by_asc(signer::Column::Position)
            .all(on)
            .await?;
        let members = firsts.iter().filter_map(|(_, first)| *first).chain(signers.iter().map(|one| one.member_id));
        let known = member::store::known(on, members).await?;
        let known = |id: i64| known.iter().find(|known| known.id == id);
        let mut all: HashMap<_, _> = firsts
            .into_iter()
            .map(|(id, first)| (id, Self { first: first.and_then(known).cloned(), signers: Vec::new() }))
            .collect();
        for one in signers {
            let name = known(one.member_id).map(|known| known.name.clone()).unwrap_or_default();
            all.entry(one.proposal_id).or_default().signers.push((one, name));
        }
        Ok(all)
    }

    /// The names of the proposers of a proposal: the first and those who signed, or the collective one.
    #[must_use]
    pub fn names(&self, proposal: &Proposal) -> Vec<String> {
        if let Some(body) = &proposal.body {
            return vec![body.clone()];
        }
        let first = self.first.iter().map(|first| first.name.clone());
        first.chain(self.signers.iter().filter(|(one, _)| one.signs()).map(|(_, name)| name.clone())).collect()
    }

    /// A member's place among the signers.
    #[must_use]
    pub fn signer(&self, member: i64) -> Option<&Signer> {
        self.signers.iter().map(|(one, _)| one).find(|one| one.member_id == member)
    }
}
