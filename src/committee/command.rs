//! `yizheng committee …`: founds committees and lists them.

use std::process::ExitCode;

use clap::Subcommand;

use crate::account::{Committee, command};
use crate::app::App;
use crate::error::Result;

#[derive(Subcommand)]
pub enum Command {
    /// Found a committee
    Found {
        /// Its address: 2 to 40 small letters, digits or hyphens, beginning with a letter
        slug: String,
        /// Its full name, such as 政协某县委员会
        name: String,
        /// Its region, such as 某县
        region: String,
    },
    /// List the committees: address, region and name
    List,
}

/// # Errors
/// What is asked for is refused.
pub async fn run(app: &App, command: Command) -> Result<ExitCode> {
    match command {
        Command::Found { slug, name, region } => {
            let (actor, now) = (command::actor(app), app.clock.now());
            let committee = Committee::found(&app.db, &actor, now, &slug, name.trim(), region.trim()).await?;
            println!("{}/{}", app.config.base(), committee.slug);
        }
        Command::List => {
            for committee in Committee::all(app.db.read()).await? {
                println!("{}\t{}\t{}", committee.slug, committee.region, committee.name);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
