//! Deadlines that move with the committee's days off: those that were computed, not those that somebody set.

use std::collections::BTreeMap;

use super::model::Assignment;
use super::rules::State;
use super::store::{lists, moved as stored};
use crate::clock::Day;
use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::{Act, Change};
use crate::lent::Said;
use crate::page::Rests;
use crate::proposal::model::{PROPOSAL, Rule};
use crate::proposal::rules::periods;
use crate::proposal::store::set;
use crate::unit;

/// See [`crate::page::Moves`].
pub fn moved<'a>(change: &'a Change, rests: Rests<'a>) -> Said<'a, Vec<Act>> {
    Box::pin(deadlines(change, rests))
}

async fn deadlines(change: &Change, rests: Rests<'_>) -> Result<Vec<Act>> {
    let (on, committee) = (change.on(), change.acting().committee);
    let rule = set::rule(on, committee).await?;
    let open = lists::all_open(on, committee).await?;
    let moving: Vec<_> = open.into_iter().filter_map(|one| Some((Days::of(&one, &rule, rests)?, one))).collect();
    let work: Vec<_> = moving.iter().map(|(_, one)| one.clone()).collect();
    let heads = lists::heads(on, &work).await?;
    let units = unit::store::names(on, work.iter().map(|one| one.unit_id)).await?;
    let mut acts = Vec::new();
    let mut due = BTreeMap::new();
    for (days, one) in &moving {
        stored::assignment(change, one, (days.accept_by, days.due)).await?;
        let title = heads.get(&one.proposal_id).map(|head| head.subject.as_str()).unwrap_or_default();
        let unit = units.get(&one.unit_id).map(String::as_str).unwrap_or_default();
        acts.extend(days.told(one, (title, unit)));
        if one.part.answers() {
            due.entry(one.proposal_id).or_insert(Vec::new()).push((one.due, days.due));
        }
    }
    for (proposal, days) in due {
        stored::proposal(change, proposal, &days).await?;
    }
    Ok(acts)
}

/// The days that an assignment has from now on.
struct Days {
    accept_by: Day,
    due: Day,
}

impl Days {
    /// What moves, for the ledger.
    fn told(&self, one: &Assignment, (title, unit): (&str, &str)) -> Vec<Act> {
        let mut acts = Vec::new();
        if self.accept_by != one.accept_by {
            let act = Act::new(PROPOSAL.name, one.proposal_id, "move_accept_by");
            acts.push((act, one.accept_by, self.accept_by));
        }
        if self.due != one.due {
            acts.push((Act::new(PROPOSAL.name, one.proposal_id, "move_due"), one.due, self.due));
        }
        let told = |(act, from, to): (Act, Day, Day)| {
            let act = act.fact("title", title).fact("unit", unit);
            act.fact("from", from.to_string()).fact("to", to.to_string())
        };
        acts.into_iter().map(told).collect()
    }

    /// None where neither moves: neither was computed, or it comes to the same.
    fn of(one: &Assignment, rule: &Rule, rests: Rests<'_>) -> Option<Self> {
        let from = one.offered_at.day();
        let again = |stands: Day, compute: &dyn Fn(&Holidays) -> Day| {
            if stands == compute(rests.was) { compute(rests.now) } else { stands }
        };
        let waits = matches!(one.state, State::Offered | State::TransferAsked);
        let accept_by = if waits {
            again(one.accept_by, &|holidays| periods::accept_by(rule, holidays, from))
        } else {
            one.accept_by
        };
        let due = again(one.due, &|holidays| {
            let due = if one.part.answers() { periods::reply_due } else { periods::opinion_due };
            due(rule, holidays, from)
        });
        (accept_by != one.accept_by || due != one.due).then_some(Self { accept_by, due })
    }
}
