//! One change made to a text, and the reason for it as data, so that every language can tell it.

use serde::{Serialize, Serializer};
use std::fmt;

use crate::named;

/// One change. Edits come in the order of the text and never overlap; putting each `after` in the
/// place of its `before` turns the original into the restored text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Where `before` stands in the decoded original, in characters.
    pub offset: usize,
    /// Where `after` stands in the restored text, in characters.
    pub restored: usize,
    pub kind: EditKind,
    pub before: String,
    pub after: String,
    /// Serialised as an English sentence.
    pub why: Why,
}

named! {
    /// What kind of damage an edit undoes.
    pub enum EditKind {
        /// A bracket with the reading of the character before it was dropped.
        Bracket = "bracket",
        /// A punctuation mark standing twice was made one.
        Punctuation = "punctuation",
        /// Traditional characters were made simplified.
        Simplified = "simplified",
        /// A character that had lost a byte was found again, with certainty.
        LostByte = "lost_byte",
        /// A character is lost: it is marked with U+FFFD, not guessed (`before` may equal `after`).
        Lost = "lost",
    }
}

/// Why a change was made. [`Why::key`] names the sentence in word files, [`Why::about`] is its one
/// variable; `Display` is the sentence in plain English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The bracket holds a reading of this character.
    Reading(char),
    /// This mark stood more than once.
    Doubled(char),
    /// The words are written in traditional characters.
    Traditional,
    /// Only this word fits the bytes that are left and the characters around.
    OnlyWord(String),
    /// The bytes that are left fit more than one character, or none that is known here.
    Uncertain,
    /// The mark was in the text already.
    Marked,
}

impl Why {
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Reading(_) => "reading-of",
            Self::Doubled(_) => "doubled",
            Self::Traditional => "traditional",
            Self::OnlyWord(_) => "only-word",
            Self::Uncertain => "uncertain",
            Self::Marked => "marked",
        }
    }

    /// The character or word the sentence speaks of; empty where it needs none.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Reading(c) | Self::Doubled(c) => c.to_string(),
            Self::OnlyWord(word) => word.clone(),
            Self::Traditional | Self::Uncertain | Self::Marked => String::new(),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading(c) => write!(f, "the bracket holds a reading of {c}, put in by a converter"),
            Self::Doubled(c) => write!(f, "the mark {c} stood more than once"),
            Self::Traditional => f.write_str("traditional characters, written in simplified ones"),
            Self::OnlyWord(word) => {
                write!(f, "a byte was lost; only {word} fits the bytes left and the characters around")
            }
            Self::Uncertain => f.write_str("a byte was lost and what stood here is not certain"),
            Self::Marked => f.write_str("a character was lost before this text came here"),
        }
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
