//! The life of a poll, who may vote in it, and when it is won.

use crate::named;

named! {
    /// What a poll asks.
    pub enum Kind {
        /// Yes, no or abstain.
        Question = "question",
        /// Which of the candidates.
        Election = "election",
    }
}

named! {
    /// How votes are given.
    pub enum Method {
        /// The clerk counts hands and enters the numbers.
        Hands = "hands",
        /// The clerk calls the roll and enters what each one says.
        RollCall = "roll_call",
        /// Each on his own device, by name.
        Named = "named",
        /// Each on his own device, and nobody knows what.
        Secret = "secret",
    }
}

named! {
    /// Where a poll stands.
    pub enum State {
        Prepared = "prepared",
        Open = "open",
        Closed = "closed",
        /// The one who presides has told the result.
        Announced = "announced",
    }
}
