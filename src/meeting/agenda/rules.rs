//! The life of an item of the agenda while its sitting is prepared and held.

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
