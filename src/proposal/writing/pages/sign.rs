//! Those who sign a proposal with its first proposer, and those who second it.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::member;
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent};
use crate::permission::Permission;
use crate::proposal::here::{Here, Version};
use crate::proposal::model::{SignPart, SignState};
use crate::proposal::rules::{self, Action};
use crate::proposal::store as proposals;
use crate::proposal::writing::rules::{MOST_SIGNERS, Signing, answer};
use crate::proposal::writing::store;

type Place = Path<(String, i64)>;

/// Names of members, one or several.
#[derive(Deserialize, ToSchema)]
pub(super) struct Names {
    names: String,
}

/// Asks members to sign a proposal.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/invite", request_body = Names, responses(Acts))]
pub(super) async fn invite(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Place,
    Sent(Names { names }): Sent<Names>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Invite, here.who(&reader))?;
    if here.proposal.kind.collective() {
        return Err(Refusal::new("writing-collective-is-not-joint").into());
    }
    if here.proposal.subject.is_empty() {
        return Err(Refusal::new("writing-invite-needs-subject").into());
    }
    let wanted = member::rules::names(&names, |_| false);
    let signers = here.proposers.signers.len();
    match wanted.len() {
        0 => return Err(Refusal::new("writing-nobody-named").into()),
        n if n + signers > MOST_SIGNERS => {
            return Err(Refusal::new("writing-too-many").with("most", MOST_SIGNERS).into());
        }
        _ => {}
    }
    let mut asked: Vec<(i64, String)> = Vec::new();
    for one in wanted {
        let (member, name) = to_ask(&change, &here, &reader, &one.written).await?;
        if asked.iter().all(|(known, _)| *known != member) {
            store::put(&change, &here.proposal, member, (SignPart::CoSigner, SignState::Invited)).await?;
            asked.push((member, name));
        }
    }
    let names = asked.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    change.record(here.act(Action::Invite.name()).fact("names", names.join("、"))).await?.commit().await?;
    let names = names.join(&reader.words.say("list-comma"));
    reader.done(&here.address(&reader, ""), Flash::new("writing-done-invite").with("names", names))
}

/// A member who can be asked to sign: their key and name.
async fn to_ask(change: &Change, here: &Here, reader: &Reader, text: &str) -> Result<(i64, String)> {
    let (on, committee) = (change.on(), here.proposal.committee_id);
    let id = member::store::named(on, committee, text).await?;
    let name = member::store::name_of(on, committee, id).await?.unwrap_or_default();
    let why = if here.proposal.first_id == Some(id) {
        Some("writing-is-first")
    } else if !member::store::serves(on, committee, id, reader.now.day()).await? {
        Some("writing-serves-not")
    } else {
        let known = proposals::signer_of(on, here.proposal.id, id).await?;
        let asked = known.is_some_and(|one| matches!(one.state, SignState::Invited | SignState::Signed));
        asked.then_some("writing-asked-already")
    };
    match why {
        Some(key) => Err(Refusal::new(key).with("name", name).into()),
        None => Ok((id, name)),
    }
}

/// Only who is a member today signs.
async fn serves(change: &Change, here: &Here, reader: &Reader, member: i64) -> Result<()> {
    let (on, committee) = (change.on(), here.proposal.committee_id);
    if member::store::serves(on, committee, member, reader.now.day()).await? {
        return Ok(());
    }
    let name = member::store::name_of(on, committee, member).await?.unwrap_or_default();
    Err(Refusal::new("writing-serves-not").with("name", name).into())
}

/// One of those who were asked.
#[derive(Deserialize, ToSchema)]
#[schema(as = OneMember)]
pub(super) struct One {
    member: i64,
}

/// Asks a member no longer.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/uninvite", request_body = One, responses(Acts))]
pub(super) async fn uninvite(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Place,
    Sent(One { member }): Sent<One>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Invite, here.who(&reader))?;
    let known = here.proposers.signer(member);
    known.filter(|one| one.part == SignPart::CoSigner).ok_or(Error::NotFound)?;
    let name = member::store::name_of(change.on(), here.proposal.committee_id, member).await?.unwrap_or_default();
    store::take_out(&change, id, member).await?;
    change.record(here.act("uninvite").fact("name", name.as_str())).await?.commit().await?;
    let back = here.address(&reader, "/invite");
    let told = Flash::new("writing-done-uninvite").with("name", name).undo(back, 0).undo_with("names", member);
    reader.done(&here.address(&reader, ""), told)
}

/// They sign the words that they have read.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/sign", request_body = Version, responses(Acts))]
pub(super) async fn sign(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Place,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    reader.need(Permission::WriteProposals)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let member = asked(&here, Signing::Sign)?;
    serves(&change, &here, &reader, member).await?;
    if here.proposal.text_version != version {
        return Err(Refusal::new("writing-words-changed").see(here.address(&reader, "")).into());
    }
    store::answer(&change, &here.proposal, member, SignState::Signed).await?;
    store::hold(&change, &here.proposal).await?;
    change.record(here.act("sign")).await?.commit().await?;
    let told = Flash::new("writing-done-sign").with("title", &here.proposal.subject);
    reader.done(&here.address(&reader, ""), told)
}

/// They refuse, or take their signature back.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/refuse", responses(Acts))]
pub(super) async fn refuse(Shared(app): Shared<App>, reader: Reader, Path((_, id)): Place) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let member = asked(&here, Signing::Refuse)?;
    store::answer(&change, &here.proposal, member, SignState::Refused).await?;
    change.record(here.act("refuse")).await?.commit().await?;
    let told = Flash::new("writing-done-refuse").with("title", &here.proposal.subject);
    reader.done(&reader.within("/proposals"), told)
}

/// The member who was asked and may answer so.
fn asked(here: &Here, what: Signing) -> Result<i64> {
    answer(here.proposal.state, here.signer.as_ref(), what)?;
    Ok(here.signer.as_ref().ok_or(Error::Forbidden)?.member_id)
}

/// Seconds a proposal.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/second", responses(Acts))]
pub(super) async fn second(Shared(app): Shared<App>, reader: Reader, Path((_, id)): Place) -> Result<Response> {
    reader.need(Permission::WriteProposals)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Second, here.who(&reader))?;
    let member = here.member.ok_or(Error::Forbidden)?;
    serves(&change, &here, &reader, member).await?;
    if let Some(known) = &here.signer {
        let seconded = known.part == SignPart::Seconder;
        let key = if seconded { "writing-seconded-already" } else { "writing-signed-already" };
        return Err(Refusal::new(key).into());
    }
    store::put(&change, &here.proposal, member, (SignPart::Seconder, SignState::Signed)).await?;
    change.record(here.act(Action::Second.name())).await?.commit().await?;
    let address = here.address(&reader, "");
    let told = Flash::new("writing-done-second").with("title", &here.proposal.subject);
    reader.done(&address, told.undo(format!("{address}/unsecond"), 0))
}

/// Seconds it no longer.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/unsecond", responses(Acts))]
pub(super) async fn unsecond(Shared(app): Shared<App>, reader: Reader, Path((_, id)): Place) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.standing, Action::Second, here.who(&reader))?;
    let seconded = here.signer.as_ref().filter(|one| one.part == SignPart::Seconder);
    let member = seconded.ok_or_else(|| Refusal::new("writing-not-seconded"))?.member_id;
    store::take_out(&change, id, member).await?;
    change.record(here.act("unsecond")).await?.commit().await?;
    let told = Flash::new("writing-done-unsecond").with("title", &here.proposal.subject);
    reader.done(&here.address(&reader, ""), told)
}
