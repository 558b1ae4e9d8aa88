//! What replies ask of a reader: an opinion, an approval, to pass or send one, to keep a promise.

use jiff::civil::time;

use super::store::lists::{self, Show};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::page::{Awaiting, Reader};
use crate::permission::Permission;
use crate::proposal::handling::store as handling;
use crate::proposal::model::{Assignment, Proposal};
use crate::proposal::rules::State as Stands;
use crate::proposal::rules::handling::{Action, Part, State, Who, decide};
use crate::proposal::store::{self, set};

/// No more of one sort than this are told.
const MOST: u64 = 20;

/// What awaits a reader of replies and promises.
///
/// # Errors
/// The database does not answer.
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let Some(account) = reader.actor.account else { return Ok(Vec::new()) };
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let mut all = Vec::new();
    if reader.may(Permission::PassReplies) {
        for (one, proposal) in lists::standing(on, committee, &[State::Approved], None, MOST).await? {
            all.push(told(reader, (&one, &proposal), ("reply-awaits-pass", &letter(&one))).pressing());
        }
    }
    let units = store::units_of(on, committee, account).await?;
    if units.is_empty() || !reader.may(Permission::HandleProposals) {
        return Ok(all);
    }
    let states = [State::Accepted, State::Drafted, State::Passed];
    for (one, proposal) in lists::standing(on, committee, &states, Some(&units), MOST).await? {
        all.extend(of_unit(app, reader, &one, &proposal).await?);
    }
    let today = reader.now.day();
    for late in lists::promises(on, (committee, Some(&units)), Some(Show::Overdue), today, (0, MOST)).await? {
        let at = late.reply.planned_by.map(end_of);
        let address = reader.within(&format!("/proposals/{}#replies", late.proposal.id));
        let text = reader.words.with1("reply-awaits-promise", "title", late.proposal.subject);
        all.push(Awaiting::new(text, address, at).pressing());
    }
    Ok(all)
}

/// What one assignment asks of its unit.
async fn of_unit(app: &App, reader: &Reader, one: &Assignment, proposal: &Proposal) -> Result<Option<Awaiting>> {
    let at = (one, proposal);
    let pressing = |awaiting: Awaiting| if one.due < reader.now.day() { awaiting.pressing() } else { awaiting };
    Ok(match (one.part, one.state) {
        (Part::CoHandler, State::Accepted) if handling::in_hand(proposal.state) => {
            Some(pressing(told(reader, at, ("reply-awaits-opinion", "#replies"))))
        }
        (Part::Lead | Part::Separate, State::Drafted) => {
            let (on, rule) = (app.db.read(), set::rule(app.db.read(), proposal.committee_id).await?);
            let standing = handling::standing(on, (proposal, one), &rule, reader.now.day()).await?;
            let who = Who { actor: &reader.actor, unit: true };
            let ready = decide(standing, Action::ApproveReply, who).is_ok();
            ready.then(|| told(reader, at, ("reply-awaits-approve", &letter(one))).pressing())
        }
        (Part::Lead | Part::Separate, State::Passed) if proposal.state == Stands::InHand => {
            Some(told(reader, at, ("reply-awaits-send", &letter(one))).pressing())
        }
        _ => None,
    })
}

fn letter(one: &Assignment) -> String {
    format!("/assignments/{}/reply/{}", one.id, one.round)
}

fn told(reader: &Reader, (one, proposal): (&Assignment, &Proposal), (key, rest): (&str, &str)) -> Awaiting {
    let text = reader.words.with1(key, "title", proposal.subject.as_str());
    Awaiting::new(text, reader.within(&format!("/proposals/{}{rest}", proposal.id)), Some(end_of(one.due)))
}

fn end_of(day: Day) -> Instant {
    day.at(time(23, 59, 0, 0))
}
