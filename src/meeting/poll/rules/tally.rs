//! Counting: what a ballot may say, what numbers may be entered, when a question is won and who is elected.

use serde::Serialize;

use super::{Choice, Kind};
use crate::error::Refusal;
use crate::meeting::poll::model::{Candidate, Poll};
use crate::meeting::rules::{Base, Share};
use crate::named;

/// How often each thing was said to a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    pub yes: i64,
    pub no: i64,
    pub abstain: i64,
}

impl Votes {
    #[must_use]
    pub const fn cast(self) -> i64 {
        self.yes + self.no + self.abstain
    }

    /// Adds `n` votes of one kind.
    #[must_use]
    pub const fn and(mut self, choice: Choice, n: i64) -> Self {
        match choice {
            Choice::Yes => self.yes += n,
            Choice::No => self.no += n,
            Choice::Abstain => self.abstain += n,
        }
        self
    }
}

named! {
    /// What became of a candidate.
    pub enum Fate {
        Elected = "elected",
        /// They have enough votes, and as many as another one for the last seats: a further ballot decides.
        Tied = "tied",
        NotElected = "not_elected",
    }
}

/// What the share of a majority is counted by.
#[must_use]
pub const fn whole(base: Base, members: i64, present: i64, cast: i64) -> i64 {
    match base {
        Base::Members => members,
        Base::Present => present,
        Base::Cast => cast,
    }
}

/// How many were present at a vote, of whom so many took part in it or still could: hands that were counted before
/// somebody left stay counted.
#[must_use]
pub fn present(poll: &Poll, taking_part: i64) -> i64 {
    let said: i64 = [poll.yes, poll.no, poll.abstain].into_iter().flatten().sum();
    taking_part.max(said).max(poll.ballots.unwrap_or(0))
}

/// What became of each candidate: elected are those whose votes reach the share of the whole, the best first, as many
/// as there are seats. Where the last seats would fall to candidates with equal votes, none of these is elected.
#[must_use]
pub fn elected(majority: Share, whole: i64, seats: i64, votes: &[i64]) -> Vec<Fate> {
    let better = |n: i64| votes.iter().filter(|other| **other > n).count();
    let equal = |n: i64| votes.iter().filter(|other| **other == n).count();
    let seats = usize::try_from(seats).unwrap_or(0);
    let fate = |n: i64| match (majority.reached(n, whole), better(n)) {
        (true, before) if before + equal(n) <= seats => Fate::Elected,
        (true, before) if before < seats => Fate::Tied,
        _ => Fate::NotElected,
    };
    votes.iter().map(|n| fate(*n)).collect()
}

/// A candidate and their votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub name: String,
    pub votes: i64,
    pub fate: Fate,
}

/// The result of a poll. `silent` are those who were entitled and did not vote; `needed` is the fewest votes that win,
/// the share of `whole`. A question has `votes` and is `passed` or not; an election has `candidates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub ballots: i64,
    pub silent: i64,
    pub whole: i64,
    pub needed: i64,
    pub votes: Option<Votes>,
    pub passed: Option<bool>,
    pub candidates: Vec<Line>,
}

impl Tally {
    /// The result, out of the numbers of a poll that is closed.
    #[must_use]
    pub fn of(poll: &Poll, candidates: &[Candidate]) -> Self {
        let present = poll.present.unwrap_or(0);
        let number = |n: Option<i64>| n.unwrap_or(0);
        let votes = Votes { yes: number(poll.yes), no: number(poll.no), abstain: number(poll.abstain) };
        let question = poll.kind == Kind::Question;
        let ballots = if question { votes.cast() } else { number(poll.ballots) };
        let whole = whole(poll.base, number(poll.members), present, ballots);
        let of_each: Vec<_> = candidates.iter().map(|candidate| number(candidate.votes)).collect();
        let fates = elected(poll.majority, whole, poll.seats, &of_each);
        let line = |(candidate, fate): (&Candidate, Fate)| Line {
            name: candidate.name.clone(),
            votes: number(candidate.votes),
            fate,
        };
        Self {
            ballots,
            silent: present - ballots,
            whole,
            needed: poll.majority.least(whole),
            votes: question.then_some(votes),
            passed: question.then(|| poll.majority.reached(votes.yes, whole)),
            candidates: candidates.iter().zip(fates).map(line).collect(),
        }
    }

    /// Whether equal votes left a seat empty, so that a further ballot is needed.
    #[must_use]
    pub fn tied(&self) -> bool {
        self.candidates.iter().any(|line| line.fate == Fate::Tied)
    }
}

/// A ballot on a question: exactly one choice.
///
/// # Errors
/// There is none, or it is none of the three.
pub fn question(choices: &[String]) -> Result<Choice, Refusal> {
    match choices {
        [one] => one.parse().map_err(|_| Refusal::new("poll-choose-one")),
        _ => Err(Refusal::new("poll-choose-one")),
    }
}

/// A ballot in an election: the positions of those chosen, in order, without doubles; none is an abstention.
///
/// # Errors
/// There are more than seats, or a position is that of no candidate.
pub fn ballot(choices: &[String], candidates: i64, seats: i64) -> Result<Vec<i64>, Refusal> {
    let mut chosen = Vec::with_capacity(choices.len().min(100));
    for choice in choices {
        match choice.parse() {
            Ok(position) if (1..=candidates).contains(&position) => chosen.push(position),
            _ => return Err(Refusal::new("poll-unknown-candidate")),
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    let n = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
    if n > seats {
        return Err(Refusal::new("poll-too-many-chosen").with("n", n).with("seats", seats));
    }
    Ok(chosen)
}

/// Hands counted on a question: no more than were there.
///
/// # Errors
/// There are more.
pub fn hands(votes: Votes, present: i64) -> Result<Votes, Refusal> {
    if votes.cast() > present {
        return Err(Refusal::new("poll-more-than-present").with("n", votes.cast()).with("present", present));
    }
    Ok(votes)
}

/// An election counted by hand: no more ballots than were there, nobody with more votes than there are ballots, and no
/// more votes in all than the ballots could hold.
///
/// # Errors
/// The numbers cannot be.
pub fn counted_by_hand(ballots: i64, votes: &[i64], seats: i64, present: i64) -> Result<(), Refusal> {
    if ballots > present {
        return Err(Refusal::new("poll-more-than-present").with("n", ballots).with("present", present));
    }
    if let Some(n) = votes.iter().copied().find(|n| *n > ballots) {
        return Err(Refusal::new("poll-more-than-ballots").with("n", n).with("ballots", ballots));
    }
    let (sum, most) = (votes.iter().sum::<i64>(), ballots * seats);
    if sum > most {
        return Err(Refusal::new("poll-more-than-seats").with("n", sum).with("most", most));
    }
    Ok(())
}
