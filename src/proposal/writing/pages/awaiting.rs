//! What awaits a reader in writing: proposals to sign, their own that came back, their drafts.

use crate::app::App;
use crate::error::Result;
use crate::member;
use crate::page::{Awaiting, Reader};
use crate::proposal::model::{Proposal, SignState};
use crate::proposal::rules::State;
use crate::proposal::writing::store;

/// All of it.
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let Some(account) = reader.actor.account else { return Ok(Vec::new()) };
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let own = member::here::own(app, reader).await?;
    let mut all = Vec::new();
    if let Some(member) = own {
        for (proposal, signer) in store::asked_to_sign(on, committee, member).await? {
            let fallen = signer.state == SignState::Fallen;
            let key = if fallen { "writing-awaits-sign-again" } else { "writing-awaits-sign" };
            all.push(of(reader, &proposal, key, "#signing").pressing());
        }
    }
    for proposal in store::unfinished(on, committee, account, own).await? {
        all.push(match proposal.state {
            State::Returned => of(reader, &proposal, "writing-awaits-returned", "/write").pressing(),
            _ => of(reader, &proposal, "writing-awaits-draft", "/write"),
        });
    }
    Ok(all)
}

fn of(reader: &Reader, proposal: &Proposal, key: &str, rest: &str) -> Awaiting {
    let title = proposal.titled(&reader.words.say("proposal-untitled"));
    let address = reader.within(&format!("/proposals/{}{rest}", proposal.id));
    Awaiting::new(reader.words.with1(key, "title", title), address, None)
}
