//! What is done to a proposal on its page, read out of what was sent.

use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{Called, Deed};
use super::rules::waits_at;
use super::store;
use crate::committee;
use crate::db::ConnectionTrait;
use crate::error::{Refusal, Result};
use crate::ledger::Act;
use crate::page::{Faults, bounded, number};
use crate::proposal::here::Here;
use crate::proposal::model::{List, PROPOSAL, Proposal, Publication};
use crate::proposal::rules::{Action, NUMBERS, State};
use crate::proposal::store::proposal;
use crate::workflow::alone;

/// The longest remark and the longest name of a leader, in characters.
const LONGEST_REMARK: usize = 2000;
const LONGEST_LEADER: usize = 40;

/// What a reviewer sends: each action reads the fields that it needs. `main` is a number, `category` and `reason` are
/// keys.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ReviewForm)]
pub(in crate::proposal) struct Sent {
    pub version: i64,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub main: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub remark: String,
    #[serde(default)]
    pub leader: String,
}

/// The name by which a fault of a field is known: the fields of several actions stand on one page.
fn at(action: Action, field: &str) -> String {
    format!("{action}-{field}")
}

/// A text that may be left out.
fn text(text: &str, most: usize) -> Result<Option<String>, Refusal> {
    Ok(bounded(text, most)?.map(str::to_owned))
}

fn needed<T>(value: Option<T>) -> Result<T, Refusal> {
    value.ok_or_else(|| Refusal::new("form-missing"))
}

impl Sent {
    fn remark(&self) -> Result<Option<String>, Refusal> {
        text(&self.remark, LONGEST_REMARK)
    }
}

impl Deed {
    /// What is done to a proposal by an action, or what is wrong with which field.
    pub async fn read(
        on: &impl ConnectionTrait,
        here: &Here,
        action: Action,
        sent: &Sent,
    ) -> Result<std::result::Result<Self, Faults>> {
        let mut faults = Faults::default();
        let deed = match action {
            Action::Pass => {
                let steps = here.rule.steps();
                waits_at(&steps, here.proposal.step).map(|step| Self::Pass { step: step.to_owned() })
            }
            Action::Unpass => {
                let steps = here.rule.steps();
                waits_at(&steps, here.proposal.step - 1).map(|step| Self::Unpass { step: step.to_owned() })
            }
            Action::Return | Action::Redirect | Action::HandBack => {
                let remark = faults.take(&at(action, "remark"), sent.remark().and_then(needed));
                remark.map(|remark| match action {
                    Action::Return => Self::Return { remark },
                    Action::HandBack => Self::HandBack { remark },
                    _ => Self::Redirect { remark },
                })
            }
            Action::File => file(on, here, sent, &mut faults).await?,
            Action::Merge => merge(on, here, sent, &mut faults).await?,
            Action::Unmerge => Some(Self::Unmerge { main: main_of(on, here).await? }),
            Action::Decline => decline(on, here, sent, &mut faults).await?,
            Action::Categorise => {
                let category = chosen(on, here, List::Category, &sent.category).await?;
                let category = faults.take(&at(action, "category"), category);
                category.map(|category| Self::Categorise { category })
            }
            Action::MakeKey => {
                let leader = faults.take(&at(action, "leader"), text(&sent.leader, LONGEST_LEADER));
                leader.map(|leader| Self::MakeKey { leader })
            }
            _ => alone(action).map(|()| Some(Self::Press))?,
        };
        Ok(deed.ok_or(faults))
    }

