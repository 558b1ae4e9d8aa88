//! The SQL of writing: drafts, their words, who signs them, their files, handing in.

use std::cmp::Reverse;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, SelectStatement};
use sea_orm::{IntoActiveModel, NotSet, QueryOrder, QuerySelect, QueryTrait, Set};

use crate::attachment::Kept;
use crate::draft;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::model::{File, Proposal, ProposalText, SignPart, SignState, Signer, file, proposal, signer};
use crate::proposal::rules::{Kind, State};
use crate::proposal::store::{self as proposals, unfiled};

/// A new draft: who writes it, of which kind it is, who leads it. Gives its key.
pub async fn begin(change: &Change, kind: Kind, first: Option<i64>, text: ProposalText) -> Result<i64> {
    let acting = change.acting();
    let draft = Proposal {
        committee_id: acting.committee,
        account_id: acting.account,
        first_id: first,
        ..Proposal::drafted(kind, text, acting.at)
    };
    let row = proposal::ActiveModel { id: NotSet, ..draft.into_active_model().reset_all() };
    Ok(row.insert(change.on()).await?.id)
}

/// Changes a proposal that stands as it was read; these words come into the record with it, at this version.
async fn take(
    change: &Change,
    now: &Proposal,
    (text, text_version): (ProposalText, i64),
    row: proposal::ActiveModel,
) -> Result<()> {
    let (text_version, changed_at) = (Set(text_version), Set(change.acting().at));
    let taken = proposal::Entity::update_many()
        .set(text.with(proposal::ActiveModel { text_version, changed_at, ..row }))
        .filter(proposal::Column::Id.eq(now.id))
        .filter(proposal::Column::TextVersion.lte(now.text_version))
        .filter(proposal::Column::Version.eq(now.version))
        .exec(change.on())
        .await?;
    if taken.rows_affected != 1 {
        return Err(Error::Stale);
    }
    draft::take(change, now.draft(), now.text_version).await
}

/// The words as they were read, those that are being written.
fn read(now: &Proposal) -> (ProposalText, i64) {
    (now.into(), now.text_version)
}

/// Finds a proposal that stands as it was read.
#[must_use]
pub fn still(now: &Proposal) -> SelectStatement {
    proposal::Entity::find_by_id(now.id)
        .filter(proposal::Column::TextVersion.lte(now.text_version))
        .filter(proposal::Column::Version.eq(now.version))
        .into_query()
}

/// Takes other words into the record than those that others have signed; gives their version. The signatures fall.
pub async fn rewrite(change: &Change, now: &Proposal, text: ProposalText) -> Result<i64> {
    let version = now.text_version + 1;
    take(change, now, (text, version), <proposal::ActiveModel as Default>::default()).await?;
    fall(change, now.id).await?;
    Ok(version)
}

/// Counts a proposal on with the words that are signed at this moment: none are saved over them.
pub async fn hold(change: &Change, now: &Proposal) -> Result<()> {
    let row = proposal::ActiveModel { version: Set(now.version + 1), ..Default::default() };
    take(change, now, read(now), row).await
}

/// Takes a proposal back, with the words that were being written. It must still stand at this version.
pub async fn withdraw(change: &Change, now: &Proposal, version: i64, to: State) -> Result<()> {
    if now.version != version {
        return Err(Error::Stale);
    }
    let row = proposal::ActiveModel { state: Set(to), version: Set(version + 1), ..Default::default() };
    take(change, now, read(now), row).await
}

/// Hands a proposal in. What came back to be completed keeps the time at which it was received. Its words and all else
/// must stand as they were read.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn submit(change: &Change, now: &Proposal, (session, plenary): (i64, bool)) -> Result<()> {
    let at = change.acting().at;
    let row = proposal::ActiveModel {
        state: Set(State::Submitted),
        step: Set(0),
        session_id: Set(Some(session)),
        plenary: Set(plenary),
        remark: Set(None),
        submitted_at: Set(Some(now.submitted_at.filter(|_| now.state == State::Returned).unwrap_or(at))),
        version: Set(now.version + 1),
        ..unfiled()
    };
    take(change, now, read(now), row).await
}

/// The signatures fall: the words have changed.
async fn fall(change: &Change, proposal: i64) -> Result<()> {
    signer::Entity::update_many()
        .set(signer::ActiveModel { state: Set(SignState::Fallen), at: Set(change.acting().at), ..Default::default() })
        .filter(signer::Column::ProposalId.eq(proposal))
        .filter(signer::Column::Part.eq(SignPart::CoSigner))
        .filter(signer::Column::State.eq(SignState::Signed))
        .exec(change.on())
        .await?;
    Ok(())
}

/// What is signed is another by now, though its words are the same: the signatures fall.
pub async fn outgrow(change: &Change, now: &Proposal) -> Result<()> {
    let row = proposal::ActiveModel { version: Set(now.version + 1), ..Default::default() };
    take(change, now, (now.into(), now.text_version + 1), row).await?;
    fall(change, now.id).await
}

