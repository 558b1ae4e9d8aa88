//! The life of a proposal: which action leads from which state to which, and who may take it.

use std::fmt::Write;

use crate::account::Actor;
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;

pub mod days;
pub mod group;
pub mod handling;

named! {
    /// Who proposes: one or several members, or one of the five collective proposers (提案者).
    pub enum Kind {
        Member = "member",
        Party = "party",
        Organisation = "organisation",
        Sector = "sector",
        Group = "group",
        SpecialCommittee = "special_committee",
    }
}

impl Kind {
    /// Whether it is counted as collective (集体提案).
    #[must_use]
    pub const fn collective(self) -> bool {
        !matches!(self, Self::Member)
    }

    /// Whether it is taken during a plenary alone.
    #[must_use]
    pub const fn plenary_only(self) -> bool {
        matches!(self, Self::Sector | Self::Group)
    }
}

named! {
    pub enum State {
        Draft = "draft",
        Submitted = "submitted",
        /// Back with its proposer, who is told what is missing.
        Returned = "returned",
        Filed = "filed",
        /// Handled together with a main one, whose fate it shares.
        Merged = "merged",
        /// Passed on as a suggestion.
        Redirected = "redirected",
        Declined = "declined",
        Withdrawn = "withdrawn",
        /// Offered to units, none of which has accepted yet.
        Assigned = "assigned",
        InHand = "in_hand",
        Answered = "answered",
        Evaluated = "evaluated",
        /// Offered to its units once more.
        Reopened = "reopened",
        Closed = "closed",
    }
}

named! {
    pub enum Action {
        /// Its words are changed.
        Write = "write",
        /// Others are asked to sign.
        Invite = "invite",
        Submit = "submit",
        Withdraw = "withdraw",
        /// A withdrawn one is written on.
        Resume = "resume",
        Second = "second",
        /// A step of the review is passed.
        Pass = "pass",
        /// The last step that was passed is to pass again.
        Unpass = "unpass",
        Return = "return",
        File = "file",
        /// It is reviewed once more, as if it had not been filed.
        Unfile = "unfile",
        Merge = "merge",
        Unmerge = "unmerge",
        Redirect = "redirect",
        Decline = "decline",
        /// What was redirected or declined is reviewed once more.
        Reconsider = "reconsider",
        Publish = "publish",
        Unpublish = "unpublish",
        /// It is a key proposal with a leader who supervises it, or no longer one.
        MakeKey = "make_key",
        MarkExcellent = "mark_excellent",
        UnmarkExcellent = "unmark_excellent",
        /// It is put under another category.
        Categorise = "categorise",
        Assign = "assign",
        /// One more unit is to give its opinion.
        AddUnit = "add_unit",
        /// What no unit has accepted is taken back.
        Recall = "recall",
        /// The first unit has accepted.
        Begin = "begin",
        /// The last reply is sent.
        Answer = "answer",
        Evaluate = "evaluate",
        /// The proposer is not satisfied.
        Reopen = "reopen",
        /// The committee finds that its answer is none, and has it handled once more (退回重办).
        HandBack = "hand_back",
        Close = "close",
    }
}

/// Who acts, and what this very proposal is to him.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    pub actor: &'a Actor,
    /// He writes it, or leads it.
    pub author: bool,
    /// He is among its signers, asked or signed.
    pub signer: bool,
    /// He acts for a unit that has it to handle, or had.
    pub handles: bool,
    /// He is a member of the committee.
    pub member: bool,
}

impl<'a> Who<'a> {
    /// One to whom it is nothing in particular.
    #[must_use]
    pub const fn only(actor: &'a Actor) -> Self {
        Self { actor, author: false, signer: false, handles: false, member: false }
    }
}

/// What an action needs in the one who takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    May(Permission),
    Author,
    /// A member who is not its author.
    OtherMember,
    /// One who acts for a unit that has it.
    Handler,
}

impl Needs {
    fn met_by(self, who: Who<'_>) -> bool {
        match self {
            Self::May(permission) => who.actor.may(permission),
            Self::Author => who.author && who.actor.may(Permission::WriteProposals),
            Self::OtherMember => who.member && !who.author,
            Self::Handler => who.handles && who.actor.may(Permission::HandleProposals),
        }
    }
}

