//! A committee with very many proposals: how long lists, pages, writing and reviewing take, of few and of many.

mod ask;
mod figures;
mod fill;
mod office;
mod reply;
mod text;
mod write;

use std::path::Path;
use std::sync::Arc;

use self::ask::Crowd;
use self::figures::{Report, Reports, per_second};
use self::office::Office;
use super::Proposals;
use super::client::Client;
use super::program::{Program, free, memory_of};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::ledger;
use crate::proposal::rules::State;
use crate::proposal::store;

/// Measures a committee with few proposals, where that is asked for, and one with many.
///
/// # Errors
/// The server does not start or does not answer.
pub async fn measure(config: &Config, asked: &Proposals) -> Result<Reports> {
    let few = match asked.compared {
        0 => None,
        few => Some(one(config, asked, few).await?),
    };
    Ok(Reports::of(few, one(config, asked, asked.count).await?))
}

async fn one(config: &Config, asked: &Proposals, count: usize) -> Result<Report> {
    let folder = tempfile::tempdir()?;
    let config = Config { data: Some(folder.path().to_owned()), listen: free()?, origin: None, ..config.clone() };
    let office = Arc::new(Office::found(&config, Clock::System.now()).await?);
    let db = Db::connect(&config.database()?).await?;
    let fill::Filled { took, in_hand } = fill::fill(&db, &office, count, asked.writes).await?;
    let works = reply::works(&db, &in_hand).await?;
    let fill_memory = memory_of("self").most;
    db.close().await?;
    let size_mib = size(folder.path())? >> 20;
    let program = Program::start(config.clone()).await?;
    let crowd = Crowd::new(&office, Client::new(config.listen), asked);
    let mut kinds = ask::all(&crowd, &program, count).await?;
    let (writing, written) = write::all(&crowd, &program, count).await?;
    kinds.extend(writing);
    kinds.extend(reply::all(&crowd, &program, &works).await?);
    let taken = program.taken();
    program.stop().await?;
    let db = Db::connect(&config.database()?).await?;
    let chain = ledger::verify(db.read(), office.committee.id).await?;
    let kept = kept(&db, &office, &written).await? + reply::kept(&db, &works).await?;
    db.close().await?;
    Ok(Report {
        proposals: count,
        clients: asked.clients,
        fill_seconds: took.as_secs_f64(),
        filled_per_second: per_second(count, took),
        size_mib,
        memory_mib: taken.memory / 1024,
        most_memory_mib: taken.most / 1024,
        fill_memory_mib: fill_memory / 1024,
        kinds,
        written: written.len() + works.len(),
        kept,
        entries: chain.entries,
        record_holds: chain.broken.is_none(),
    })
}

/// How many of those that were written, reviewed and filed are kept so.
async fn kept(db: &Db, office: &Office, written: &[i64]) -> Result<usize> {
    let mut kept = 0;
    for id in written {
        let proposal = store::proposal(db.read(), office.committee.id, *id).await?;
        kept += usize::from(proposal.state == State::Filed && proposal.number.is_some());
    }
    Ok(kept)
}

/// The bytes of all files in a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for file in std::fs::read_dir(folder)? {
        size += file?.metadata()?.len();
    }
    Ok(size)
}
