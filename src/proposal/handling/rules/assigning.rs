//! Who gets which part in handling a proposal, and by when.

use super::{Part, State};
use crate::clock::Day;
use crate::deadline::months_after;
use crate::error::Refusal;
use crate::fields::bounded;
use crate::proposal::handling::model::Assignment;
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

/// By when the replies are due: on the day that is given, else on the usual one.
///
/// # Errors
/// The day is no later than today, or more than two years after.
pub fn due(today: Day, given: Option<Day>, usual: Day) -> Result<Day, Refusal> {
    match given {
        Some(day) if day <= today => Err(Refusal::new("handling-due-past")),
        Some(day) if day > months_after(today, FARTHEST) => Err(Refusal::new("handling-due-far")),
        Some(day) => Ok(day),
        None => Ok(usual),
    }
}

/// A day to which more time is asked for.
///
/// # Errors
/// None is named, it is no later than the deadline, or later than the last day that an extension may reach.
pub fn extension(due: Day, until: Option<Day>, last: Day) -> Result<Day, Refusal> {
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
    let text = bounded(text, REASON)?.ok_or_else(|| Refusal::new("handling-reason-missing"))?;
    Ok(text.to_owned())
}

/// The unit that a proposer has in mind: the open one whose name they wrote, the longest where there are several.
#[must_use]
pub fn meant(suggested: &str, units: &[Unit]) -> Option<i64> {
    let named = units.iter().filter(|unit| !unit.closed && suggested.contains(&unit.name));
    named.max_by_key(|unit| unit.name.chars().count()).map(|unit| unit.id)
}