use State as S;

/// The states in which it is accepted as a proposal and its own.
pub const FILED: &[State] = &[S::Filed, S::Assigned, S::InHand, S::Answered, S::Evaluated, S::Reopened, S::Closed];

/// The states in which units have it in hand or had.
pub const HANDLED: &[State] = &[S::Assigned, S::InHand, S::Answered, S::Evaluated, S::Reopened, S::Closed];

/// From which states an action leads to which (none: it stays), and what it needs.
const fn step(action: Action) -> (&'static [State], Option<State>, Needs) {
    const REVIEW: Needs = Needs::May(Permission::ReviewProposals);
    const ASSIGN: Needs = Needs::May(Permission::AssignProposals);
    match action {
        Action::Write | Action::Invite => (&[S::Draft, S::Returned], None, Needs::Author),
        Action::Submit => (&[S::Draft, S::Returned], Some(S::Submitted), Needs::Author),
        Action::Withdraw => (&[S::Draft, S::Submitted, S::Returned, S::Filed], Some(S::Withdrawn), Needs::Author),
        Action::Resume => (&[S::Withdrawn], Some(S::Draft), Needs::Author),
        Action::Second => (&[S::Submitted, S::Filed], None, Needs::OtherMember),
        Action::Pass | Action::Unpass => (&[S::Submitted], None, REVIEW),
        Action::Return => (&[S::Submitted], Some(S::Returned), REVIEW),
        Action::File => (&[S::Submitted], Some(S::Filed), REVIEW),
        Action::Unfile => (&[S::Filed], Some(S::Submitted), REVIEW),
        Action::Merge => (&[S::Submitted], Some(S::Merged), REVIEW),
        Action::Unmerge => (&[S::Merged], Some(S::Submitted), REVIEW),
        Action::Redirect => (&[S::Submitted], Some(S::Redirected), REVIEW),
        Action::Decline => (&[S::Submitted], Some(S::Declined), REVIEW),
        Action::Reconsider => (&[S::Redirected, S::Declined], Some(S::Submitted), REVIEW),
        Action::Publish
        | Action::Unpublish
        | Action::MakeKey
        | Action::MarkExcellent
        | Action::UnmarkExcellent
        | Action::Categorise => (FILED, None, REVIEW),
        Action::Assign => (&[S::Filed], Some(S::Assigned), ASSIGN),
        Action::AddUnit => (&[S::Assigned, S::InHand], None, ASSIGN),
        Action::Recall => (&[S::Assigned], Some(S::Filed), ASSIGN),
        Action::Begin => (&[S::Assigned, S::Reopened], Some(S::InHand), Needs::Handler),
        Action::Answer => (&[S::InHand], Some(S::Answered), Needs::Handler),
        Action::Evaluate => (&[S::Answered], Some(S::Evaluated), Needs::Author),
        Action::Reopen => (&[S::Answered], Some(S::Reopened), Needs::Author),
        Action::HandBack => (&[S::Answered], Some(S::Reopened), REVIEW),
        Action::Close => (&[S::Answered, S::Evaluated], Some(S::Closed), REVIEW),
    }
}

impl Action {
    /// The action that takes this one back.
    #[must_use]
    pub const fn undone_by(self) -> Option<Self> {
        match self {
            Self::Withdraw => Some(Self::Resume),
            Self::Pass => Some(Self::Unpass),
            Self::Unpass => Some(Self::Pass),
            Self::File => Some(Self::Unfile),
            Self::Merge => Some(Self::Unmerge),
            Self::Redirect | Self::Decline => Some(Self::Reconsider),
            Self::Publish => Some(Self::Unpublish),
            Self::Unpublish => Some(Self::Publish),
            Self::MarkExcellent => Some(Self::UnmarkExcellent),
            Self::UnmarkExcellent => Some(Self::MarkExcellent),
            Self::Assign => Some(Self::Recall),
            _ => None,
        }
    }
}

/// What the rules look at in a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// Of the steps of the review so many are still to pass.
    pub steps_left: u64,
    pub steps_passed: u64,
    pub published: bool,
    /// Its proposer agrees that it is published.
    pub open: bool,
    pub secondable: bool,
    pub excellent: bool,
    /// Others are merged into it.
    pub main: bool,
    /// The one that it is merged into is not yet assigned; true where it is merged into none.
    pub loose: bool,
    /// The days in which it may be evaluated are over.
    pub unheard: bool,
    /// It was handed in once. What never was is nobody's but its writer's.
    pub handed_in: bool,
}

