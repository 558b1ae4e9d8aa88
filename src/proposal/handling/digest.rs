//! One mail a working day to everybody who handles proposals: what his units have to accept, what is overdue and due soon,
//! how many replies wait for him; and how much of all is overdue and asked for, to those who assign.

use std::time::Duration;

use jiff::civil::{Time, time};

use super::calendar::calendar;
use super::rules::digest::{Digest, Open, To};
use super::store::{digest as stored, lists};
use crate::account::{self, Committee, model::Account};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::error::Result;
use crate::ledger::{Act, Acting, Change};
use crate::mail::{Mail, Post};
use crate::permission::Permission;
use crate::proposal::model::PROPOSAL;
use crate::unit;
use crate::words::{Language, Words};

/// The time of day in China from which it is mailed.
const FROM: Time = time(8, 0, 0, 0);

/// How often it is looked whether it is time.
const ROUND: Duration = Duration::from_mins(10);

/// So many proposals are named under one heading.
const NAMED: usize = 20;

/// Mails the digests of each day for as long as the program runs.
pub async fn run(app: App) {
    loop {
        if let Err(fault) = pass(&app).await {
            tracing::error!(%fault, "the digests cannot be mailed");
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Mails the digests of today, where mail is sent, the day is worked, it is time, and nobody has done so yet.
///
/// # Errors
/// The database does not answer.
pub async fn pass(app: &App) -> Result<()> {
    let Some(post) = &app.post else { return Ok(()) };
    let now = app.clock.now();
    let today = now.day();
    if now < today.at(FROM) {
        return Ok(());
    }
    let on = app.db.read();
    for committee in Committee::all(on).await? {
        let worked = committee::store::holidays(on, committee.id).await?.worked(today);
        if worked && stored::last(on, committee.id).await?.is_none_or(|last| last < today) {
            mail(app, post, &committee, now).await?;
        }
    }
    Ok(())
}

/// Puts a committee's digests of today into the outbox. Where there are none, it is asked again later in the day.
async fn mail(app: &App, post: &Post, committee: &Committee, now: Instant) -> Result<()> {
    let mails = mails(app, committee, now.day()).await?;
    if mails.is_empty() {
        return Ok(());
    }
    let name = app.words.words(Language::Chinese).say("program");
    let change = Change::begin(&app.db, Acting { committee: committee.id, account: None, name, at: now }).await?;
    // Another node may have been first while this one read.
    if stored::last(change.on(), committee.id).await? == Some(now.day()) {
        return Ok(());
    }
    let n = mails.len();
    stored::mailed(&change, now.day()).await?;
    post.queue(&change, mails).await?;
    change.record(Act::new(PROPOSAL.name, 0, "remind").fact("n", n)).await?.commit().await?;
    post.wake();
    Ok(())
}

async fn mails(app: &App, committee: &Committee, today: Day) -> Result<Vec<Mail>> {
    let on = app.db.read();
    let open = open(app, committee.id, today).await?;
    let mut units: Vec<_> = open.iter().map(|one| one.unit).collect();
    units.sort_unstable();
    units.dedup();
    let assign = account::store::holders(on, committee.id, Permission::AssignProposals).await?;
    let pass = account::store::holders(on, committee.id, Permission::PassReplies).await?;
    let handle = unit::store::accounts_of(on, committee.id, &units, Permission::HandleProposals).await?;
    let approve = unit::store::accounts_of(on, committee.id, &units, Permission::ApproveReplies).await?;
    let evaluate = stored::to_evaluate(on, committee.id).await?;
    let told = handle.iter().map(|(id, _)| id).chain(&assign).chain(&pass).chain(evaluate.keys());
    let ids: Vec<_> = told.copied().collect();
    let accounts = account::store::mailed(on, committee.id, &ids).await?;
    let of = |acting: &[(i64, i64)], account: i64| -> Vec<i64> {
        acting.iter().filter(|(id, _)| *id == account).map(|(_, unit)| *unit).collect()
    };
    let mail = |account: Account| {
        let to = To {
            units: &of(&handle, account.id),
            assigns: assign.contains(&account.id),
            approves: &of(&approve, account.id),
            passes: pass.contains(&account.id),
            evaluate: evaluate.get(&account.id).copied().unwrap_or(0),
        };
        let digest = Digest::of(&open, to)?;
        let words = app.words.words(account.language.unwrap_or(Language::Chinese));
        let address = app.config.base() + &committee.address(page(&digest, to));
        let (subject, body) = written(&digest, &words, [&account.name, &committee.name, &address], today);
        Some(Mail { to: account.email?, subject, body, calendar: None })
    };
    Ok(accounts.into_iter().filter_map(mail).collect())
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
async fn open(app: &App, committee: i64, today: Day) -> Result<Vec<Open>> {
    let on = app.db.read();
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

/// The subject and the text of a mail to one of this name.
fn written(digest: &Digest<'_>, words: &Words, [name, committee, address]: [&str; 3], today: Day) -> (String, String) {
    let mut parts = Vec::new();
    let mut list = |key: &str, all: &[&Open]| {
        if !all.is_empty() {
            parts.push(words.with1(key, "n", all.len()));
            parts.extend(all.iter().take(NAMED).map(|one| line(one, words)));
        }
        if all.len() > NAMED {
            parts.push(words.with1("handling-digest-more", "n", all.len() - NAMED));
        }
    };
    list("handling-digest-accept", &digest.accept);
    list("handling-digest-overdue", &digest.overdue);
    list("handling-digest-soon", &digest.soon);
    let counts = [
        ("handling-digest-approve", digest.approve),
        ("handling-digest-countersign", digest.countersign),
        ("handling-digest-pass", digest.pass),
        ("handling-digest-evaluate", digest.evaluate),
    ];
    parts.extend(counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| words.with1(key, "n", n)));
    if digest.all_overdue > 0 {
        let facts = [("n", digest.all_overdue.into()), ("far", digest.far_overdue.into())];
        parts.push(words.with("handling-digest-all-overdue", &facts));
    }
    if digest.asked > 0 {
        parts.push(words.with1("handling-digest-asked", "n", digest.asked));
    }
    let body = words.with(
        "handling-digest",
        &[
            ("name", name.into()),
            ("parts", parts.join("\n").into()),
            ("address", address.into()),
            ("committee", committee.into()),
        ],
    );
    (words.with1("handling-digest-subject", "day", today.to_string()), body)
}

fn line(one: &Open, words: &Words) -> String {
    let facts = [("subject", one.subject.as_str().into()), ("due", one.due.to_string().into())];
    words.with("handling-digest-line", &facts)
}
