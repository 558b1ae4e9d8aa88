//! The life of an assignment: what one unit has to do for a proposal, and who may take which step.

pub mod assigning;
pub mod digest;

use crate::account::{Actor, Scope};
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;
use crate::proposal::rules::State as Proposal;
use crate::workflow::{self, Form, LifeCycle, Row};

named! {
    /// A unit's part in handling a proposal.
    pub enum Part {
        /// It answers, after hearing the co-handlers (主办).
        Lead = "lead",
        /// It gives the lead its opinion and countersigns (会办、协办).
        CoHandler = "co_handler",
        /// It answers for its own part (分办).
        Separate = "separate",
    }
}

impl Part {
    /// Whether it writes a reply.
    #[must_use]
    pub const fn answers(self) -> bool {
        !matches!(self, Self::CoHandler)
    }
}

named! {
    pub enum State {
        Offered = "offered",
        Accepted = "accepted",
        /// It asks that another unit has it (申请改办).
        TransferAsked = "transfer_asked",
        /// Another unit has it instead, or none.
        Transferred = "transferred",
        OpinionGiven = "opinion_given",
        /// The reply is handed up to the head of the unit.
        Drafted = "drafted",
        /// The reply is given back to be changed (退回修改).
        SentBack = "sent_back",
        /// The head of the unit has approved the reply.
        Approved = "approved",
        /// The supervisor has let it pass.
        Passed = "passed",
        Sent = "sent",
    }
}

named! {
    pub enum Action {
        Accept = "accept",
        AskTransfer = "ask_transfer",
        GrantTransfer = "grant_transfer",
        RefuseTransfer = "refuse_transfer",
        /// A co-handler has nothing to do with it any more.
        TakeOut = "take_out",
        AskExtension = "ask_extension",
        GrantExtension = "grant_extension",
        RefuseExtension = "refuse_extension",
        /// The unit is told to get on with it (催办).
        Urge = "urge",
        /// How the proposer was heard is noted.
        Contact = "contact",
        GiveOpinion = "give_opinion",
        /// It is handed up.
        DraftReply = "draft_reply",
        /// A reply that was handed up is written on.
        ReviseReply = "revise_reply",
        Countersign = "countersign",
        ApproveReply = "approve_reply",
        PassReply = "pass_reply",
        SendBack = "send_back",
        SendReply = "send_reply",
        /// What was promised in a reply is kept.
        KeepPromise = "keep_promise",
    }
}

/// The states in which a unit has still something to do.
pub const OPEN: &[State] = &[
    State::Offered,
    State::Accepted,
    State::TransferAsked,
    State::Drafted,
    State::SentBack,
    State::Approved,
    State::Passed,
];

named! {
    /// What work of a unit's stands under in its inbox.
    pub enum Tray {
        ToAccept = "to_accept",
        /// A reply that is handed up to the head of the unit.
        ToApprove = "to_approve",
        ToCountersign = "to_countersign",
        InHand = "in_hand",
        Answered = "answered",
    }
}

/// Where work stands in the inbox. `countersign`: the lead's reply is drafted, and this unit has not countersigned it.
#[must_use]
pub const fn tray(state: State, countersign: bool) -> Tray {
    match state {
        State::Offered | State::TransferAsked => Tray::ToAccept,
        _ if countersign => Tray::ToCountersign,
        State::OpinionGiven | State::Sent | State::Transferred => Tray::Answered,
        State::Drafted => Tray::ToApprove,
        State::Accepted | State::SentBack | State::Approved | State::Passed => Tray::InHand,
    }
}

/// From this round on the proposer must be met face to face: they were not satisfied twice.
pub const FACE_TO_FACE: i64 = 3;

/// Who acts, and for which unit: the one whose assignment it is, if they act for it.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    pub actor: &'a Actor,
    pub unit: Option<i64>,
}

impl Who<'_> {
    /// Whether they may do something for the unit.
    fn may_for_it(self, permission: Permission) -> bool {
        self.unit.is_some_and(|unit| self.actor.may_within(permission, Scope::unit(unit)))
    }
}

