//! What was done at a sitting that is measured.

use std::time::Instant;

use super::client::Answer;

/// Something that was done and acknowledged: how the record knows it, and when it was sent and answered.
pub struct Done {
    pub action: String,
    pub account: i64,
    pub poll: String,
    pub sent: Instant,
    pub answered: Instant,
}

impl Done {
    pub fn new(action: &str, account: i64, poll: &str, answer: &Answer) -> Self {
        let Answer { sent, answered, .. } = *answer;
        Self { action: action.to_owned(), account, poll: poll.to_owned(), sent, answered }
    }

    /// What the figures are told by.
    pub const fn kind(&self) -> &'static str {
        match (self.action.as_bytes(), self.poll.as_bytes()) {
            (b"vote", b"named") => "votes by name",
            (b"vote", _) => "secret votes",
            (b"sign_in", _) => "sign-ins",
            _ => "what the clerk does",
        }
    }
}
