//! The life of a proposal: which action leads from which state to which, and who may take it.

use std::ops::RangeInclusive;

use crate::account::Actor;
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;
use crate::workflow::{self, Form, LifeCycle, Row};

pub mod group;
pub mod periods;

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

/// The numbers that proposals of a session may have; some places write the year before, as in 2026012.
pub const NUMBERS: RangeInclusive<i64> = 1..=9_999_999;

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
        File = "file",
        Merge = "merge",
        Redirect = "redirect",
        Return = "return",
        Decline = "decline",
        /// It is reviewed once more, as if it had not been filed.
        Unfile = "unfile",
        Unmerge = "unmerge",
        /// What was redirected or declined is reviewed once more.
        Reconsider = "reconsider",
        Publish = "publish",
        Unpublish = "unpublish",
        MarkExcellent = "mark_excellent",
        UnmarkExcellent = "unmark_excellent",
        /// It is put under another category.
        Categorise = "categorise",
        /// It is a key proposal with a leader who supervises it, or no longer one.
        MakeKey = "make_key",
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

/// Who acts, and what this very proposal is to them.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    pub actor: &'a Actor,
    /// They write it, or lead it.
    pub author: bool,
    /// They are among its signers, asked or signed.
    pub signer: bool,
    /// They act for a unit that has it to handle, or had.
    pub handles: bool,
    /// They are a member of the committee.
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
pub enum Needs {
    May(Permission),
    /// To decide in the review.
    Reviews,
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
            Self::Reviews => who.actor.may(Permission::ReviewProposals),
            Self::Author => who.author && who.actor.may(Permission::WriteProposals),
            Self::OtherMember => who.member && !who.author,
            Self::Handler => who.handles && who.actor.may_somewhere(Permission::HandleProposals),
        }
    }
}

use State as S;

/// The states in which it is accepted as a proposal and its own.
pub const FILED: &[State] = &[S::Filed, S::Assigned, S::InHand, S::Answered, S::Evaluated, S::Reopened, S::Closed];

/// The states in which units have it in hand or had.
pub const HANDLED: &[State] = &[S::Assigned, S::InHand, S::Answered, S::Evaluated, S::Reopened, S::Closed];

impl LifeCycle for Action {
    type State = State;
    type Needs = Needs;

    const WORDS: &'static str = "proposal";
    const BEGINS: &'static [(State, &'static str)] = &[(S::Draft, "begin to write")];

    fn row(self) -> Row<Self> {
        use Needs::{Author, Handler, OtherMember, Reviews};
        const MARK: Needs = Needs::May(Permission::ReviewProposals);
        const ASSIGN: Needs = Needs::May(Permission::AssignProposals);
        const WRITTEN: &[State] = &[S::Draft, S::Returned];
        const IN_REVIEW: &[State] = &[S::Submitted];
        match self {
            Self::Write | Self::Invite => Row::stays(WRITTEN, Author).by(Form::Apart),
            Self::Submit => Row::leads(WRITTEN, S::Submitted, Author).by(Form::Apart),
            Self::Withdraw => Row::leads(&[S::Draft, S::Submitted, S::Returned, S::Filed], S::Withdrawn, Author)
                .by(Form::Apart)
                .undone_by(Self::Resume),
            Self::Resume => Row::leads(&[S::Withdrawn], S::Draft, Author),
            Self::Second => Row::stays(&[S::Submitted, S::Filed], OtherMember).by(Form::Apart),
            Self::Pass => Row::stays(IN_REVIEW, Reviews).undone_by(Self::Unpass),
            Self::Unpass => Row::stays(IN_REVIEW, Reviews).undone_by(Self::Pass),
            Self::File => Row::leads(IN_REVIEW, S::Filed, Reviews).by(Form::Fields).undone_by(Self::Unfile),
            Self::Merge => Row::leads(IN_REVIEW, S::Merged, Reviews).by(Form::Fields).undone_by(Self::Unmerge),
            Self::Redirect => {
                Row::leads(IN_REVIEW, S::Redirected, Reviews).by(Form::Fields).undone_by(Self::Reconsider)
            }
            Self::Return => Row::leads(IN_REVIEW, S::Returned, Reviews).by(Form::Fields),
            Self::Decline => Row::leads(IN_REVIEW, S::Declined, Reviews).by(Form::Fields).undone_by(Self::Reconsider),
            Self::Unfile => Row::leads(&[S::Filed], S::Submitted, Reviews),
            Self::Unmerge => Row::leads(&[S::Merged], S::Submitted, Reviews),
            Self::Reconsider => Row::leads(&[S::Redirected, S::Declined], S::Submitted, Reviews),
            Self::Publish => Row::stays(FILED, MARK).undone_by(Self::Unpublish),
            Self::Unpublish => Row::stays(FILED, MARK).undone_by(Self::Publish),
            Self::MarkExcellent => Row::stays(FILED, MARK).undone_by(Self::UnmarkExcellent),
            Self::UnmarkExcellent => Row::stays(FILED, MARK).undone_by(Self::MarkExcellent),
            Self::Categorise => Row::stays(FILED, Reviews).by(Form::Fields),
            // With the leader that it had.
            Self::MakeKey => Row::stays(FILED, Reviews).by(Form::Fields).undone_by(Self::MakeKey),
            Self::Assign => Row::leads(&[S::Filed], S::Assigned, ASSIGN).by(Form::Apart).undone_by(Self::Recall),
            Self::AddUnit => Row::stays(&[S::Assigned, S::InHand], ASSIGN).by(Form::Apart),
            Self::Recall => Row::leads(&[S::Assigned], S::Filed, ASSIGN).by(Form::Apart),
            Self::Begin => Row::leads(&[S::Assigned, S::Reopened], S::InHand, Handler).by(Form::Apart),
            Self::Answer => Row::leads(&[S::InHand], S::Answered, Handler).by(Form::Apart),
            Self::Evaluate => Row::leads(&[S::Answered], S::Evaluated, Author).by(Form::Apart),
            Self::Reopen => Row::leads(&[S::Answered], S::Reopened, Author).by(Form::Apart),
            Self::HandBack => Row::leads(&[S::Answered], S::Reopened, Reviews).by(Form::Fields),
            Self::Close => Row::leads(&[S::Answered, S::Evaluated], S::Closed, MARK),
        }
    }
}

impl Action {
    /// Whether the review decides by it.
    #[must_use]
    pub fn reviews(self) -> bool {
        self.row().needs == Needs::Reviews
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
    let row = action.row();
    if !row.needs.met_by(who) {
        return Err(Refusal::forbidden());
    }
    let to = row.next(standing.state)?;
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
    refused.map_or(Ok(to), |key| Err(Refusal::new(key)))
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(standing: Standing, who: Who<'_>) -> Vec<Action> {
    workflow::offered(|action| decide(standing, action, who).is_ok())
}

/// The states in which an actor finds proposals that are nothing to them in particular.
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

#[cfg(test)]
mod tests;