/// Puts a member among the signers of a proposal, after those who are there, or anew in their place.
pub async fn put(change: &Change, now: &Proposal, member: i64, (part, state): (SignPart, SignState)) -> Result<()> {
    take_out(change, now.id, member).await?;
    let last = signer::Entity::find()
        .filter(signer::Column::ProposalId.eq(now.id))
        .order_by_desc(signer::Column::Position)
        .one(change.on())
        .await?;
    let row = signer::ActiveModel {
        proposal_id: Set(now.id),
        member_id: Set(member),
        position: Set(last.map_or(1, |last| last.position + 1)),
        part: Set(part),
        state: Set(state),
        text_version: Set(now.text_version),
        at: Set(change.acting().at),
    };
    signer::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// One who was asked has answered, for the words as they stand.
pub async fn answer(change: &Change, now: &Proposal, member: i64, state: SignState) -> Result<()> {
    let row = signer::ActiveModel {
        state: Set(state),
        text_version: Set(now.text_version),
        at: Set(change.acting().at),
        ..Default::default()
    };
    signer::Entity::update_many()
        .set(row)
        .filter(signer::Column::ProposalId.eq(now.id))
        .filter(signer::Column::MemberId.eq(member))
        .exec(change.on())
        .await?;
    Ok(())
}

/// Takes a member out of the signers of a proposal.
pub async fn take_out(change: &Change, proposal: i64, member: i64) -> Result<()> {
    signer::Entity::delete_by_id((proposal, member)).exec(change.on()).await?;
    Ok(())
}

/// Takes out those who seconded other words than these.
pub async fn take_out_outrun(change: &Change, now: &Proposal) -> Result<()> {
    signer::Entity::delete_many()
        .filter(signer::Column::ProposalId.eq(now.id))
        .filter(signer::Column::Part.eq(SignPart::Seconder))
        .filter(signer::Column::TextVersion.lt(now.text_version))
        .exec(change.on())
        .await?;
    Ok(())
}

/// Takes out all who were asked to sign and did not.
pub async fn take_out_unsigned(change: &Change, proposal: i64) -> Result<()> {
    signer::Entity::delete_many()
        .filter(signer::Column::ProposalId.eq(proposal))
        .filter(signer::Column::State.ne(SignState::Signed))
        .exec(change.on())
        .await?;
    Ok(())
}

/// The files of a proposal in the order in which they came.
pub async fn files(on: &impl ConnectionTrait, proposal: i64) -> Result<Vec<File>> {
    let found = file::Entity::find().filter(file::Column::ProposalId.eq(proposal));
    Ok(found.order_by_asc(file::Column::Id).all(on).await?)
}

/// One file of a proposal.
///
/// # Errors
/// There is none.
pub async fn file(on: &impl ConnectionTrait, proposal: i64, id: i64) -> Result<File> {
    let found = file::Entity::find_by_id(id).filter(file::Column::ProposalId.eq(proposal)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// Adds a file to a proposal.
pub async fn add_file(change: &Change, proposal: i64, kept: Kept) -> Result<()> {
    let row = file::ActiveModel {
        proposal_id: Set(proposal),
        name: Set(kept.name),
        media: Set(kept.media),
        size: Set(kept.size),
        digest: Set(kept.digest),
        added_at: Set(change.acting().at),
        ..Default::default()
    };
    file::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Removes a file from a proposal. Its content stays: others may have the same.
pub async fn remove_file(change: &Change, id: i64) -> Result<()> {
    file::Entity::delete_by_id(id).exec(change.on()).await?;
    Ok(())
}

/// The proposals that a member is asked to sign, each with how they stand to it.
pub async fn asked_to_sign(on: &impl ConnectionTrait, committee: i64, member: i64) -> Result<Vec<(Proposal, Signer)>> {
    let asked = signer::Entity::find()
        .filter(signer::Column::MemberId.eq(member))
        .filter(signer::Column::State.is_in([SignState::Invited, SignState::Fallen]))
        .all(on)
        .await?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let written = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::Id.is_in(asked.iter().map(|one| one.proposal_id)))
        .filter(proposal::Column::State.is_in([State::Draft, State::Returned]))
        .order_by_asc(proposal::Column::Id)
        .all(on)
        .await?;
    let written = proposals::written(on, written).await?;
    let with = |one: Proposal| {
        let signer = asked.iter().find(|signer| signer.proposal_id == one.id)?.clone();
        Some((one, signer))
    };
    Ok(written.into_iter().filter_map(with).collect())
}

/// The proposals of one who writes or leads them that are not handed in, or came back.
pub async fn unfinished(
    on: &impl ConnectionTrait,
    committee: i64,
    account: i64,
    member: Option<i64>,
) -> Result<Vec<Proposal>> {
    let own = Condition::any()
        .add(proposal::Column::AccountId.eq(account))
        .add_option(member.map(|member| proposal::Column::FirstId.eq(member)));
    let found = proposal::Entity::find()
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::State.is_in([State::Draft, State::Returned]))
        .filter(own);
    let found = found.order_by_desc(proposal::Column::ChangedAt).limit(MOST_AWAITED).all(on).await?;
    let mut found = proposals::written(on, found).await?;
    found.sort_by_key(|one| Reverse(one.changed_at));
    Ok(found)
}

/// No more unfinished ones are told on the page of what awaits a reader.
const MOST_AWAITED: u64 = 50;
