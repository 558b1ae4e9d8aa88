//! What the clerk enters of a poll that is open, closing it, and annulling it: what does not fit is shown again.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;

use super::act::act_on;
use super::show::Page;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::Change;
use crate::meeting::attendance::model::Called;
use crate::meeting::here::Here;
use crate::meeting::poll::model::{Poll, Voter};
use crate::meeting::poll::rules::{self, Action, Kind, Method, Votes};
use crate::meeting::poll::store::{self, Entered};
use crate::page::{Faults, Flash, Reader, Sent, bounded, filled, number};
use crate::workflow::LifeCycle;

type Fields = BTreeMap<String, String>;

/// The longest reason, in characters.
const LONGEST: usize = 200;

pub(super) async fn enter(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
    Sent(sent): Sent<Fields>,
) -> Result<Response> {
    let (change, here, poll) = begin(&app, &reader, (id, poll), Action::Enter).await?;
    let entered = match entered(&change, &poll, &sent).await? {
        Ok(entered) => entered,
        Err(faults) => return again(&app, &reader, &here, change, poll.id, (sent, faults)).await,
    };
    store::enter(&change, poll.id, &entered).await?;
    change.record(act_on(&here, &poll, Action::Enter.recorded())).await?.commit().await?;
    done(&reader, &here, &poll, Action::Enter)
}

/// Closes a poll. Numbers that are sent along are entered first.
pub(super) async fn close(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
    Sent(sent): Sent<Fields>,
) -> Result<Response> {
    let (change, here, poll) = begin(&app, &reader, (id, poll), Action::Close).await?;
    let counted = poll.ballots.is_some() || poll.yes.is_some();
    if !poll.method.electronic() && (!sent.is_empty() || poll.method == Method::Hands && !counted) {
        match entered(&change, &poll, &sent).await? {
            Ok(entered) => store::enter(&change, poll.id, &entered).await?,
            Err(faults) => return again(&app, &reader, &here, change, poll.id, (sent, faults)).await,
        }
    }
    let poll = store::one(change.on(), id, poll.id).await?;
    store::close(&change, &poll).await?;
    change.record(act_on(&here, &poll, Action::Close.recorded())).await?.commit().await?;
    store::forget(app.db.clone(), &poll).await;
    done(&reader, &here, &poll, Action::Close)
}

pub(super) async fn annul(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
    Sent(sent): Sent<Fields>,
) -> Result<Response> {
    let (change, here, poll) = begin(&app, &reader, (id, poll), Action::Annul).await?;
    let reason = bounded(sent.get("reason").map_or("", String::as_str), LONGEST);
    let reason = match reason.and_then(|reason| reason.ok_or_else(|| Refusal::new("poll-reason-missing"))) {
        Ok(reason) => reason.to_owned(),
        Err(refusal) => {
            let faults = Faults::at("reason", refusal);
            return again(&app, &reader, &here, change, poll.id, (sent, faults)).await;
        }
    };
    store::annul(&change, &poll, &reason).await?;
    let act = act_on(&here, &poll, Action::Annul.recorded()).fact("reason", reason);
    change.record(act).await?.commit().await?;
    store::forget(app.db.clone(), &poll).await;
    done(&reader, &here, &poll, Action::Annul)
}

async fn begin(app: &App, reader: &Reader, (id, poll): (i64, i64), action: Action) -> Result<(Change, Here, Poll)> {
    let (change, here) = Here::begin(app, reader, id).await?;
    let poll = store::one(change.on(), id, poll).await?;
    rules::decide(poll.standing(here.sitting.state), action, here.who(reader))?;
    Ok((change, here, poll))
}

fn done(reader: &Reader, here: &Here, poll: &Poll, action: Action) -> Result<Response> {
    let address = here.address(reader, &format!("/polls/{}", poll.id));
    reader.done(&address, Flash::done(action, &address, 0).with("poll", &poll.title))
}

/// The page again, with nothing changed.
async fn again(
    app: &App,
    reader: &Reader,
    here: &Here,
    change: Change,
    poll: i64,
    (sent, faults): (Fields, Faults),
) -> Result<Response> {
    drop(change);
    reader.answer_unfit(Page::of(app, reader, here, poll).await?.unfit(sent, faults))
}

/// Reads what the clerk enters.
async fn entered(change: &Change, poll: &Poll, sent: &Fields) -> Result<Result<Entered, Faults>> {
    if poll.method != Method::Hands {
        return Ok(roll(sent, &store::voters(change.on(), poll.id).await?));
    }
    let present = store::taking_part(change.on(), poll.id).await?;
    let mut faults = Faults::default();
    let mut count = |field: &str| {
        let n = number(sent.get(field).map_or("", String::as_str), 0..=present);
        let n = n.and_then(|n| n.ok_or_else(|| Refusal::new("form-missing")));
        faults.take(field, n).unwrap_or(0)
    };
    let (entered, whole) = match poll.kind {
        Kind::Question => {
            let votes = Votes { yes: count("yes"), no: count("no"), abstain: count("abstain") };
            (Entered::Hands(votes), ("yes", rules::hands(votes, present).map(|_| ())))
        }
        Kind::Election => {
            let ballots = count("ballots");
            let candidates = store::candidates(change.on(), &[poll]).await?;
            let votes: Vec<_> = candidates.iter().map(|one| count(&format!("votes.{}", one.position))).collect();
            let whole = rules::counted_by_hand(ballots, &votes, poll.seats, present);
            (Entered::Counted { ballots, votes }, ("ballots", whole))
        }
    };
    if faults.none()
        && let (field, Err(refusal)) = whole
    {
        faults.note(field, refusal);
    }
    Ok(if faults.none() { Ok(entered) } else { Err(faults) })
}

/// Reads what those called by roll said, each in a field `voter.{called}`; an empty one takes back. Who has said nothing
/// and has left says nothing any more.
fn roll(sent: &Fields, voters: &[(Called, Voter)]) -> Result<Entered, Faults> {
    let gone = |called: i64| {
        let gone = |(one, voter): &&(Called, Voter)| one.id == called && !voter.voted && !one.present();
        voters.iter().find(gone).map(|(one, _)| Refusal::new("poll-gone").with("name", &one.name))
    };

    let mut faults = Faults::default();
    let mut said = BTreeMap::new();
    for (field, text) in sent {
        let Some(called) = field.strip_prefix("voter.").and_then(|called| called.parse().ok()) else { continue };
        let choice = match filled(text) {
            None => Ok(None),
            Some(choice) => match gone(called) {
                Some(refusal) => Err(refusal),
                None => choice.parse().map(Some).map_err(|_| Refusal::new("poll-choose-one")),
            },
        };
        if let Some(choice) = faults.take(field, choice) {
            said.insert(called, choice);
        }
    }
    if faults.none() { Ok(Entered::Roll(said)) } else { Err(faults) }
}
