//! An assignment as one reader finds it.

use super::store;
use crate::app::App;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::page::Reader;
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::{Standing, Who};
use crate::proposal::here::{Here, of_committee};
use crate::unit;

/// What one unit has to do for a proposal that a reader may see. `unit` is its name.
#[derive(Clone)]
pub(in crate::proposal) struct Work {
    pub assignment: Assignment,
    pub unit: String,
    pub standing: Standing,
    /// The reader acts for it.
    pub own: bool,
}

impl Work {
    /// Begins a change of an assignment and its proposal, which stand still until the change is done.
    ///
    /// # Errors
    /// There is none that this reader may act on.
    pub async fn begin(app: &App, reader: &Reader, (proposal, id): (i64, i64)) -> Result<(Change, Here, Self)> {
        let (change, here) = Here::begin(app, reader, proposal).await?;
        let work = Self::on(change.on(), reader, &here, id).await?;
        Ok((change, here, work))
    }

    /// # Errors
    /// There is none that this reader may see.
    pub async fn on(on: &impl ConnectionTrait, reader: &Reader, here: &Here, id: i64) -> Result<Self> {
        let one = store::assignment(on, here.proposal.id, id).await?;
        let work = Self::of(on, reader, here, one).await?;
        if of_committee(reader) || here.handles || here.who(reader).author { Ok(work) } else { Err(Error::NotFound) }
    }

    /// All of a proposal, the lead first.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn all(on: &impl ConnectionTrait, reader: &Reader, here: &Here) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for one in store::assignments(on, here.proposal.id).await? {
            all.push(Self::of(on, reader, here, one).await?);
        }
        Ok(all)
    }

    async fn of(on: &impl ConnectionTrait, reader: &Reader, here: &Here, assignment: Assignment) -> Result<Self> {
        let names = unit::store::names(on, [assignment.unit_id]).await?;
        let today = reader.now.day();
        Ok(Self {
            standing: store::standing(on, (&here.proposal, &assignment), &here.rule, today).await?,
            unit: names.get(&assignment.unit_id).cloned().unwrap_or_default(),
            own: here.units.contains(&assignment.unit_id),
            assignment,
        })
    }

    /// Who the reader is to the rules.
    pub fn who<'a>(&self, reader: &'a Reader) -> Who<'a> {
        Who { actor: &reader.actor, unit: self.own.then_some(self.assignment.unit_id) }
    }

    /// Something that this unit did, or that was done to its assignment, for the ledger.
    pub fn act(&self, here: &Here, action: &'static str) -> Act {
        here.act(action).fact("unit", self.unit.clone())
    }

    /// An address of the assignment; `rest` is empty or begins with a slash.
    pub fn address(&self, reader: &Reader, here: &Here, rest: &str) -> String {
        here.address(reader, &format!("/assignments/{}{rest}", self.assignment.id))
    }
}
