//! What a reader sees of replies, and whose replies answer a proposal.

use crate::page::Reader;
use crate::permission::Permission;
use crate::proposal::here::{Here, of_committee};
use crate::proposal::model::Signer;
use crate::proposal::rules::State;

/// What a reader sees of the way to a reply.
#[derive(Clone, Copy)]
pub(super) struct Sees {
    /// Drafts: those who write, countersign or pass them.
    pub drafts: bool,
    /// Opinions of co-handlers: those inside.
    pub opinions: bool,
    /// How the proposers were heard, and whom they can call: they themselves and those inside.
    pub contacts: bool,
}

impl Sees {
    pub fn of(reader: &Reader, here: &Here) -> Self {
        let assigns = reader.may(Permission::AssignProposals);
        let inside = here.handles || of_committee(reader);
        let signs = here.signer.as_ref().is_some_and(Signer::signs);
        Self {
            drafts: here.handles || assigns || reader.may(Permission::PassReplies),
            opinions: inside,
            contacts: inside || here.who(reader).author || signs,
        }
    }
}

/// The proposal whose units answer this one, where that is another: the one that it is merged into.
pub(in crate::proposal) fn answered_with(here: &Here) -> Option<Here> {
    let main = here.main().filter(|_| here.proposal.state == State::Merged)?;
    Some(Here { proposal: main.clone(), units: Vec::new(), handles: false, ..here.clone() })
}
