//! What moves when a committee's days off are set otherwise: later areas move the deadlines that they computed by them.

use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::{Act, Change};
use crate::lent::{Lent, Said};

/// The days off and worked of a committee as they were and as they are.
#[derive(Clone, Copy, Debug)]
pub struct Rests<'a> {
    pub was: &'a Holidays,
    pub now: &'a Holidays,
}

/// How an area moves its deadlines within the change that sets the days, and says which: one act for each.
pub type Moves = for<'a> fn(&'a Change, Rests<'a>) -> Said<'a, Vec<Act>>;

/// What all areas move. The server lends it to the page of the days.
pub type Moving = Lent<Moves>;

impl Moving {
    /// Moves what there is, and gives the acts in the order of the areas.
    ///
    /// # Errors
    /// Somebody changed a deadline meanwhile.
    pub async fn done(&self, change: &Change, rests: Rests<'_>) -> Result<Vec<Act>> {
        self.all(|moves| moves(change, rests)).await
    }
}
