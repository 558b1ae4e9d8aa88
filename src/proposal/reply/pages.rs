//! The pages of replies: what the page of a proposal tells of them, where a unit writes its reply, the letter as it is
//! printed, and what was promised.

mod act;
mod contact;
mod edit;
mod letter;
mod opinion;
mod part;
mod promises;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::error::Result;
use crate::page::Reader;
use crate::permission::Permission;
use crate::proposal::here::{Here, of_committee};
use crate::proposal::model::Signer;
use crate::proposal::rules::State;
use crate::proposal::store;

pub(in crate::proposal) use part::{Replies, part};

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(promises::list))
        .routes(routes!(promises::table))
        .routes(routes!(contact::note))
        .routes(routes!(opinion::give))
        .routes(routes!(opinion::countersign))
        .routes(routes!(edit::show, edit::save))
        .routes(routes!(letter::show))
        .routes(routes!(edit::hand_up))
        .routes(routes!(act::approve))
        .routes(routes!(act::pass))
        .routes(routes!(act::send_back))
        .routes(routes!(act::send))
        .routes(routes!(act::keep))
}

/// What a reader sees of the way to a reply.
#[derive(Clone, Copy)]
struct Sees {
    /// Drafts: those who write, countersign or pass them.
    drafts: bool,
    /// Opinions of co-handlers: those inside.
    opinions: bool,
    /// How the proposers were heard, and whom they can call: they themselves and those inside.
    contacts: bool,
}

impl Sees {
    fn of(reader: &Reader, here: &Here) -> Self {
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

/// The proposal whose units answer this one: itself, or the one that it is merged into; and whether it is merged.
async fn answered_with(app: &App, here: &Here) -> Result<(Here, bool)> {
    let own = &here.proposal;
    let Some(main) = own.main_id.filter(|_| own.state == State::Merged) else { return Ok((here.clone(), false)) };
    let proposal = store::proposal(app.db.read(), own.committee_id, main).await?;
    Ok((Here { proposal, units: Vec::new(), handles: false, ..here.clone() }, true))
}
