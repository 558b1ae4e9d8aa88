//! Damaged Chinese text → clean text, with every edit explained. Knows nothing of what the text is about.
//!
//! [`restore`] for text at hand, [`restore_bytes`] for a file in memory, [`restore_stream`] for a file of
//! any length. All three repair the same: brackets with readings go, doubled punctuation becomes one,
//! traditional becomes simplified by word, lost characters are found or marked. Clean text is not changed.

mod block;
mod bracket;
pub mod command;
mod cut;
mod edit;
mod encoding;
mod gb;
mod html;
#[cfg(test)]
mod laws;
mod leftover;
mod lost;
mod punctuation;
mod reading;
mod script;
mod shifted;
mod stream;
#[cfg(test)]
mod tests;
mod unreadable;
mod words;

pub use edit::{Edit, EditKind, Why};
pub use html::{html_text, looks_like_html};
pub use stream::{StreamError, Summary, restore_stream};
pub use unreadable::Unreadable;

use serde::Serialize;

/// The most bytes [`restore_bytes`] takes; longer files go through [`restore_stream`].
pub const LONGEST: usize = 64 << 20;

/// A text before and after. Offsets of the edits count characters of `original` and `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The text as decoded, without byte-order mark; U+FFFD where a character lost bytes.
    pub original: String,
    pub text: String,
    pub edits: Vec<Edit>,
    /// The encoding it came in, by its usual name.
    pub encoding: &'static str,
}

/// Restores a text that is already decoded.
#[must_use]
pub fn restore(text: &str) -> Restored {
    stream::restore_text(text)
}

/// Restores a file held in memory, in whatever encoding it is.
///
/// # Errors
/// Says why there is nothing to restore.
pub fn restore_bytes(bytes: &[u8]) -> Result<Restored, Unreadable> {
    stream::restore_whole(bytes)
}
