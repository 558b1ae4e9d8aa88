//! Fills a committee with proposals in every state, most of them closed long ago: many with one change and one entry.

use std::collections::VecDeque;
use std::time::{Duration, Instant as Moment};

use indicatif::{ProgressBar, ProgressStyle};

use super::office::Office;
use super::text::{Dice, Text};
use crate::clock::{Day, Instant};
use crate::db::Db;
use crate::error::Result;
use crate::ledger::{Acting, Change};
use crate::proposal::handling::rules::{Part, State as Handling};
use crate::proposal::model::{Proposal, ProposalText};
use crate::proposal::rules::{FILED, HANDLED, Kind, State};
use crate::proposal::store::bulk::{self, Handled, Old};

/// How many proposals one change adds.
const CHUNK: usize = 2000;

/// Of a thousand proposals so many stand so.
const SHARES: [(State, usize); 13] = [
    (State::Closed, 860),
    (State::Evaluated, 20),
    (State::Answered, 30),
    (State::InHand, 30),
    (State::Reopened, 2),
    (State::Assigned, 10),
    (State::Filed, 5),
    (State::Submitted, 3),
    (State::Returned, 2),
    (State::Redirected, 15),
    (State::Declined, 8),
    (State::Withdrawn, 5),
    (State::Draft, 10),
];

/// What came of it: how long it took, and the keys of the latest proposals that units have in hand.
pub struct Filled {
    pub took: Duration,
    pub in_hand: Vec<i64>,
}

/// Adds so many proposals; of those in hand `kept` are told.
pub async fn fill(db: &Db, office: &Office, count: usize, kept: usize) -> Result<Filled> {
    let begun = Moment::now();
    let bar = ProgressBar::new(count as u64);
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}").unwrap_or(ProgressStyle::default_bar()),
    );
    let (mut numbers, mut in_hand) = ([0; 2], VecDeque::new());
    for from in (0..count).step_by(CHUNK) {
        let some: Vec<_> = (from..count.min(from + CHUNK)).map(|n| old(office, (n, count), &mut numbers)).collect();
        let acting =
            Acting { committee: office.committee.id, account: None, name: "量测".to_owned(), at: office.now };
        let change = Change::begin(db, acting).await?;
        let ids = bulk::add_all(&change, &some).await?;
        let pairs = ids.into_iter().zip(&some);
        in_hand.extend(pairs.filter(|(_, old)| old.proposal.state == State::InHand).map(|(id, _)| id));
        in_hand.drain(..in_hand.len().saturating_sub(kept));
        change.record(bulk::added(some.len())).await?.commit().await?;
        bar.inc(some.len() as u64);
    }
    bar.finish_and_clear();
    Ok(Filled { took: begun.elapsed(), in_hand: in_hand.into() })
}

fn state(dice: &mut Dice) -> State {
    let mut left = dice.below(1000);
    for (state, share) in SHARES {
        if left < share {
            return state;
        }
        left -= share;
    }
    State::Closed
}

/// The n-th of so many: the first half belongs to the earlier session. `numbers`: how many of each session are filed.
fn old(office: &Office, (n, count): (usize, usize), numbers: &mut [i64; 2]) -> Old {
    let mut dice = Dice::of(n as u64 + 1);
    let state = state(&mut dice);
    let (filed, handled) = (FILED.contains(&state), HANDLED.contains(&state));
    let half = usize::from(n >= count / 2);
    let (session, begins) = office.sessions[half];
    // A session's proposals come within twenty days.
    let hours = i64::try_from(dice.below(20 * 24)).unwrap_or(0);
    let at = begins.at(jiff::civil::time(9, 0, 0, 0)).plus(hours * Instant::HOUR);
    let who = dice.below(office.people.len());
    let number = filed.then(|| {
        numbers[half] += 1;
        numbers[half]
    });
    let due = later(at, 90);
    let open = dice.below(10) < 8;
    let proposal = Proposal {
        account_id: Some(office.members[who].account),
        kind: if dice.below(10) < 8 { Kind::Member } else { Kind::Party },
        first_id: Some(office.people[who]),
        open,
        state,
        session_id: (state != State::Draft).then_some(session),
        plenary: dice.below(10) < 7,
        number,
        category_id: filed.then(|| dice.one_of(&office.categories)),
        leader: (filed && dice.below(200) == 0).then(|| "量测副主席".to_owned()),
        excellent: filed && dice.below(100) == 0,
        published: filed && open && dice.below(10) < 6,
        round: i64::from(handled),
        due: handled.then_some(due),
        submitted_at: (state != State::Draft).then_some(at),
        filed_at: filed.then_some(at),
        assigned_at: handled.then_some(at),
        answered_at: answered(state).then_some(due.at(jiff::civil::Time::midnight())),
        ended_at: (state == State::Closed).then_some(due.at(jiff::civil::Time::midnight())),
        ..written(n, at)
    };
    let signers = match dice.below(3) {
        0 => vec![office.people[(who + 1 + dice.below(office.people.len() - 1)) % office.people.len()]],
        _ => Vec::new(),
    };
    let unit = dice.one_of(&office.units);
    let handled = handled.then(|| Handled {
        unit,
        part: Part::Lead,
        state: work(state),
        offered_at: at,
        accept_by: later(at, 7),
        due,
        ended_at: answered(state).then_some(due.at(jiff::civil::Time::midnight())),
    });
    Old { proposal, signers, handled: handled.into_iter().collect() }
}

fn later(at: Instant, days: i64) -> Day {
    at.plus(days * Instant::DAY).day()
}

const fn answered(state: State) -> bool {
    matches!(state, State::Answered | State::Evaluated | State::Closed)
}

/// How the work on a proposal stands that stands so.
const fn work(state: State) -> Handling {
    match state {
        State::Assigned | State::Reopened => Handling::Offered,
        State::InHand => Handling::Accepted,
        _ => Handling::Sent,
    }
}

/// A draft with the words of a number.
fn written(n: usize, at: Instant) -> Proposal {
    let Text { subject, situation, analysis, suggestions } = Text::of(n);
    let open = ProposalText { open: true, secondable: true, ..ProposalText::default() };
    Proposal::drafted(Kind::Member, ProposalText { subject, situation, analysis, suggestions, ..open }, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_of_a_thousand() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<usize>(), 1000);
    }
}
