//! A sitting from the first sign-in to the last announced result, and what the record says about it afterwards.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::client::{Client, cookie};
use super::done::Done;
use super::figures::{Count, Report, Spread};
use super::hall::Hall;
use super::listeners::{Heard, Listeners};
use super::poll::{self, CHOICES, choice};
use super::program::{Program, Taken, free};
use super::{Sitting, share};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ledger;
use crate::meeting::poll::rules::Method;
use crate::meeting::poll::store as polls;
use crate::meeting::{self, attendance};

/// How long the last change may take to reach everybody.
const LAST: Duration = Duration::from_secs(2);

/// Sockets of the clients besides those of the listeners.
const SPARE: usize = 2000;

/// Holds the sitting, and looks at what came of it.
///
/// # Errors
/// The server does not start or does not answer, or too few files may be open.
pub async fn measure(config: Config, asked: &Sitting) -> Result<Report> {
    room_for(asked.listeners + SPARE)?;
    let folder = tempfile::tempdir()?;
    let config = Config { data: Some(folder.path().to_owned()), listen: free()?, origin: None, ..config };
    let db = Db::connect(&config.database()?).await?;
    let hall = Arc::new(Hall::found(&db, asked.members, Clock::System.now()).await?);
    db.close().await?;
    let mut program = Program::start(config.clone()).await?;
    let client = Arc::new(Client::new(config.listen));
    let pages = asked.pages.then(|| client.clone());
    let listeners = Listeners::open(config.listen, &hall, asked.listeners, pages).await?;
    let mut done = sign_in(asked, &hall, &client).await?;
    let clerk = cookie(&hall.clerk.session);
    let opened = client.post("open the sitting", &hall.at("/open"), &clerk, &[("version", "2")]).await?.must()?;
    done.push(Done::new("open", hall.clerk.account, "", &opened));
    let mut counts = Vec::new();
    for method in [Method::Named, Method::Secret] {
        counts.push(poll::hold(asked, &hall, &client, &mut program, method, &mut done).await?);
    }
    sleep(LAST).await;
    let heard = listeners.close().await;
    let taken = program.taken();
    program.stop().await?;
    let db = Db::connect(&config.database()?).await?;
    let report = look(asked, &db, &hall, Seen { client: &client, done, counts, heard, taken }).await;
    db.close().await?;
    report
}

/// Goes on only where so many sockets may be open, in the server and in its clients alike.
fn room_for(sockets: usize) -> Result<()> {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft: Option<usize> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    match soft {
        Some(soft) if soft < sockets => {
            Err(Error::internal(format!("{soft} files may be open and {sockets} are needed: ulimit -n {sockets}")))
        }
        _ => Ok(()),
    }
}

/// All scan the code and press the button, at any time of those seconds.
async fn sign_in(asked: &Sitting, hall: &Arc<Hall>, client: &Arc<Client>) -> Result<Vec<Done>> {
    let mut coming = JoinSet::new();
    for member in 0..hall.members.len() {
        let (hall, client, wait) = (hall.clone(), client.clone(), asked.within().mul_f64(share()));
        coming.spawn(async move {
            sleep(wait).await;
            let member = &hall.members[member];
            let session = cookie(&member.session);
            let code = hall.at(&format!("/sign-in?code={}", hall.code(Clock::System.now())));
            let scanned = client.get("scan the code", &code, &session).await?.must()?;
            let cookies = [vec![session], scanned.cookies].concat().join("; ");
            let answer = client.post("sign in", &hall.at("/sign-in"), &cookies, &[]).await?.must()?;
            Ok(Done::new("sign_in", member.account, "", &answer))
        });
    }
    coming.join_all().await.into_iter().collect()
}

/// What was seen from outside.
struct Seen<'a> {
    client: &'a Client,
    done: Vec<Done>,
    counts: Vec<Count>,
    heard: Vec<Heard>,
    taken: Taken,
}

