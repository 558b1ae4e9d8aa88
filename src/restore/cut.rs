//! Stretches of a text to be replaced by something of another length.

use super::edit::{EditKind, Why};
use std::ops::Range;

#[derive(Debug)]
pub struct Cut {
    /// Where it stands in the block, in bytes.
    pub bytes: Range<usize>,
    /// What stands there instead, still in the script of the text.
    pub instead: String,
    pub kind: EditKind,
    pub why: Why,
}

pub fn apply(text: &str, cuts: &[Cut]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(&text[from..cut.bytes.start]);
        kept.push_str(&cut.instead);
        from = cut.bytes.end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// Where ranges in order, that begin and end outside all cuts, come to stand once these are applied.
pub fn moved(ranges: &[Range<usize>], cuts: &[Cut]) -> Vec<Range<usize>> {
    let mut cuts = cuts.iter().peekable();
    let (mut gone, mut come) = (0, 0);
    let mut shift = |byte: usize| {
        while let Some(cut) = cuts.next_if(|cut| cut.bytes.end <= byte) {
            gone += cut.bytes.len();
            come += cut.instead.len();
        }
        byte + come - gone
    };
    ranges.iter().map(|range| shift(range.start)..shift(range.end)).collect()
}
