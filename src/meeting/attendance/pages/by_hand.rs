//! Calling a member to vote, or taking one out, whom the rules do not call so: by the office, with a reason.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::Change;
use crate::meeting::attendance::here::back;
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{self, Standing};
use crate::meeting::attendance::store::{self, by_hand};
use crate::meeting::floor;
use crate::meeting::here::Here;
use crate::meeting::letter::{self, Occasion};
use crate::meeting::roster;
use crate::meeting::rules::State as Sitting;
use crate::member::store as members;
use crate::page::{Flash, Reader, Sent, bounded, filled};
use crate::words::Language;

/// The longest reason, in characters.
const LONGEST: usize = 200;

/// Why the office does it, as it was sent.
#[derive(Default, Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    pub reason: String,
}

/// Something done by hand about somebody, for a reason: recorded, and told to them where the others know already.
async fn kept(
    app: &App,
    reader: &Reader,
    (change, here): (Change, &Here),
    (action, name, why): (&'static str, &str, Option<&str>),
    (occasion, member): (Occasion, Option<i64>),
) -> Result<()> {
    if let Some(member) = member.filter(|_| here.sitting.state == Sitting::Noticed) {
        letter::queue(app, reader, &change, here, occasion, Some(&[member])).await?;
    }
    let act = here.act(action).fact("name", name).fact("reason", why.unwrap_or_default());
    change.record(act).await?.commit().await?;
    app.send_mail();
    Ok(())
}

/// Calls a member to vote.
pub(super) async fn call_in(
    app: &App,
    reader: &Reader,
    (change, here): (Change, Here),
    (member, why): (&str, &str),
) -> Result<Response> {
    let (id, committee) = (here.sitting.id, here.sitting.committee_id);
    let Some(reason) = bounded(why, LONGEST)? else { return Err(Refusal::new("attendance-reason-missing").into()) };
    let Some(member) = filled(member) else { return Err(Refusal::new("attendance-nobody-named").into()) };
    let member = members::named(change.on(), committee, member).await?;
    let day = here.sitting.date.unwrap_or(reader.now.day());
    let Some(invited) = roster::voter(change.on(), committee, member, day).await? else {
        let name = members::name_of(change.on(), committee, member).await?.unwrap_or_default();
        return Err(Refusal::new("attendance-no-seat").with("name", name).with("day", day).into());
    };
    match store::of_member(change.on(), id, member).await? {
        Some(known) if known.standing == Standing::Voting => {
            return Err(Refusal::new("attendance-called-already").with("name", known.name).into());
        }
        Some(known) => by_hand::call_as(&change, &known, Standing::Voting, Some(reason)).await?,
        None => by_hand::add(&change, id, &invited, reason).await?,
    }
    let told = Flash::new("attendance-done-call-in").with("name", &invited.name);
    let called = store::of_member(change.on(), id, member).await?;
    let what = ("call_in", invited.name.as_str(), Some(reason));
    kept(app, reader, (change, &here), what, (Occasion::Notice, Some(member))).await?;
    let undo = called.map(|one| here.address(reader, &format!("/called/{}/remove", one.id))).unwrap_or_default();
    let by_mistake = app.words.words(Language::Chinese).say("attendance-by-mistake");
    reader.done(&back(&here, reader, "called", 0), told.undo(undo, 0).undo_with("reason", by_mistake))
}

/// Takes one out who is called to vote.
pub(super) async fn take_out(
    app: &App,
    reader: &Reader,
    (change, here): (Change, Here),
    (called, why): (Called, &str),
) -> Result<Response> {
    let Some(reason) = bounded(why, LONGEST)? else {
        return Err(Refusal::new("attendance-body-is-whole").with("name", called.name).into());
    };
    if called.member_id.is_some() && called.member_id == here.sitting.chair_id {
        return Err(Refusal::new("attendance-presides").with("name", called.name).into());
    }
    by_hand::call_as(&change, &called, Standing::Out, Some(reason)).await?;
    floor::store::leave_hall(&change, called.id).await?;
    let what = ("take_out", called.name.as_str(), Some(reason));
    kept(app, reader, (change, &here), what, (Occasion::TakenOut, called.member_id)).await?;
    let told = Flash::new("attendance-done-take-out").with("name", &called.name);
    let told = told.undo(here.address(reader, &format!("/called/{}/put_back", called.id)), 0);
    let told = told.undo_with("reason", called.reason.unwrap_or_default());
    reader.done(&back(&here, reader, "called", 0), told)
}

/// Puts one back whom the office had taken out; with the reason for which the office had called them, if it had.
pub(super) async fn put_back(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(why): Sent<Why>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_call(here.sitting.state, here.who(&reader))?;
    let called = store::one(change.on(), id, n).await?;
    if !called.out() {
        return Err(Refusal::new("attendance-called-already").with("name", called.name).into());
    }
    let reason = bounded(&why.reason, LONGEST)?;
    by_hand::call_as(&change, &called, Standing::Voting, reason).await?;
    if store::one(change.on(), id, n).await?.out() {
        let day = here.sitting.date.unwrap_or(reader.now.day());
        return Err(Refusal::new("attendance-no-seat").with("name", called.name).with("day", day).into());
    }
    let what = ("put_back", called.name.as_str(), reason);
    kept(&app, &reader, (change, &here), what, (Occasion::Notice, called.member_id)).await?;
    reader.done(&back(&here, &reader, "called", 0), Flash::new("attendance-done-put-back").with("name", &called.name))
}
