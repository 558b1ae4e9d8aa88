//! What was measured, as a table and as JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

/// A time in microseconds, told in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub u64);

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}", self.0 / 1000, self.0 % 1000 / 100))
    }
}

impl Serialize for Micros {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(u32::try_from(self.0).unwrap_or(u32::MAX)) / 1000.0)
    }
}

/// How times are spread, in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    pub count: usize,
    pub p50: Micros,
    pub p99: Micros,
    pub max: Micros,
}

impl Spread {
    pub fn of(mut times: Vec<u64>) -> Self {
        times.sort_unstable();
        let at = |share: usize| {
            Micros(times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0))
        };
        Self { count: times.len(), p50: at(50), p99: at(99), max: at(100) }
    }
}

/// How a poll came out: what was acknowledged, and what was counted.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    pub method: String,
    /// Votes that were acknowledged, and how many of them were sent twice.
    pub acknowledged: usize,
    pub twice: usize,
    /// How many requests failed because the server was gone.
    pub lost: usize,
    pub acknowledged_per_second: u64,
    /// What the server spent on each vote and all that it brought about.
    pub processor_ms_per_vote: Micros,
    /// Yes, no, abstain: as they were acknowledged, and as they were counted.
    pub expected: [usize; 3],
    pub counted: [usize; 3],
    /// Whether every voter's own choice is kept as they gave it; secret votes are not kept.
    pub own_choices_kept: bool,
    pub right: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub members: usize,
    pub listeners: usize,
    pub within_seconds: u64,
    pub killed: usize,
    /// In milliseconds, by what was asked.
    pub requests: BTreeMap<&'static str, Spread>,
    pub polls: Vec<Count>,
    /// From the answer of a changing request to the last listener's event, and from just before it was sent.
    pub heard_after_answer: Spread,
    pub heard_after_sending: Spread,
    /// The same for votes of each poll, sign-ins, and the rest.
    pub heard_by: BTreeMap<&'static str, Spread>,
    /// Changes that some listener never heard of.
    pub unheard: usize,
    pub events: usize,
    pub memory_mib: u64,
    pub most_memory_mib: u64,
    pub signed_in: usize,
    pub record_holds: bool,
}

impl Report {
    /// Whether everything was counted once and the record holds.
    pub fn right(&self) -> bool {
        self.record_holds && self.signed_in == self.members && self.polls.iter().all(|poll| poll.right)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} members, {} listeners, within {} s; server killed {} times\n",
            self.members, self.listeners, self.within_seconds, self.killed
        )?;
        writeln!(f, "{:34} {:>8} {:>9} {:>9} {:>9}", "request (ms)", "count", "p50", "p99", "max")?;
        for (kind, spread) in &self.requests {
            line(f, kind, spread)?;
        }
        writeln!(f, "\n{:34} {:>8} {:>9} {:>9} {:>9}", "last listener hears (ms)", "changes", "p50", "p99", "max")?;
        line(f, "after the answer", &self.heard_after_answer)?;
        line(f, "after sending", &self.heard_after_sending)?;
        for (kind, spread) in &self.heard_by {
            line(f, &format!("  after the answer: {kind}"), spread)?;
        }
        writeln!(f, "{} events; {} changes that some listener never heard of", self.events, self.unheard)?;
        for poll in &self.polls {
            writeln!(
                f,
                "\n{} poll: {} acknowledged ({} sent twice, {} lost), {} a second, {} ms of processor each",
                poll.method,
                poll.acknowledged,
                poll.twice,
                poll.lost,
                poll.acknowledged_per_second,
                poll.processor_ms_per_vote
            )?;
            let verdict = if poll.right { "right" } else { "WRONG" };
            writeln!(f, "  expected {:?}, counted {:?}: {verdict}", poll.expected, poll.counted)?;
        }
        writeln!(f, "\nsigned in: {} of {}", self.signed_in, self.members)?;
        writeln!(f, "memory of the server: {} MiB, at the most {} MiB", self.memory_mib, self.most_memory_mib)?;
        writeln!(f, "the record {}", if self.record_holds { "holds" } else { "is BROKEN" })
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, spread: &Spread) -> fmt::Result {
    let Spread { count, p50, p99, max } = spread;
    writeln!(f, "{name:34} {count:>8} {p50:>9} {p99:>9} {max:>9}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_times_is_read_off_their_order() {
        let spread = Spread::of((1..=1000).rev().map(|n| n * 1000).collect());
        let Spread { count, p50, p99, max } = spread;
        assert_eq!(
            (count, p50.to_string(), p99.to_string(), max.to_string()),
            (1000, "501.0".into(), "991.0".into(), "1000.0".into())
        );
        assert_eq!(Spread::of(Vec::new()), Spread::default());
    }
}
