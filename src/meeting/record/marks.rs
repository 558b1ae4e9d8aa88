//! A text cut into pieces, so that a page can show what was edited in it and which facts came from where.

use std::collections::BTreeMap;

use super::reading::Mark;
use crate::named::key;
use crate::words::Words;

/// A stretch of text that is marked alike from end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// The kind of edit, and its explanation.
    pub edit: Option<(String, String)>,
    /// The facts that come from here, the broadest first, parted by spaces.
    pub facts: String,
    /// The facts whose first piece this is.
    pub begins: Vec<String>,
}

/// A stretch of characters and what it is marked with.
struct Stretch {
    from: usize,
    to: usize,
    edit: Option<(String, String)>,
    fact: Option<String>,
}

/// The original, with what the restorer changed.
#[must_use]
pub fn original(text: &str, edits: &[Mark], words: &Words) -> Vec<Vec<Piece>> {
    let stretches = edits.iter().map(|mark| edited(mark, mark.offset, &mark.before, words));
    paragraphs(text, stretches.collect())
}

/// The restored text, with what was changed and the facts that were read.
#[must_use]
pub fn restored(
    text: &str,
    edits: &[Mark],
    spans: &BTreeMap<String, (usize, usize)>,
    words: &Words,
) -> Vec<Vec<Piece>> {
    let changed = edits.iter().map(|mark| edited(mark, mark.restored, &mark.after, words));
    let facts =
        spans.iter().map(|(fact, (from, to))| Stretch { from: *from, to: *to, edit: None, fact: Some(fact.clone()) });
    paragraphs(text, changed.chain(facts).collect())
}

fn edited(mark: &Mark, from: usize, piece: &str, words: &Words) -> Stretch {
    let why = words.with1(&key("restore-why", &mark.why), "about", mark.about.as_str());
    let change = format!("{} → {}", shown(&mark.before), shown(&mark.after));
    Stretch {
        from,
        to: from + piece.chars().count(),
        edit: Some((mark.kind.clone(), format!("{change} {why}"))),
        fact: None,
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "∅" } else { text }
}

/// The text in paragraphs of pieces. Every character of it stands in exactly one piece; empty lines are dropped.
fn paragraphs(text: &str, mut stretches: Vec<Stretch>) -> Vec<Vec<Piece>> {
    stretches.retain(|stretch| stretch.from < stretch.to);
    let mut cuts: Vec<_> = stretches.iter().flat_map(|stretch| [stretch.from, stretch.to]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    // Widest first among those that begin at one place, so that the open ones are listed from broad to narrow.
    stretches.sort_by_key(|stretch| (stretch.from, std::cmp::Reverse(stretch.to)));
    let mut walk = Walk {
        open: Vec::new(),
        begun: Vec::new(),
        waiting: stretches.into_iter().peekable(),
        paragraphs: vec![Vec::new()],
    };
    let mut cuts = cuts.into_iter().peekable();
    for (at, c) in text.chars().enumerate() {
        let new = cuts.next_if_eq(&at).is_some();
        walk.step(at, c, new);
    }
    walk.paragraphs.retain(|paragraph| paragraph.iter().any(|piece| !piece.text.trim().is_empty()));
    walk.paragraphs
}

struct Walk<I: Iterator<Item = Stretch>> {
    open: Vec<Stretch>,
    /// Facts that began and have no piece yet.
    begun: Vec<String>,
    waiting: std::iter::Peekable<I>,
    paragraphs: Vec<Vec<Piece>>,
}

impl<I: Iterator<Item = Stretch>> Walk<I> {
    fn step(&mut self, at: usize, c: char, new: bool) {
        if new {
            self.open.retain(|stretch| stretch.to > at);
        }
        while let Some(stretch) = self.waiting.next_if(|stretch| stretch.from <= at) {
            self.begun.extend(stretch.fact.clone());
            self.open.push(stretch);
        }
        if c == '\n' {
            self.paragraphs.push(Vec::new());
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if new || paragraph.is_empty() {
            paragraph.push(piece(&self.open, std::mem::take(&mut self.begun)));
        }
        if let Some(piece) = paragraph.last_mut() {
            piece.text.push(c);
        }
    }
}

fn piece(open: &[Stretch], begins: Vec<String>) -> Piece {
    let length = |stretch: &Stretch| std::cmp::Reverse(stretch.to - stretch.from);
    let mut facts: Vec<_> = open.iter().filter(|stretch| stretch.fact.is_some()).collect();
    facts.sort_by_key(|stretch| length(stretch));
    Piece {
        text: String::new(),
        edit: open.iter().find_map(|stretch| stretch.edit.clone()),
        facts: facts.into_iter().filter_map(|stretch| stretch.fact.as_deref()).collect::<Vec<_>>().join(" "),
        begins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fact(name: &str, from: usize, to: usize) -> Stretch {
        Stretch { from, to, edit: None, fact: Some(name.into()) }
    }

    #[test]
    fn overlapping_facts_are_told_broadest_first_and_begin_once() {
        let all = paragraphs("abcdef\nghi", vec![fact("narrow", 2, 4), fact("broad", 1, 9)]);
        let told: Vec<Vec<_>> = all
            .iter()
            .map(|pieces| {
                pieces.iter().map(|piece| (piece.text.as_str(), piece.facts.as_str(), piece.begins.len())).collect()
            })
            .collect();
        assert_eq!(
            told,
            [
                vec![("a", "", 0), ("b", "broad", 1), ("cd", "broad narrow", 1), ("ef", "broad", 0)],
                vec![("gh", "broad", 0), ("i", "", 0)],
            ]
        );
    }

    #[test]
    fn a_mark_at_the_very_beginning_ends_where_it_ends() {
        let all = paragraphs("abcd", vec![fact("first", 0, 1), fact("second", 2, 3)]);
        let told: Vec<_> = all[0].iter().map(|piece| (piece.text.as_str(), piece.facts.as_str())).collect();
        assert_eq!(told, [("a", "first"), ("b", ""), ("c", "second"), ("d", "")]);
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_told_twice(
            text in "[a-d\n]{0,40}",
            spans in prop::collection::vec((0usize..45, 0usize..45), 0..8),
        ) {
            let stretches = spans.iter().map(|(a, b)| fact("x", *a.min(b), *a.max(b))).collect();
            let whole: String = paragraphs(&text, stretches).iter().flatten().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(whole, text.replace('\n', ""));
        }
    }
}
