//! What was measured on one committee, and how it grew from few proposals to many.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::bench::figures::{Micros, Spread};

/// How one kind of request was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Kind {
    pub name: &'static str,
    /// By one client alone, and by all at once without a pause.
    pub alone: Spread,
    pub at_once: Spread,
    pub per_second: u64,
    /// What the server spent on each.
    pub processor_ms: Micros,
    /// The 99th of a hundred, all at once, may take so long; none: nothing is said of it.
    pub budget_ms: Option<u64>,
}

impl Kind {
    fn verdict(&self) -> &'static str {
        match self.budget_ms {
            None => "",
            Some(budget) if self.at_once.p99 <= Micros(budget * 1000) => "within",
            Some(_) => "over",
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub proposals: usize,
    pub clients: usize,
    pub fill_seconds: f64,
    pub filled_per_second: u64,
    /// The database's files when they are filled, and the memory of the server.
    pub size_mib: u64,
    pub memory_mib: u64,
    pub most_memory_mib: u64,
    /// What filled them took at the most.
    pub fill_memory_mib: u64,
    pub kinds: Vec<Kind>,
    /// Proposals that were written and reviewed, and replies that were drafted, through the pages; and how many of them
    /// are kept as acknowledged.
    pub written: usize,
    pub kept: usize,
    pub entries: i64,
    pub record_holds: bool,
}

/// A large committee, and the same with fewer proposals.
#[derive(Clone, Debug, Serialize)]
pub struct Reports {
    pub few: Option<Report>,
    pub many: Report,
    pub growth: Vec<Growth>,
}

/// By how much one kind of request took longer, and by how much the logarithm of the number of proposals is larger.
#[derive(Clone, Debug, Serialize)]
pub struct Growth {
    pub name: &'static str,
    pub times: f64,
    pub logarithm: f64,
}

impl Reports {
    pub fn of(few: Option<Report>, many: Report) -> Self {
        let growth = few.as_ref().map(|few| growth(few, &many)).unwrap_or_default();
        Self { few, many, growth }
    }

    /// Whether all that was acknowledged is kept and the records hold.
    pub fn right(&self) -> bool {
        let right = |report: &Report| report.record_holds && report.kept == report.written;
        right(&self.many) && self.few.as_ref().is_none_or(right)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a proportion of two times")]
fn growth(few: &Report, many: &Report) -> Vec<Growth> {
    let logarithm = (many.proposals as f64).ln() / (few.proposals as f64).ln();
    let pairs = many.kinds.iter().filter_map(|many| Some((many, few.kinds.iter().find(|few| few.name == many.name)?)));
    let times = |(many, few): (&Kind, &Kind)| Growth {
        name: many.name,
        times: many.alone.p50.0 as f64 / few.alone.p50.0.max(1) as f64,
        logarithm,
    };
    pairs.map(times).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { proposals, clients, fill_seconds, filled_per_second, size_mib, .. } = self;
        writeln!(f, "{proposals} proposals, filled in {fill_seconds:.1} s, {filled_per_second} a second")?;
        let Self { memory_mib, most_memory_mib, fill_memory_mib, .. } = self;
        writeln!(f, "database {size_mib} MiB; memory at the most: filling {fill_memory_mib} MiB, server")?;
        writeln!(f, "{most_memory_mib} MiB ({memory_mib} MiB at the end)\n")?;
        write!(f, "{:38} {:>8} {:>8} {:>8} {:>8}", "request (ms)", "p50 of 1", "p99 of 1", "count", "p50")?;
        writeln!(f, " {:>8} {:>8} {:>7} {:>6} of {clients} at once", "p99", "cpu each", "per s", "budget")?;
        for kind in &self.kinds {
            let Kind { name, alone, at_once, per_second, processor_ms, budget_ms } = kind;
            write!(f, "{name:38} {:>8} {:>8} {:>8} {:>8}", alone.p50, alone.p99, at_once.count, at_once.p50)?;
            let budget = budget_ms.map(|budget| budget.to_string()).unwrap_or_default();
            writeln!(f, " {:>8} {processor_ms:>8} {per_second:>7} {budget:>6} {}", at_once.p99, kind.verdict())?;
        }
        writeln!(f, "\nwritten and reviewed, or replied to: {}, kept as acknowledged: {}", self.written, self.kept)?;
        let verdict = if self.record_holds { "holds" } else { "is BROKEN" };
        writeln!(f, "the record of {} entries {verdict}", self.entries)
    }
}

impl fmt::Display for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(few) = &self.few {
            writeln!(f, "{few}")?;
        }
        write!(f, "{}", self.many)?;
        for Growth { name, times, logarithm } in &self.growth {
            let verdict = if times <= logarithm { "within" } else { "over" };
            writeln!(f, "{name:38} took {times:.2} times as long; the logarithm {logarithm:.2}: {verdict}")?;
        }
        Ok(())
    }
}

/// How many of so many were done in a second.
pub fn per_second(count: usize, took: Duration) -> u64 {
    let millis = took.as_millis().max(1);
    u64::try_from(count as u128 * 1000 / millis).unwrap_or(u64::MAX)
}
