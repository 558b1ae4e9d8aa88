//! What assigning and its deadlines follow beside the life cycle: who gets which part, by when, how near it is, and what
//! a day's mail tells of it.

use crate::clock::Day;
use crate::deadline::{Urgency, months_after};
use crate::error::Refusal;
use crate::fields::filled;
use crate::named;
use crate::proposal::model::Assignment;
use crate::proposal::rules::handling::{Part, State};
use crate::unit::model::Unit;

/// No reply is due later than so many months after it is asked for.
const FARTHEST: i64 = 24;

/// No more units than these have one proposal.
pub const MOST_UNITS: usize = 50;

/// How many signs a reason may have.
pub const REASON: usize = 500;

/// Which unit gets which part: a lead with its co-handlers, or without a lead each answers for itself.
///
/// # Errors
/// No unit is named, too many are, or one of them twice.
pub fn parts(lead: Option<i64>, others: &[i64]) -> Result<Vec<(i64, Part)>, Refusal> {
    let rest = if lead.is_some() { Part::CoHandler } else { Part::Separate };
    let lead = lead.map(|unit| (unit, Part::Lead)).into_iter();
    let all: Vec<_> = lead.chain(others.iter().map(|unit| (*unit, rest))).collect();
    if all.is_empty() {
        return Err(Refusal::new("handling-unit-missing"));
    }
    if all.len() > MOST_UNITS {
        return Err(Refusal::new("handling-too-many-units").with("most", MOST_UNITS));
    }
    let twice = |n: usize| all[..n].iter().any(|(unit, _)| *unit == all[n].0);
    if (0..all.len()).any(twice) { Err(Refusal::new("handling-unit-twice")) } else { Ok(all) }
}

/// The lead that one more co-handler can help: its reply is not approved yet.
///
/// # Errors
/// There is no lead, or its reply is.
pub fn lead_to_help(all: &[Assignment]) -> Result<&Assignment, Refusal> {
    let lead = all.iter().find(|one| one.part == Part::Lead && one.state != State::Transferred);
    let lead = lead.ok_or_else(|| Refusal::new("handling-no-lead-to-help"))?;
    match lead.state {
        State::Approved | State::Passed | State::Sent => Err(Refusal::new("handling-lead-settled")),
        _ => Ok(lead),
    }
}

/// A day that was typed; none where nothing was.
///
/// # Errors
/// It is no day.
pub fn day(text: &str) -> Result<Option<Day>, Refusal> {
    filled(text).map(|text| text.parse().map_err(|_| Refusal::new("form-day"))).transpose()
}

/// By when the replies are due: on the day that is given, else so many months after today.
///
/// # Errors
/// The day is no later than today, or more than two years after.
pub fn due(today: Day, given: Option<Day>, months: i64) -> Result<Day, Refusal> {
    match given {
        Some(day) if day <= today => Err(Refusal::new("handling-due-past")),
        Some(day) if day > months_after(today, FARTHEST) => Err(Refusal::new("handling-due-far")),
        Some(day) => Ok(day),
        None => Ok(months_after(today, months)),
    }
}

/// The last day to which an extension may reach.
#[must_use]
pub fn longest(due: Day, months: i64) -> Day {
    months_after(due, months)
}

/// A day to which more time is asked for.
///
/// # Errors
/// None is named, it is no later than the deadline, or later than an extension may reach.
pub fn extension(due: Day, until: Option<Day>, months: i64) -> Result<Day, Refusal> {
    let last = longest(due, months);
    match until {
        None => Err(Refusal::new("form-day")),
        Some(day) if day <= due => Err(Refusal::new("handling-extension-no-later").with("due", due)),
        Some(day) if day > last => Err(Refusal::new("handling-extension-too-long").with("last", last)),
        Some(day) => Ok(day),
    }
}

/// A reason that must be given.
///
/// # Errors
/// None is, or it is too long.
pub fn reason(text: &str) -> Result<String, Refusal> {
    let text = filled(text).ok_or_else(|| Refusal::new("handling-reason-missing"))?;
    if text.chars().count() > REASON {
        return Err(Refusal::new("form-too-long").with("most", REASON));
    }
    Ok(text.to_owned())
}

/// The unit that a proposer has in mind: the open one whose name he wrote, the longest where there are several.
#[must_use]
pub fn meant(suggested: &str, units: &[Unit]) -> Option<i64> {
    let named = units.iter().filter(|unit| !unit.closed && suggested.contains(&unit.name));
    named.max_by_key(|unit| unit.name.chars().count()).map(|unit| unit.id)
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

/// Work of a unit that is not done, as a mail tells of it. `asked`: it asked for something that waits for an answer;
/// `countersign`: nothing is left of it but to countersign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub unit: i64,
    pub subject: String,
    pub state: State,
    pub due: Day,
    pub urgency: Urgency,
    pub asked: bool,
    pub countersign: bool,
}

/// To whom a mail is written: the units for which he acts, what else he does, and how many answers he is to evaluate.
#[derive(Clone, Copy, Debug, Default)]
pub struct To<'a> {
    pub units: &'a [i64],
    pub assigns: bool,
    pub approves: bool,
    pub passes: bool,
    pub evaluate: usize,
}

/// What one account is told of a day: what its units are to accept, what of theirs is overdue and due soon, how many
/// replies wait for it; and for those who assign how much is overdue, far overdue, and asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest<'a> {
    pub accept: Vec<&'a Open>,
    pub overdue: Vec<&'a Open>,
    pub soon: Vec<&'a Open>,
    pub approve: usize,
    pub countersign: usize,
    pub pass: usize,
    pub evaluate: usize,
    pub all_overdue: usize,
    pub far_overdue: usize,
    pub asked: usize,
}

impl<'a> Digest<'a> {
    /// What there is to tell. Nothing is told where nothing is.
    #[must_use]
    pub fn of(open: &'a [Open], to: To<'_>) -> Option<Self> {
        let mut digest = Self { evaluate: to.evaluate, ..Self::default() };
        for one in open {
            if to.units.contains(&one.unit) {
                digest.tell(one, to);
            }
            if to.assigns {
                digest.count(one);
            }
            digest.pass += usize::from(to.passes && one.state == State::Approved);
        }
        (digest != Self::default()).then_some(digest)
    }

    /// Something of a unit's own.
    fn tell(&mut self, one: &'a Open, to: To<'_>) {
        self.approve += usize::from(to.approves && one.state == State::Drafted);
        self.countersign += usize::from(one.countersign);
        match one.urgency {
            _ if one.countersign => {}
            _ if one.state == State::Offered => self.accept.push(one),
            Urgency::Overdue | Urgency::FarOverdue => self.overdue.push(one),
            Urgency::DueSoon => self.soon.push(one),
            Urgency::Due => {}
        }
    }

    fn count(&mut self, one: &Open) {
        let far = one.urgency == Urgency::FarOverdue;
        let late = far || one.urgency == Urgency::Overdue;
        self.all_overdue += usize::from(late && !one.countersign);
        self.far_overdue += usize::from(far && !one.countersign);
        self.asked += usize::from(one.asked);
    }
}

#[cfg(test)]
mod tests;
