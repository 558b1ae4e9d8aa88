//! The life of a request to speak.

use crate::named;

named! {
    /// Where a request to speak stands.
    pub enum State {
        Asked = "asked",
        Speaking = "speaking",
        Spoken = "spoken",
        Withdrawn = "withdrawn",
    }
}