/// How a proposal stands after an action.
///
/// # Errors
/// The actor may not, or its state does not allow it.
pub fn decide(standing: Standing, action: Action, who: Who<'_>) -> Result<State, Refusal> {
    let (from, to, needed) = step(action);
    if !needed.met_by(who) {
        return Err(Refusal::forbidden());
    }
    if !from.contains(&standing.state) {
        return Err(Refusal::new(not_now(standing.state)));
    }
    let Standing { state, steps_left, published, open, secondable, excellent, main, loose, unheard, .. } = standing;
    let refused = match action {
        Action::Unpass if standing.steps_passed == 0 => Some("proposal-no-step-passed"),
        Action::Pass if steps_left == 0 => Some("proposal-steps-passed"),
        Action::File | Action::Merge if steps_left > 0 => Some("proposal-steps-left"),
        Action::Withdraw | Action::Unfile if main => Some("proposal-is-main"),
        Action::Unmerge if !loose => Some("proposal-main-assigned"),
        Action::Publish if published => Some("proposal-is-published"),
        Action::Publish if !open => Some("proposal-not-open"),
        Action::Unpublish if !published => Some("proposal-is-not-published"),
        Action::MarkExcellent if excellent => Some("proposal-is-excellent"),
        Action::UnmarkExcellent if !excellent => Some("proposal-is-not-excellent"),
        Action::Second if !secondable => Some("proposal-not-secondable"),
        Action::Close if state == S::Answered && !unheard => Some("proposal-may-be-evaluated"),
        _ => None,
    };
    refused.map_or_else(|| Ok(to.unwrap_or(state)), |key| Err(Refusal::new(key)))
}

/// Why something cannot be done to a proposal that stands so.
#[must_use]
pub const fn not_now(state: State) -> &'static str {
    match state {
        S::Draft => "proposal-is-draft",
        S::Submitted => "proposal-is-submitted",
        S::Returned => "proposal-is-returned",
        S::Filed => "proposal-is-filed",
        S::Merged => "proposal-is-merged",
        S::Redirected => "proposal-is-redirected",
        S::Declined => "proposal-is-declined",
        S::Withdrawn => "proposal-is-withdrawn",
        S::Assigned => "proposal-is-assigned",
        S::InHand => "proposal-is-in-hand",
        S::Answered => "proposal-is-answered",
        S::Evaluated => "proposal-is-evaluated",
        S::Reopened => "proposal-is-reopened",
        S::Closed => "proposal-is-closed",
    }
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| decide(standing, *action, who).is_ok()).collect()
}

/// The states in which an actor finds proposals that are nothing to him in particular.
#[must_use]
pub fn seen_by(actor: &Actor) -> Vec<State> {
    let sees = |state: &State| match state {
        S::Draft => false,
        S::Submitted | S::Returned | S::Declined | S::Redirected | S::Withdrawn => {
            actor.may(Permission::ReadProposals) || actor.may(Permission::ReviewProposals)
        }
        _ => actor.may(Permission::ReadInternal) || actor.may(Permission::AssignProposals),
    };
    State::ALL.iter().copied().filter(sees).collect()
}

/// Whether an actor may see a proposal.
#[must_use]
pub fn visible(standing: Standing, who: Who<'_>) -> bool {
    let out = FILED.contains(&standing.state) && standing.published;
    let signs = who.signer && standing.state != S::Withdrawn;
    let with_main = standing.state == S::Merged && !standing.loose;
    let handles = who.handles && (HANDLED.contains(&standing.state) || with_main);
    let seen = seen_by(who.actor).contains(&standing.state) && (standing.handed_in || standing.state != S::Withdrawn);
    out || who.author || signs || handles || seen
}

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> draft : begin to write\n");
    for action in Action::ALL {
        let (from, to, _) = step(*action);
        for state in from {
            let _ = writeln!(diagram, "    {state} --> {} : {action}", to.unwrap_or(*state));
        }
    }
    diagram
}

#[cfg(test)]
mod tests;
