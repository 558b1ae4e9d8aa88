//! A proposal as one reader finds it: what it is called, what it is to them, and how it stands.

use std::collections::HashMap;
use std::sync::Arc;

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
use crate::proposal::store::{self, Proposers, set};
use crate::unit;
use crate::words::Words;

/// A proposal that a reader may see. `member` is the member whose account they have, `units` are those for which they
/// act.
#[derive(Clone)]
pub(in crate::proposal) struct Here {
    pub proposal: Proposal,
    pub proposers: Proposers,
    /// The one that it is merged into, and those that are merged into it, whether this reader may see them or not.
    pub linked: Vec<Linked>,
    pub standing: Standing,
    pub rule: Arc<Rule>,
    pub member: Option<i64>,
    /// The reader's place among its signers.
    pub signer: Option<Signer>,
    pub units: Vec<i64>,
    /// One of their units has it to handle, or had.
    pub handles: bool,
    /// Another took it in for its first proposer, who has an account and speaks for themselves once it is handed in.
    pub led_by_another: bool,
}

/// A proposal that another is merged into, or that is merged into another.
#[derive(Clone)]
pub(in crate::proposal) struct Linked {
    pub proposal: Proposal,
    pub proposers: Proposers,
    /// This reader may see it.
    pub visible: bool,
}

/// What the committee has set, and what the reader is in it besides their roles.
struct Around {
    rule: Arc<Rule>,
    member: Option<i64>,
    units: Vec<i64>,
}

impl Here {
    /// # Errors
    /// There is none that this reader may see.
    pub async fn find(app: &App, reader: &Reader, id: i64) -> Result<Self> {
        let (member, units) = own(app, reader).await?;
        let around = Around { rule: rule(app, reader).await?, member, units };
        Self::of(app.db.read(), reader, id, around).await
    }

    /// Begins a change of the proposal, which stands still until the change is done.
    ///
    /// # Errors
    /// The reader is not signed in, or there is no proposal that they may see.
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
        let member = match reader.actor.account {
            Some(account) => member::store::of_account(on, committee, account).await?,
            None => None,
        };
        let units = unit::store::units_of(on, committee, &reader.actor, Permission::HandleProposals).await?;
        let rule = Arc::new(set::rule(on, committee).await?);
        Self::of(on, reader, id, Around { rule, member, units }).await
    }

    async fn of(on: &impl ConnectionTrait, reader: &Reader, id: i64, around: Around) -> Result<Self> {
        let Around { rule, member, units } = around;
        let proposal = store::proposal(on, reader.committee()?.id, id).await?;
        let linked = store::linked(on, &proposal).await?;
        let mut proposers = Proposers::of_all(on, linked.iter().chain([&proposal])).await?;
        // Who handles the main one handles those that are merged into it.
        let handles = store::handles(on, proposal.main_id.unwrap_or(id), &units).await?;
        let main = linked.iter().find(|one| Some(one.id) == proposal.main_id);
        let merged = linked.iter().any(|one| one.main_id == Some(id));
        let standing = standing(&proposal, (main, merged), &rule, reader.now.day());
        let own = proposers.remove(&id).unwrap_or_default();
        let mut here = Self {
            signer: member.and_then(|member| own.signer(member)).cloned(),
            led_by_another: led_by_another(&proposal, &own, reader),
            proposers: own,
            linked: Vec::new(),
            proposal,
            standing,
            rule,
            member,
            units,
            handles,
        };
        let linked = linked.into_iter().map(|one| here.linked(reader, one, &mut proposers));
        here.linked = linked.collect::<Vec<_>>();
        if rules::visible(standing, here.who(reader)) { Ok(here) } else { Err(Error::NotFound) }
    }

    /// A proposal that is merged into this one, or this one into it.
    fn linked(&self, reader: &Reader, one: Proposal, proposers: &mut HashMap<i64, Proposers>) -> Linked {
        let own = proposers.remove(&one.id).unwrap_or_default();
        let main = (one.main_id == Some(self.proposal.id)).then_some(&self.proposal);
        let standing = standing(&one, (main, false), &self.rule, reader.now.day());
        let there = Self {
            signer: self.member.and_then(|member| own.signer(member)).cloned(),
            led_by_another: led_by_another(&one, &own, reader),
            proposers: own,
            linked: Vec::new(),
            proposal: one,
            standing,
            rule: Arc::clone(&self.rule),
            units: self.units.clone(),
            ..*self
        };
        let visible = rules::visible(standing, there.who(reader));
        Linked { proposal: there.proposal, proposers: there.proposers, visible }
    }

    /// The proposal that it is merged into, whether this reader may see it or not.
    pub fn main(&self) -> Option<&Proposal> {
        let main = self.linked.iter().find(|one| Some(one.proposal.id) == self.proposal.main_id);
        main.map(|main| &main.proposal)
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

/// Whether a reader is of the committee, or assigns for it: they read what is told inside alone.
pub(in crate::proposal) fn of_committee(reader: &Reader) -> bool {
    OF_COMMITTEE.iter().any(|permission| reader.may(*permission))
}

/// One of these is had by whoever is of the committee, or assigns for it.
pub(in crate::proposal) const OF_COMMITTEE: &[Permission] = &[Permission::ReadInternal, Permission::AssignProposals];

/// One of these is had by whoever assigns or reviews, and follows what comes of it.
pub(in crate::proposal) const OF_OFFICE: &[Permission] = &[Permission::AssignProposals, Permission::ReviewProposals];

/// What a reader is besides: the member whose account they have, and the units for which they act.
pub(in crate::proposal) async fn own(app: &App, reader: &Reader) -> Result<(Option<i64>, Vec<i64>)> {
    let member = member::here::own(app, reader).await?;
    Ok((member, unit::here::acted_for(app, reader, Permission::HandleProposals).await?))
}

/// The rule of the committee's proposals, or the usual one.
pub(in crate::proposal) async fn rule(app: &App, reader: &Reader) -> Result<Arc<Rule>> {
    reader.kept("rule", set::rule(app.db.read(), reader.committee()?.id)).await
}

/// Whether the reader wrote a proposal down, for themselves or for another.
fn writes(proposal: &Proposal, reader: &Reader) -> bool {
    reader.actor.account.is_some() && reader.actor.account == proposal.account_id
}

/// Whether the reader wrote it down for a member who has an account of their own, and it is handed in.
fn led_by_another(proposal: &Proposal, proposers: &Proposers, reader: &Reader) -> bool {
    let account = proposers.first.as_ref().and_then(|first| first.account_id);
    let handed_in = !matches!(proposal.state, State::Draft | State::Returned);
    writes(proposal, reader) && handed_in && account.is_some() && account != reader.actor.account
}

/// How a proposal stands to the rules on a day. It may be merged into another, or others into it.
fn standing(proposal: &Proposal, (main, merged): (Option<&Proposal>, bool), rule: &Rule, today: Day) -> Standing {
    let left = rule.steps().len() as u64;
    let heard_by = proposal.answered_at.map(|at| at.plus(rule.evaluation_days * Instant::DAY).day());
    Standing {
        state: proposal.state,
        steps_left: left.saturating_sub(proposal.step.unsigned_abs()),
        steps_passed: proposal.step.unsigned_abs().min(left),
        published: proposal.published,
        open: proposal.open,
        secondable: proposal.secondable,
        excellent: proposal.excellent,
        main: merged,
        loose: main.is_none_or(|main| main.state == State::Filed),
        unheard: heard_by.is_some_and(|last| last < today),
        handed_in: proposal.submitted_at.is_some(),
    }
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
