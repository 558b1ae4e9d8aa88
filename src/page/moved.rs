//! What moves when a committee's days off are set otherwise: later areas move the deadlines that they computed by them.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::{Act, Change};

/// The days off and worked of a committee as they were and as they are.
#[derive(Clone, Copy, Debug)]
pub struct Rests<'a> {
    pub was: &'a Holidays,
    pub now: &'a Holidays,
}

/// How an area moves its deadlines within the change that sets the days, and says which: one act for each.
pub type Moves = for<'a> fn(&'a Change, Rests<'a>) -> Pin<Box<dyn Future<Output = Result<Vec<Act>>> + Send + 'a>>;

/// What all areas move. The server lends it to the page of the days.
#[derive(Clone)]
pub struct Moving(Arc<[Moves]>);

impl Moving {
    pub fn by(areas: impl Iterator<Item = Moves>) -> Self {
        Self(areas.collect())
    }

    /// Moves what there is, and gives the acts in the order of the areas.
    ///
    /// # Errors
    /// Somebody changed a deadline meanwhile.
    pub async fn all(&self, change: &Change, rests: Rests<'_>) -> Result<Vec<Act>> {
        let mut acts = Vec::new();
        for moves in self.0.iter() {
            acts.extend(moves(change, rests).await?);
        }
        Ok(acts)
    }
}