/// Who may take an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    May(Permission),
    /// Acts for the unit.
    Unit,
    /// Approves for the unit.
    Head,
    /// Checks the reply: the head of the unit what is handed up, then whoever lets replies pass.
    Checker,
}

impl By {
    fn met_by(self, who: Who<'_>, state: State) -> bool {
        match self {
            Self::May(permission) => who.actor.may(permission),
            Self::Unit => who.may_for_it(Permission::HandleProposals),
            Self::Head => who.may_for_it(Permission::ApproveReplies),
            Self::Checker if state == State::Drafted => Self::Head.met_by(who, state),
            Self::Checker => Self::May(Permission::PassReplies).met_by(who, state),
        }
    }
}

use State as S;

/// What an action needs besides the state: the part of the unit, and who takes it.
pub struct Needs {
    parts: &'static [Part],
    by: By,
}

impl LifeCycle for Action {
    type State = State;
    type Needs = Needs;

    const WORDS: &'static str = "handling";
    const BEGINS: &'static [(State, &'static str)] = &[(S::Offered, "assign")];
    const BESIDES: &'static [(State, State, &'static str)] = &[
        (S::TransferAsked, S::Accepted, "refuse_transfer"),
        (S::OpinionGiven, S::Offered, "reopen"),
        (S::Sent, S::Offered, "reopen"),
    ];

    fn row(self) -> Row<Self> {
        const ASSIGN: By = By::May(Permission::AssignProposals);
        const PASS: By = By::May(Permission::PassReplies);
        const OPEN: &[State] = &[S::Accepted, S::Drafted, S::SentBack];
        let all = |by| Needs { parts: Part::ALL, by };
        let helps = |by| Needs { parts: &[Part::CoHandler], by };
        let answers = |by| Needs { parts: &[Part::Lead, Part::Separate], by };
        match self {
            Self::Accept => Row::leads(&[S::Offered], S::Accepted, all(By::Unit)).by(Form::Fields),
            Self::AskTransfer => {
                Row::leads(&[S::Offered, S::Accepted], S::TransferAsked, all(By::Unit)).by(Form::Fields)
            }
            Self::GrantTransfer => Row::leads(&[S::TransferAsked], S::Transferred, all(ASSIGN)).by(Form::Fields),
            // What was accepted goes on where it was, see `decide`.
            Self::RefuseTransfer => Row::leads(&[S::TransferAsked], S::Offered, all(ASSIGN)).by(Form::Fields),
            Self::TakeOut => Row::leads(&[S::Offered, S::Accepted, S::TransferAsked], S::Transferred, helps(ASSIGN)),
            Self::AskExtension => Row::stays(OPEN, all(By::Unit)).by(Form::Fields),
            Self::GrantExtension => Row::stays(OPEN, all(ASSIGN)),
            Self::RefuseExtension => Row::stays(OPEN, all(ASSIGN)).by(Form::Fields),
            // Where it waits for somebody else, there is nothing to urge.
            Self::Urge => {
                let in_hand = &[S::Offered, S::Accepted, S::Drafted, S::SentBack, S::Passed];
                Row::stays(in_hand, all(ASSIGN)).by(Form::Fields)
            }
            Self::Contact => {
                Row::stays(&[S::Accepted, S::OpinionGiven, S::Drafted, S::SentBack], all(By::Unit)).by(Form::Apart)
            }
            Self::GiveOpinion => {
                Row::leads(&[S::Accepted, S::OpinionGiven], S::OpinionGiven, helps(By::Unit)).by(Form::Apart)
            }
            Self::DraftReply => Row::leads(OPEN, S::Drafted, answers(By::Unit)).by(Form::Apart),
            Self::ReviseReply => Row::leads(&[S::Drafted], S::Accepted, answers(By::Unit)).by(Form::Apart),
            Self::Countersign => Row::stays(&[S::OpinionGiven], helps(By::Unit)).by(Form::Apart),
            Self::ApproveReply => Row::leads(&[S::Drafted], S::Approved, answers(By::Head)).by(Form::Apart),
            Self::PassReply => Row::leads(&[S::Approved], S::Passed, answers(PASS)).by(Form::Apart),
            Self::SendBack => {
                Row::leads(&[S::Drafted, S::Approved, S::Passed], S::SentBack, answers(By::Checker)).by(Form::Apart)
            }
            Self::SendReply => Row::leads(&[S::Passed], S::Sent, answers(By::Unit)).by(Form::Apart),
            Self::KeepPromise => Row::stays(&[S::Sent], answers(By::Unit)).by(Form::Apart),
        }
    }
}

