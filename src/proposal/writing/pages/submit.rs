//! Handing a proposal in, and withdrawing it.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::edit::{self, EditPage, Written, conflict};
use super::save::{Saved, save_words};
use crate::app::App;
use crate::committee;
use crate::committee::rules::session::of_day;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::member;
use crate::page::api::{Acts, OrRefusal};
use crate::page::{Conflict, Faults, Flash, Reader, Sent};
use crate::proposal::here::{Here, Version};
use crate::proposal::model::{ProposalText, SignPart, SignState, Signer};
use crate::proposal::rules::{self, Action, State};
use crate::proposal::writing::rules::{self as writing, enough};
use crate::proposal::writing::store;

/// Hands a proposal in, with the words that are sent or as it stands.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/submit",
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<Conflict>), (status = 422, body = OrRefusal<EditPage>)),
)]
pub(super) async fn submit(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    reader.known()?;
    let here = Here::find(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Submit, here.who(&reader))?;
    let mut version = sent.version;
    if let Some(text) = sent.text(here.proposal.kind)? {
        let faults = writing::faults(&text);
        if !faults.none() {
            return reader.answer_unfit(edit::page(&app, &reader, &here, text, faults).await?.at(version));
        }
        version = match save_words(&app, &reader, &here, &text, version).await? {
            Saved::Later(here) => return conflict(&reader, &here, &text),
            Saved::Done(_, fallen) if !fallen.is_empty() => return fell(&reader, &here, &fallen),
            Saved::Done(version, _) => version,
        };
    }
    hand_in(&app, &reader, id, version).await
}

/// With the last words signatures fell: they are told before they go on without them.
fn fell(reader: &Reader, here: &Here, fallen: &[String]) -> Result<Response> {
    let names = fallen.join(&reader.words.say("list-comma"));
    reader.done(&here.address(reader, "/write"), Flash::new("writing-fell-not-submitted").with("names", names))
}

async fn hand_in(app: &App, reader: &Reader, id: i64, version: i64) -> Result<Response> {
    let (change, mut here) = Here::begin(app, reader, id).await?;
    rules::decide(here.standing, Action::Submit, here.who(reader))?;
    if here.proposal.text_version != version {
        return Err(Error::Stale);
    }
    let session = session(&change, &here, reader).await?;
    let signers = std::mem::take(&mut here.proposers.signers);
    let mut faults = faults(&here, &signers, session);
    if let Some(name) = serves_not(&change, &here, &signers, reader).await? {
        faults.note("names", Refusal::new("writing-serves-not").with("name", name));
    }
    if !faults.none() {
        drop(change);
        let text = ProposalText::from(&here.proposal);
        return reader.answer_unfit(edit::page(app, reader, &here, text, faults).await?);
    }
    let dropped = unsigned(&signers);
    store::take_out_unsigned(&change, id).await?;
    store::take_out_outrun(&change, &here.proposal).await?;
    store::submit(&change, &here.proposal, session).await?;
    here.standing.handed_in = true;
    let mut acts = Vec::new();
    if !dropped.is_empty() {
        acts.push(here.act("drop_signers").fact("names", dropped.join("、")));
    }
    acts.push(here.act(Action::Submit.name()));
    change.record_all(acts).await?.commit().await?;
    let key = if dropped.is_empty() { "writing-done-submit" } else { "writing-done-submit-dropped" };
    let names = dropped.join(&reader.words.say("list-comma"));
    reader.done(&here.address(reader, ""), Flash::new(key).with("title", here.proposal.subject).with("names", names))
}

/// The session it goes to. What came back to be completed keeps the one to which it was handed in.
async fn session(change: &Change, here: &Here, reader: &Reader) -> Result<(i64, bool)> {
    if let (State::Returned, Some(session)) = (here.proposal.state, here.proposal.session_id) {
        return Ok((session, here.proposal.plenary));
    }
    let sessions = committee::store::sessions(change.on(), here.proposal.committee_id).await?;
    let of_day = of_day(&sessions, reader.now.day()).map(|(session, plenary)| (session.id, plenary));
    Ok(of_day.ok_or_else(|| Refusal::new("proposal-no-session"))?)
}

/// What keeps it from being handed in, by field.
fn faults(here: &Here, signers: &[(Signer, String)], (_, plenary): (i64, bool)) -> Faults {
    let kind = here.proposal.kind;
    let mut faults = writing::missing(&ProposalText::from(&here.proposal), kind);
    if kind.plenary_only() && !plenary {
        faults.note("kind", Refusal::new("writing-plenary-only"));
    }
    faults.take("names", enough(signers, here.rule.cosigners));
    faults
}

/// The name of one of its members who is none any more: the first, or one who signed.
async fn serves_not(
    change: &Change,
    here: &Here,
    signers: &[(Signer, String)],
    reader: &Reader,
) -> Result<Option<String>> {
    let (on, committee, today) = (change.on(), here.proposal.committee_id, reader.now.day());
    let signed = signers.iter().filter(|(one, _)| one.signs()).map(|(one, _)| one.member_id);
    for member in here.proposal.first_id.into_iter().chain(signed) {
        if !member::store::serves(on, committee, member, today).await? {
            return member::store::name_of(on, committee, member).await;
        }
    }
    Ok(None)
}

/// The names of those who were asked and have not signed these words.
fn unsigned(signers: &[(Signer, String)]) -> Vec<String> {
    let waiting =
        |one: &Signer| one.part == SignPart::CoSigner && matches!(one.state, SignState::Invited | SignState::Fallen);
    signers.iter().filter(|(one, _)| waiting(one)).map(|(_, name)| name.clone()).collect()
}

/// Takes a proposal back.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/withdraw", request_body = Version, responses(Acts))]
pub(super) async fn withdraw(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let to = rules::decide(here.standing, Action::Withdraw, here.who(&reader))?;
    store::withdraw(&change, &here.proposal, version, to).await?;
    change.record(here.act(Action::Withdraw.name())).await?.commit().await?;
    let address = here.address(&reader, "");
    let back = format!("{address}/{}", Action::Resume);
    let title = here.proposal.titled(&reader.words.say("proposal-untitled"));
    let key = if here.standing.handed_in { "writing-done-withdraw" } else { "writing-done-discard" };
    reader.done(&address, Flash::new(key).with("title", title).undo(back, version + 1))
}