/// Holds what was seen against what is kept.
async fn look(asked: &Sitting, db: &Db, hall: &Hall, seen: Seen<'_>) -> Result<Report> {
    let mut counts = seen.counts;
    let kept = polls::all(db.read(), hall.sitting).await?;
    for count in &mut counts {
        if let Some(poll) = kept.iter().find(|poll| poll.title == count.method) {
            let counted = [poll.yes, poll.no, poll.abstain];
            count.counted = counted.map(|n| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
            count.own_choices_kept = own_choices_kept(db, hall, poll).await?;
            count.right = count.counted == count.expected
                && count.acknowledged == asked.members
                && count.own_choices_kept == (poll.method == Method::Named);
        }
    }
    let presence = attendance::store::presence(db.read(), hall.sitting).await?;
    let chain = ledger::verify(db.read(), hall.committee.id).await?;
    let told = told(&known(db, hall, seen.done).await?, &seen.heard);
    let times = |of: fn(&Told) -> u64, kind: Option<&str>| {
        Spread::of(told.iter().filter(|told| kind.is_none_or(|kind| told.kind == kind)).map(of).collect())
    };
    let kinds: BTreeSet<_> = told.iter().map(|told| told.kind).collect();
    Ok(Report {
        members: asked.members,
        listeners: asked.listeners,
        within_seconds: asked.within,
        killed: if asked.kill { counts.len() } else { 0 },
        requests: seen.client.figures(),
        heard_after_answer: times(|told| told.after_answer, None),
        heard_after_sending: times(|told| told.after_sending, None),
        heard_by: kinds.into_iter().map(|kind| (kind, times(|told| told.after_answer, Some(kind)))).collect(),
        unheard: told.iter().filter(|told| !told.by_all).count(),
        events: seen.heard.iter().map(Vec::len).sum(),
        memory_mib: seen.taken.memory / 1024,
        most_memory_mib: seen.taken.most / 1024,
        signed_in: usize::try_from(presence.present).unwrap_or(0),
        record_holds: chain.broken.is_none(),
        polls: counts,
    })
}

/// Whether each voter's choice stands beside their name, as they gave it.
async fn own_choices_kept(db: &Db, hall: &Hall, poll: &meeting::poll::model::Poll) -> Result<bool> {
    let voters = polls::voters(db.read(), poll.id).await?;
    let kept: HashMap<_, _> = voters.into_iter().map(|(called, voter)| (called.id, voter.choice)).collect();
    let own = |(n, member): (usize, &super::hall::Person)| {
        kept.get(&member.called).is_some_and(|kept| kept.as_deref() == Some(CHOICES[choice(n)]))
    };
    Ok(hall.members.iter().enumerate().all(own))
}

/// What was done, each with the number of its entry, in the order of the record.
async fn known(db: &Db, hall: &Hall, done: Vec<Done>) -> Result<Vec<(i64, Done)>> {
    let topic = meeting::model::SITTING.topic(hall.committee.id, hall.sitting);
    let mut numbers = HashMap::new();
    for entry in ledger::entries_of(db.read(), &topic).await? {
        let facts: Map<String, Value> = serde_json::from_str(&entry.facts)?;
        let poll = facts.get("poll").and_then(Value::as_str).unwrap_or_default().to_owned();
        numbers.insert((entry.action, entry.account_id.unwrap_or(0), poll), entry.seq);
    }
    let number = |one: Done| {
        let key = (one.action.clone(), one.account, one.poll.clone());
        numbers.get(&key).map(|seq| (*seq, one)).ok_or_else(|| Error::internal(format!("{key:?} is not in the record")))
    };
    let mut known = done.into_iter().map(number).collect::<Result<Vec<_>>>()?;
    known.sort_by_key(|(seq, _)| *seq);
    Ok(known)
}

/// How long it took until the last listener heard of a change, in microseconds.
struct Told {
    kind: &'static str,
    after_answer: u64,
    after_sending: u64,
    by_all: bool,
}

/// For each change the listener who heard last of it, or of a later one. Both are in the order of the record.
fn told(known: &[(i64, Done)], heard: &[Heard]) -> Vec<Told> {
    let mut last: Vec<_> = known.iter().map(|(_, done)| (done.sent, true)).collect();
    for listener in heard {
        let mut events = listener.iter().peekable();
        for ((seq, _), last) in known.iter().zip(&mut last) {
            while events.next_if(|(_, told)| told < seq).is_some() {}
            match events.peek() {
                Some((at, _)) => last.0 = last.0.max(*at),
                None => last.1 = false,
            }
        }
    }
    let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    let told = |((_, done), (last, by_all)): (&(i64, Done), (Instant, bool))| Told {
        kind: done.kind(),
        after_answer: micros(last.saturating_duration_since(done.answered)),
        after_sending: micros(last.saturating_duration_since(done.sent)),
        by_all,
    };
    known.iter().zip(last).map(told).collect()
}