/// What the rules look at in an assignment and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub part: Part,
    pub state: State,
    /// How the proposal stands.
    pub proposal: Proposal,
    /// It goes out for the first time.
    pub first_round: bool,
    /// The days in which a transfer can be asked for are not over.
    pub transferable: bool,
    /// The unit had accepted it before it asked for a transfer.
    pub accepted: bool,
    /// An extension is asked for and not decided.
    pub extension_asked: bool,
    /// Its day is over.
    pub late: bool,
    /// An extension was granted before.
    pub extended: bool,
    /// The proposer was heard in this round in a way that is enough.
    pub contacted: bool,
    /// The committee lets a reply go without it.
    pub contact_waived: bool,
    /// Co-handlers that have not given their opinion; that have not countersigned the reply as it stands.
    pub opinions_left: u64,
    pub signatures_left: u64,
    /// Of a co-handler: the lead's reply is drafted, and this unit has not countersigned it.
    pub to_countersign: bool,
    /// Of a co-handler: the head of the lead's unit has approved the reply.
    pub settled: bool,
    /// A promise was made and is not kept.
    pub promised: bool,
}

/// How an assignment stands after an action.
///
/// # Errors
/// The actor may not, or the state does not allow it.
pub fn decide(standing: Standing, action: Action, who: Who<'_>) -> Result<State, Refusal> {
    let row = action.row();
    let Needs { parts, by } = row.needs;
    if !by.met_by(who, standing.state) || !parts.contains(&standing.part) {
        return Err(Refusal::forbidden());
    }
    let to = row.next(standing.state)?;
    let refused = match action {
        Action::AskTransfer if !standing.first_round => Some("handling-second-round"),
        Action::AskTransfer if !standing.transferable => Some(too_late(standing.state)),
        Action::AskTransfer | Action::AskExtension if standing.extension_asked => Some("handling-extension-asked"),
        Action::AskExtension if standing.late => Some("handling-too-late-to-extend"),
        Action::AskExtension if standing.extended => Some("handling-extended"),
        Action::GrantExtension | Action::RefuseExtension if !standing.extension_asked => {
            Some("handling-no-extension-asked")
        }
        Action::GiveOpinion if standing.settled => Some("reply-why-settled"),
        Action::Countersign if !standing.to_countersign => Some("handling-nothing-to-countersign"),
        Action::ApproveReply if !standing.contacted && !standing.contact_waived => Some("handling-not-contacted"),
        Action::ApproveReply if standing.opinions_left > 0 => Some("handling-opinions-left"),
        Action::ApproveReply if standing.signatures_left > 0 => Some("handling-signatures-left"),
        Action::KeepPromise if !standing.promised => Some("handling-no-promise"),
        Action::SendReply if standing.proposal != Proposal::InHand => Some("handling-not-in-hand"),
        _ => None,
    };
    let to = if action == Action::RefuseTransfer && standing.accepted { S::Accepted } else { to };
    refused.map_or(Ok(to), |key| Err(Refusal::new(key)))
}

/// Why a transfer can no longer be asked for.
const fn too_late(state: State) -> &'static str {
    match state {
        S::Offered => "handling-too-late-to-transfer",
        _ => "handling-too-late-accepted",
    }
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    workflow::offered(|action| decide(standing, action, who).is_ok())
}

#[cfg(test)]
mod tests;