    /// What the record says of it: of the proposal, and of the main one where that is concerned too.
    pub fn acts(&self, here: &Here, action: Action) -> Vec<Act> {
        let act = here.act(action.name());
        let on_main = |main: &Called, action: &'static str| {
            Act::new(PROPOSAL.name, main.0, action)
                .fact("title", main.1.clone())
                .fact("merged", here.proposal.subject.clone())
        };
        match self {
            Self::Pass { step } | Self::Unpass { step } => vec![act.fact("step", step.clone())],
            Self::File { number, category, .. } => {
                vec![act.fact("number", *number).fact("category", category.1.clone())]
            }
            Self::Merge { main, note } => {
                let note = note.clone().unwrap_or_default();
                vec![act.fact("main", main.1.clone()).fact("remark", note), on_main(main, "take_in")]
            }
            Self::Unmerge { main: Some(main) } => vec![act, on_main(main, "let_go")],
            Self::Decline { reason, remark } => {
                let remark = remark.clone().unwrap_or_default();
                vec![act.fact("reason", reason.1.clone()).fact("remark", remark)]
            }
            Self::Return { remark } | Self::Redirect { remark } | Self::HandBack { remark } => {
                vec![act.fact("remark", remark.clone())]
            }
            Self::Categorise { category } => vec![act.fact("category", category.1.clone())],
            Self::MakeKey { leader: Some(leader) } => vec![act.fact("leader", leader.clone())],
            Self::MakeKey { leader: None } => vec![here.act("end_key")],
            Self::Press | Self::Unmerge { .. } => vec![act],
        }
    }
}

/// One of a list that is open, by the key that was sent.
async fn chosen(
    on: &impl ConnectionTrait,
    here: &Here,
    list: List,
    key: &str,
) -> Result<std::result::Result<Called, Refusal>> {
    let all = committee::store::choices(on, here.proposal.committee_id, list.name()).await?;
    let found = all.into_iter().find(|one| !one.closed && one.id.to_string() == key.trim());
    Ok(needed(found.map(|one| (one.id, one.name))))
}

fn session(proposal: &Proposal) -> Result<i64, Refusal> {
    proposal.session_id.ok_or_else(|| Refusal::new("proposal-no-session"))
}

async fn file(on: &impl ConnectionTrait, here: &Here, sent: &Sent, faults: &mut Faults) -> Result<Option<Deed>> {
    let field = at(Action::File, "number");
    let session = session(&here.proposal)?;
    let category = chosen(on, here, List::Category, &sent.category).await?;
    let category = faults.take(&at(Action::File, "category"), category);
    let number = match faults.take(&field, number(&sent.number, NUMBERS)) {
        Some(Some(number)) => number,
        Some(None) => store::next_number(on, session).await?,
        None => return Ok(None),
    };
    let holder = store::numbered(on, session, number).await?.filter(|other| other.id != here.proposal.id);
    if let Some(other) = holder {
        let refusal = Refusal::new("review-number-taken").with("number", number).with("title", other.subject);
        faults.note(field, refusal);
        return Ok(None);
    }
    let publish = here.rule.publication == Publication::Filed && here.proposal.open;
    Ok(category.map(|category| Deed::File { number, category, publish }))
}

async fn merge(on: &impl ConnectionTrait, here: &Here, sent: &Sent, faults: &mut Faults) -> Result<Option<Deed>> {
    let field = at(Action::Merge, "main");
    let note = faults.take(&at(Action::Merge, "remark"), sent.remark());
    let Some(number) = faults.take(&field, number(&sent.main, NUMBERS).and_then(needed)) else { return Ok(None) };
    let main = match store::numbered(on, session(&here.proposal)?, number).await? {
        None => Err(Refusal::new("review-no-main").with("number", number)),
        Some(main) if main.state != State::Filed => {
            Err(Refusal::new("review-main-not-filed").with("number", number).with("title", main.subject))
        }
        Some(main) => Ok((main.id, main.subject)),
    };
    let main = faults.take(&field, main);
    Ok(main.zip(note).map(|(main, note)| Deed::Merge { main, note }))
}

async fn main_of(on: &impl ConnectionTrait, here: &Here) -> Result<Option<Called>> {
    let Some(main) = here.proposal.main_id else { return Ok(None) };
    let main = proposal(on, here.proposal.committee_id, main).await?;
    Ok(Some((main.id, main.subject)))
}

async fn decline(on: &impl ConnectionTrait, here: &Here, sent: &Sent, faults: &mut Faults) -> Result<Option<Deed>> {
    let reason = chosen(on, here, List::Reason, &sent.reason).await?;
    let reason = faults.take(&at(Action::Decline, "reason"), reason);
    let remark = faults.take(&at(Action::Decline, "remark"), sent.remark());
    Ok(reason.zip(remark).map(|(reason, remark)| Deed::Decline { reason, remark }))
}
