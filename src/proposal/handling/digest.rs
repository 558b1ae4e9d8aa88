//! What a day's mail tells those who handle proposals: what their units have to accept, what is overdue and due soon, how
//! many replies wait for them; and how much of all is overdue and asked for, those who assign.

use std::collections::BTreeSet;

use super::calendar::calendar;
use super::rules::digest::{Digest, Open, To};
use super::store::{digest as stored, lists};
use crate::account;
use crate::clock::Day;
use crate::db::Db;
use crate::error::Result;
use crate::ledger::Act;
use crate::lent::Said;
use crate::mail::{Note, Part, Reminds};
use crate::permission::Permission;
use crate::proposal::model::PROPOSAL;
use crate::unit;

pub const REMINDS: Reminds = Reminds { title: "handling-digest", notes, recorded };

fn recorded(n: usize) -> Act {
    Act::new(PROPOSAL.name, 0, "remind").fact("n", n)
}

fn notes(db: &Db, committee: i64, today: Day) -> Said<'_, Vec<Note>> {
    Box::pin(told(db, committee, today))
}

async fn told(db: &Db, committee: i64, today: Day) -> Result<Vec<Note>> {
    let on = db.read();
    let open = open(db, committee, today).await?;
    let mut units: Vec<_> = open.iter().map(|one| one.unit).collect();
    units.sort_unstable();
    units.dedup();
    let assign = account::store::holders(on, committee, Permission::AssignProposals).await?;
    let pass = account::store::holders(on, committee, Permission::PassReplies).await?;
    let handle = unit::store::accounts_of(on, committee, &units, Permission::HandleProposals).await?;
    let approve = unit::store::accounts_of(on, committee, &units, Permission::ApproveReplies).await?;
    let evaluate = stored::to_evaluate(on, committee).await?;
    let all = handle.iter().map(|(id, _)| id).chain(&assign).chain(&pass).chain(evaluate.keys());
    let all: BTreeSet<_> = all.copied().collect();
    let of = |acting: &[(i64, i64)], account: i64| -> Vec<i64> {
        acting.iter().filter(|(id, _)| *id == account).map(|(_, unit)| *unit).collect()
    };
    let note = |account: i64| {
        let to = To {
            units: &of(&handle, account),
            assigns: assign.contains(&account),
            approves: &of(&approve, account),
            passes: pass.contains(&account),
            evaluate: evaluate.get(&account).copied().unwrap_or(0),
        };
        let digest = Digest::of(&open, to)?;
        Some(Note { account, address: page(&digest, to), parts: parts(&digest) })
    };
    Ok(all.into_iter().filter_map(note).collect())
}

/// Where what a mail tells of is done.
const fn page(digest: &Digest<'_>, to: To<'_>) -> &'static str {
    if digest.asked + digest.all_overdue + digest.pass > 0 {
        "/proposals/deadlines"
    } else if to.units.is_empty() {
        ""
    } else {
        "/proposals/inbox"
    }
}

/// The open work of a committee, as mail tells of it.
async fn open(db: &Db, committee: i64, today: Day) -> Result<Vec<Open>> {
    let on = db.read();
    let mut work = lists::all_open(on, committee).await?;
    let open = work.len();
    work.extend(lists::all_to_countersign(on, committee).await?);
    let heads = lists::heads(on, &work).await?;
    let bounds = calendar(on, committee, today).await?.bounds;
    let all = work.into_iter().enumerate().filter_map(|(n, one)| {
        Some(Open {
            subject: heads.get(&one.proposal_id)?.subject.clone(),
            unit: one.unit_id,
            state: one.state,
            due: one.due,
            urgency: bounds.urgency(one.due),
            asked: one.asked_reason.is_some(),
            countersign: n >= open,
        })
    });
    Ok(all.collect())
}

fn parts(digest: &Digest<'_>) -> Vec<Part> {
    let due = |all: &[&Open]| all.iter().map(|one| (one.subject.clone(), one.due)).collect();
    let far = ("far", digest.far_overdue);
    let all_overdue = Part::count("handling-digest-all-overdue", digest.all_overdue);
    let parts = [
        Part::list("handling-digest-accept", due(&digest.accept)),
        Part::list("handling-digest-overdue", due(&digest.overdue)),
        Part::list("handling-digest-soon", due(&digest.soon)),
        Part::count("handling-digest-approve", digest.approve),
        Part::count("handling-digest-countersign", digest.countersign),
        Part::count("handling-digest-pass", digest.pass),
        Part::count("handling-digest-evaluate", digest.evaluate),
        all_overdue.map(|part| Part { facts: [part.facts, vec![far]].concat(), ..part }),
        Part::count("handling-digest-asked", digest.asked),
    ];
    parts.into_iter().flatten().collect()
}
