//! Units note how a proposer was heard and hand up a reply, many at once.

use super::ask::{Crowd, Question};
use super::figures::Kind;
use super::text::Text;
use super::write::{BUDGET, form};
use crate::bench::client::cookie;
use crate::bench::program::Program;
use crate::db::Db;
use crate::error::Result;
use crate::proposal::handling::rules::State;
use crate::proposal::handling::store;

/// What a unit has in hand: the keys of the proposal and of the assignment.
pub type Work = (i64, i64);

/// The work on these proposals.
pub async fn works(db: &Db, proposals: &[i64]) -> Result<Vec<Work>> {
    let mut works = Vec::with_capacity(proposals.len());
    for id in proposals {
        works.extend(store::assignments(db.read(), *id).await?.into_iter().map(|one| (*id, one.id)));
    }
    Ok(works)
}

/// Answers all of them as far as the head of the unit.
///
/// # Errors
/// The server does not answer, or refuses.
pub async fn all(crowd: &Crowd, program: &Program, works: &[Work]) -> Result<Vec<Kind>> {
    let office = &crowd.office;
    let at = |n: usize, rest: &str| {
        let (proposal, assignment) = works[n];
        office.at(&format!("/{proposal}/assignments/{assignment}/{rest}"))
    };
    let (handler, today) = (cookie(&office.handler.session), office.now.day().to_string());
    let class = office.classes.first().map(ToString::to_string).unwrap_or_default();
    let heard = |n: usize| {
        let fields = [("day", today.as_str()), ("way", "phone"), ("person", "量测委员"), ("note", "已说明办理进度")];
        form(at(n, "contact"), handler.clone(), &fields)
    };
    let reply = |n: usize| {
        let Text { suggestions, .. } = Text::of(n);
        let body = ("body", suggestions.as_str());
        let fields =
            [("version", "0"), ("class", &class), ("done", "已经办理"), ("contact", "量测"), ("phone", "0571-1")];
        form(at(n, "draft_reply"), handler.clone(), &[&fields[..], &[body]].concat())
    };
    let mut kinds = Vec::new();
    let most = Some(works.len());
    let first = Question { name: "note how a proposer was heard", budget_ms: BUDGET, most, request: &heard };
    kinds.push(crowd.ask(program, &first).await?.0);
    let second = Question { name: "hand up a reply", budget_ms: BUDGET, most, request: &reply };
    kinds.push(crowd.ask(program, &second).await?.0);
    Ok(kinds)
}

/// How many of them are kept as drafted.
pub async fn kept(db: &Db, works: &[Work]) -> Result<usize> {
    let mut kept = 0;
    for (proposal, assignment) in works {
        let one = store::assignment(db.read(), *proposal, *assignment).await?;
        let reply = store::reply(db.read(), one.id, one.round).await?;
        kept += usize::from(one.state == State::Drafted && reply.is_some());
    }
    Ok(kept)
}
