//! A proposal as one reader finds it: what it is called, what it is to him, and how it stands.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::member;
use crate::page::Reader;
use crate::permission::Permission;
use crate::proposal::model::{PROPOSAL, Proposal, Rule, SignState, Signer};
use crate::proposal::rules::{self, Standing, State, Who};
use crate::proposal::store::{self, set};
use crate::unit;
use crate::words::Words;

/// A proposal that a reader may see. `member` is the member whose account he has, `signer` his place among its signers,
/// `units` those for which he acts.
#[derive(Clone)]
pub(in crate::proposal) struct Here {
    pub proposal: Proposal,
    pub standing: Standing,
    pub rule: Rule,
    pub member: Option<i64>,
    pub signer: Option<Signer>,
    pub units: Vec<i64>,
    /// One of his units has it to handle, or had.
    pub handles: bool,
    /// Another took it in for its first proposer, who has an account and speaks for himself once it is handed in.
    pub led_by_another: bool,
}

impl Here {
    /// # Errors
    /// There is none that this reader may see.
    pub async fn find(app: &App, reader: &Reader, id: i64) -> Result<Self> {
        Self::on(app.db.read(), reader, id).await
    }

    /// Begins a change of the proposal, which stands still until the change is done.
    ///
    /// # Errors
    /// The reader is not signed in, or there is no proposal that he may see.
    pub async fn begin(app: &App, reader: &Reader, id: i64) -> Result<(Change, Self)> {
        reader.known()?;
        let change = Change::begin(&app.db, reader.acting()?).await?;
        let here = Self::on(change.on(), reader, id).await?;
        Ok((change, here))
    }

    /// The proposal as it stands within a change that was begun.
    ///
    /// # Errors
    /// There is none that this reader may see.
    pub async fn on(on: &impl ConnectionTrait, reader: &Reader, id: i64) -> Result<Self> {
        let committee = reader.committee()?.id;
        let proposal = store::proposal(on, committee, id).await?;
        let (member, units) = own(on, reader).await?;
        let signer = match member {
            Some(member) => store::signer_of(on, id, member).await?,
            None => None,
        };
        let rule = set::rule(on, committee).await?;
        let standing = standing(on, &proposal, &rule, reader.now.day()).await?;
        // Who handles the main one handles those that are merged into it.
        let handles = store::handles(on, proposal.main_id.unwrap_or(id), &units).await?;
        let led_by_another = led_by_another(on, &proposal, reader).await?;
        let here = Self { proposal, standing, rule, member, signer, units, handles, led_by_another };
        if rules::visible(standing, here.who(reader)) { Ok(here) } else { Err(Error::NotFound) }
    }

    /// Who the reader is to the rules.
    pub fn who<'a>(&self, reader: &'a Reader) -> Who<'a> {
        let writes = writes(&self.proposal, reader);
        let leads = self.member.is_some() && self.member == self.proposal.first_id;
        Who {
            actor: &reader.actor,
            author: leads || (writes && !self.led_by_another),
            signer: self.signer.as_ref().is_some_and(|one| one.state != SignState::Refused),
            handles: self.handles,
            member: self.member.is_some(),
        }
    }

    /// Whether the reader is inside: of the committee, one of its proposers, or of a unit that handles it.
    pub fn inside(&self, reader: &Reader) -> bool {
        let who = self.who(reader);
        who.author || who.signer || who.handles || of_committee(reader)
    }

    /// Something done about this proposal, for the ledger, which speaks Chinese whoever acts. What was never handed in
    /// is nobody's but its writer's: there its subject stays out.
    pub fn act(&self, action: &'static str) -> Act {
        let title = if self.standing.handed_in {
            self.proposal.titled("（未写案由）")
        } else {
            "（草稿）".to_owned()
        };
        Act::new(PROPOSAL.name, self.proposal.id, action).fact("title", title)
    }

    /// An address of the proposal; `rest` is empty or begins with a slash.
    pub fn address(&self, reader: &Reader, rest: &str) -> String {
        reader.within(&format!("/proposals/{}{rest}", self.proposal.id))
    }
}

/// Whether a reader is of the committee, or assigns for it: he reads what is told inside alone.
pub(in crate::proposal) fn of_committee(reader: &Reader) -> bool {
    OF_COMMITTEE.iter().any(|permission| reader.may(*permission))
}

/// One of these is had by whoever is of the committee, or assigns for it.
pub(in crate::proposal) const OF_COMMITTEE: &[Permission] = &[Permission::ReadInternal, Permission::AssignProposals];

/// One of these is had by whoever assigns or reviews, and follows what comes of it.
pub(in crate::proposal) const OF_OFFICE: &[Permission] = &[Permission::AssignProposals, Permission::ReviewProposals];

/// What a reader is besides: the member whose account he has, and the units for which he acts.
///
/// # Errors
/// He reads no committee, or the database does not answer.
pub(in crate::proposal) async fn own(on: &impl ConnectionTrait, reader: &Reader) -> Result<(Option<i64>, Vec<i64>)> {
    let Some(account) = reader.actor.account else { return Ok((None, Vec::new())) };
    let committee = reader.committee()?.id;
    let member = member::store::of_account(on, committee, account).await?;
    let units = unit::store::units_of(on, committee, &reader.actor, Permission::HandleProposals).await?;
    Ok((member, units))
}

/// Whether the reader wrote a proposal down, for himself or for another.
fn writes(proposal: &Proposal, reader: &Reader) -> bool {
    reader.actor.account.is_some() && reader.actor.account == proposal.account_id
}

/// Whether the reader wrote it down for a member who has an account of his own, and it is handed in.
async fn led_by_another(on: &impl ConnectionTrait, proposal: &Proposal, reader: &Reader) -> Result<bool> {
    let Some(first) = proposal.first_id else { return Ok(false) };
    if !writes(proposal, reader) || matches!(proposal.state, State::Draft | State::Returned) {
        return Ok(false);
    }
    let account = member::store::account(on, first).await?;
    Ok(account.is_some() && account != reader.actor.account)
}

/// How a proposal stands to the rules on a day.
async fn standing(on: &impl ConnectionTrait, proposal: &Proposal, rule: &Rule, today: Day) -> Result<Standing> {
    let merged = store::merged_into(on, proposal.id).await?;
    let loose = match proposal.main_id {
        Some(main) => store::proposal(on, proposal.committee_id, main).await?.state == State::Filed,
        None => true,
    };
    let left = rule.steps().len() as u64;
    let heard_by = proposal.answered_at.map(|at| at.plus(rule.evaluation_days * Instant::DAY).day());
    Ok(Standing {
        state: proposal.state,
        steps_left: left.saturating_sub(proposal.step.unsigned_abs()),
        steps_passed: proposal.step.unsigned_abs().min(left),
        published: proposal.published,
        open: proposal.open,
        secondable: proposal.secondable,
        excellent: proposal.excellent,
        main: !merged.is_empty(),
        loose,
        unheard: heard_by.is_some_and(|last| last < today),
        handed_in: proposal.submitted_at.is_some(),
    })
}

/// What a button sends: the version that is acted on.
#[derive(Deserialize, ToSchema)]
pub(in crate::proposal) struct Version {
    pub version: i64,
}

/// What a proposal is called in a list.
pub(in crate::proposal) fn named(subject: &str, words: &Words) -> String {
    if subject.is_empty() { words.say("proposal-untitled") } else { subject.to_owned() }
}
