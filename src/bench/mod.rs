//! Measures the program under load: a real server in a process of its own, driven by real HTTP.

mod client;
mod done;
mod figures;
mod hall;
mod listeners;
mod poll;
mod program;
mod proposals;
mod sitting;

use std::fmt::Display;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::config::Config;
use crate::error::Result;

/// What can be measured.
#[derive(Subcommand)]
pub enum Command {
    /// A sitting: everybody signs in at once, and votes at once, while others listen
    Sitting(Sitting),
    /// Very many proposals: lists, pages, writing and reviewing, many at once
    Proposals(Proposals),
}

#[derive(Args)]
pub struct Sitting {
    /// How many members are called
    #[arg(long, default_value_t = 2000)]
    members: usize,
    /// How many live pages are open
    #[arg(long, default_value_t = 5000)]
    listeners: usize,
    /// Within how many seconds all of them sign in, and vote in each poll
    #[arg(long, default_value_t = 10)]
    within: u64,
    /// Kill the server in the middle of each poll, and start it again
    #[arg(long)]
    kill: bool,
    /// Live pages ask for themselves anew when they are told of a change, as browsers do
    #[arg(long)]
    pages: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Proposals {
    /// How many proposals there are
    #[arg(long, default_value_t = 1_000_000)]
    count: usize,
    /// With how many the same is measured before, to see how it grows; 0: not at all
    #[arg(long, default_value_t = 10_000)]
    compared: usize,
    /// How many clients ask at once
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// For how many seconds each question is asked
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many proposals are written, handed in, reviewed and filed
    #[arg(long, default_value_t = 2000)]
    writes: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Sitting {
    const fn within(&self) -> Duration {
        Duration::from_secs(self.within)
    }
}

/// # Errors
/// The server does not start, or does not answer.
pub async fn run(config: Config, command: Command) -> Result<ExitCode> {
    match command {
        Command::Sitting(asked) => {
            let report = sitting::measure(config, &asked).await?;
            told(&report, report.right(), asked.json)
        }
        Command::Proposals(asked) => {
            let reports = proposals::measure(&config, &asked).await?;
            told(&reports, reports.right(), asked.json)
        }
    }
}

/// Prints what was measured; fails where something is not as it must be.
fn told(report: &(impl Serialize + Display), right: bool, json: bool) -> Result<ExitCode> {
    if json {
        println!("{}", serde_json::to_string_pretty(report)?);
    } else {
        print!("{report}");
    }
    Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A part of 1, by chance.
fn share() -> f64 {
    let mut bytes = [0; 2];
    getrandom::fill(&mut bytes).ok();
    f64::from(u16::from_ne_bytes(bytes)) / f64::from(u16::MAX)
}
