//! An assignment as one reader finds it.

use super::store;
use crate::app::App;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::page::Reader;
use crate::proposal::handling::model::{Assignment, Contact, Reply};
use crate::proposal::handling::rules::{Standing, Who};
use crate::proposal::here::{Here, of_committee};

/// What one unit has to do for a proposal that a reader may see. `unit` is its name.
#[derive(Clone)]
pub(in crate::proposal) struct Work {
    pub assignment: Assignment,
    pub unit: String,
    pub standing: Standing,
    /// The reader acts for it.
    pub own: bool,
    /// Its replies, that of the latest round first, with the words that are being written.
    pub replies: Vec<Reply>,
    /// How it heard the proposers, the latest first.
    pub contacts: Vec<Contact>,
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
        let work = Self::all(on, reader, here).await?.into_iter().find(|work| work.assignment.id == id);
        let seen = of_committee(reader) || here.handles || here.who(reader).author;
        work.filter(|_| seen).ok_or(Error::NotFound)
    }

    /// All of a proposal, the lead first.
    pub async fn all(on: &impl ConnectionTrait, reader: &Reader, here: &Here) -> Result<Vec<Self>> {
        let found = store::assignments_of_units(on, here.proposal.id).await?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let all: Vec<_> = found.iter().map(|(one, _)| one.clone()).collect();
        let mut replies = store::replies(on, &all).await?;
        let mut contacts = store::contacts(on, &all).await?;
        let work = |(assignment, unit): (Assignment, String)| {
            let replies = replies.remove(&assignment.id).unwrap_or_default();
            let contacts = contacts.remove(&assignment.id).unwrap_or_default();
            let said = (replies.as_slice(), contacts.as_slice());
            Self {
                standing: store::stands((&here.proposal, &assignment), &all, said, &here.rule, reader.now.day()),
                own: here.units.contains(&assignment.unit_id),
                unit,
                replies,
                contacts,
                assignment,
            }
        };
        Ok(found.into_iter().map(work).collect())
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
