//! One mail on every day that is worked on to everybody whom an area has something to tell.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::{Time, time};

use super::store;
use crate::account::{self, Committee, model::Account};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::ledger::{Act, Acting, Change};
use crate::mail::{Mail, Note, Post, Reminders, Reminds, To, written};
use crate::words::Language;

/// The time of day in China from which it is mailed.
const FROM: Time = time(8, 0, 0, 0);

/// How often it is looked whether it is time.
const ROUND: Duration = Duration::from_mins(10);

/// Mails the digests of each day for as long as the program runs.
pub async fn run(app: App, reminders: Reminders) {
    loop {
        if let Err(fault) = pass(&app, &reminders).await {
            tracing::error!(%fault, "the digests cannot be mailed");
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Mails the digests of today, where mail is sent, the day is worked, it is time, and nobody has done so yet.
pub async fn pass(app: &App, reminders: &Reminders) -> Result<()> {
    let Some(post) = &app.post else { return Ok(()) };
    let now = app.clock.now();
    let today = now.day();
    if now < today.at(FROM) {
        return Ok(());
    }
    let on = app.db.read();
    for committee in Committee::all(on).await? {
        let worked = store::holidays(on, committee.id).await?.worked(today);
        if worked && store::last_digest(on, committee.id).await?.is_none_or(|last| last < today) {
            mail(app, (post, reminders), &committee, now).await?;
        }
    }
    Ok(())
}

/// Puts a committee's digests of today into the outbox. Where there are none, it is asked again later in the day.
async fn mail(app: &App, (post, reminders): (&Post, &Reminders), committee: &Committee, now: Instant) -> Result<()> {
    let (mails, acts) = mails(app, reminders, committee, now.day()).await?;
    if mails.is_empty() {
        return Ok(());
    }
    let name = app.words.words(Language::Chinese).say("program");
    let change = Change::begin(&app.db, Acting { committee: committee.id, account: None, name, at: now }).await?;
    // Another node may have been first while this one read.
    if store::last_digest(change.on(), committee.id).await? == Some(now.day()) {
        return Ok(());
    }
    store::digest_mailed(&change, now.day()).await?;
    post.queue(&change, mails).await?;
    change.record_all(acts).await?.commit().await?;
    post.wake();
    Ok(())
}

/// The mails of a day, and what is recorded of them: what each area that has something to tell says of it.
async fn mails(app: &App, reminders: &Reminders, committee: &Committee, today: Day) -> Result<(Vec<Mail>, Vec<Act>)> {
    let mut notes: BTreeMap<i64, Vec<(&Reminds, Note)>> = BTreeMap::new();
    for area in reminders.iter() {
        for note in (area.notes)(&app.db, committee.id, today).await? {
            notes.entry(note.account).or_default().push((area, note));
        }
    }
    let ids: Vec<_> = notes.keys().copied().collect();
    let accounts = account::store::mailed(app.db.read(), committee.id, &ids).await?;
    let mailed = |area: &Reminds| {
        let told = |one: &&Account| notes[&one.id].iter().any(|(of, _)| of.title == area.title);
        accounts.iter().filter(told).count()
    };
    let counts = reminders.iter().map(|area| (area, mailed(area))).filter(|(_, n)| *n > 0);
    let acts = counts.map(|(area, n)| (area.recorded)(n)).collect();
    let base = app.config.base() + &committee.address("");
    let mail = |account: &Account| {
        let words = app.words.words(account.language.unwrap_or(Language::Chinese));
        let to = To { name: &account.name, email: account.email.clone()?, committee: &committee.name, base: &base };
        Some(written(&notes[&account.id], to, today, &words))
    };
    Ok((accounts.iter().filter_map(mail).collect(), acts))
}
