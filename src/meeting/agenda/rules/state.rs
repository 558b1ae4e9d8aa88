//! Where an item of the agenda stands. The row of an item names it, so it stands below all other rules.

use crate::named;

named! {
    /// Where an item stands.
    pub enum State {
        Waiting = "waiting",
        /// The sitting is dealing with it; one at a time.
        Current = "current",
        Settled = "settled",
        /// Left for another sitting.
        PutOff = "put_off",
        TakenOff = "taken_off",
    }
}
