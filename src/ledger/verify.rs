//! Reads a committee's whole chain and finds the first entry that was touched.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::entry::{self, Entry, GENESIS, head};
use crate::error::Result;
use crate::named;

named! {
    /// What is wrong with an entry.
    pub enum Fault {
        /// A number is missing or stands twice.
        Sequence = "sequence",
        /// It does not follow from the entry before it.
        Link = "link",
        /// Its own text was changed.
        Content = "content",
        /// Entries after it are gone, or the noted end of the chain was changed.
        End = "end",
    }
}

/// The first broken place of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Break {
    pub seq: i64,
    pub fault: Fault,
}

/// What reading a chain found: how many entries hold, the hash of the last of them, and the first break if any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chain {
    pub committee: i64,
    pub entries: i64,
    pub hash: String,
    pub broken: Option<Break>,
}

/// How many entries are held in memory at a time.
const PAGE: u64 = 2_000;

/// The numbers of all chains: those of these committees, those that have an end noted or an entry, and 0, the
/// installation's own.
pub async fn chains(on: &impl ConnectionTrait, committees: impl Iterator<Item = i64>) -> Result<Vec<i64>> {
    let noted = head::Entity::find().select_only().column(head::Column::CommitteeId).into_tuple().all(on).await?;
    let found = entry::Entity::find().select_only().column(entry::Column::CommitteeId).distinct();
    let found: Vec<i64> = found.into_tuple().all(on).await?;
    let all: BTreeSet<i64> = [0].into_iter().chain(noted).chain(found).chain(committees).collect();
    Ok(all.into_iter().collect())
}

/// Reads the whole chain of one committee.
pub async fn verify(on: &impl ConnectionTrait, committee: i64) -> Result<Chain> {
    // Read first: the program may be serving, and what it appends meanwhile stands behind this end.
    let end = entry::head(on, committee).await?;
    let mut chain = Chain { committee, entries: 0, hash: GENESIS.to_owned(), broken: None };
    let mut after: Option<i64> = None;
    let mut end_met = end.as_ref().is_some_and(|end| end.seq == 0 && end.hash == GENESIS);
    loop {
        let all = entry::Entity::find().filter(entry::Column::CommitteeId.eq(committee));
        let rest = match after {
            Some(seq) => all.filter(entry::Column::Seq.gt(seq)),
            None => all,
        };
        let page = rest.order_by_asc(entry::Column::Seq).limit(PAGE).all(on).await?;
        let last = (page.len() as u64) < PAGE;
        for entry in page {
            if let Some(fault) = fault(&chain, &entry) {
                chain.broken = Some(Break { seq: entry.seq, fault });
                return Ok(chain);
            }
            end_met |= end.as_ref().is_some_and(|end| end.seq == entry.seq && end.hash == entry.hash);
            after = Some(entry.seq);
            chain.entries = entry.seq;
            chain.hash = entry.hash;
        }
        if last {
            break;
        }
    }
    let end = entry::head(on, committee).await?;
    if !end_met || end.is_none_or(|end| end.seq < chain.entries) {
        chain.broken = Some(Break { seq: chain.entries + 1, fault: Fault::End });
    }
    Ok(chain)
}

fn fault(chain: &Chain, entry: &Entry) -> Option<Fault> {
    if entry.seq != chain.entries + 1 {
        Some(Fault::Sequence)
    } else if entry.previous != chain.hash {
        Some(Fault::Link)
    } else if entry.hash != entry.computed_hash() {
        Some(Fault::Content)
    } else {
        None
    }
}
