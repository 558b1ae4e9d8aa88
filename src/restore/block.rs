//! One block of text through all repairs, and the edits of them all in the order of the text.
//!
//! First the cuts, which change the length, then simplification and lost characters, which put one
//! character in the place of one. So `kept` (the text with its cuts) and the result run in step.

use super::cut::{self, Cut};
use super::edit::{Edit, EditKind, Why};
use super::lost::{self, Left};
use super::script::{self, Script};
use super::{bracket, leftover, punctuation, shifted};
use std::iter::Zip;
use std::ops::Range;
use std::str::Chars;

const MARK: char = char::REPLACEMENT_CHARACTER;

/// How far the blocks before have come, in characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Position {
    pub original: usize,
    pub restored: usize,
}

/// Restores a block and hands over every edit. `left` tells of each U+FFFD of the block, in order,
/// what remained of the character.
///
/// # Errors
/// Those of `on_edit`, which end the work.
pub fn restore<E>(
    text: &str,
    left: &[Left],
    position: &mut Position,
    mut on_edit: impl FnMut(Edit) -> Result<(), E>,
) -> Result<String, E> {
    let script = Script::of(text);
    let cuts = cuts(text, &script);
    let kept = cut::apply(text, &cuts);
    let mut restored = simplify(&kept, &cut::moved(script.stretches(), &cuts));
    let marks = lost::find(&mut restored, left);
    let mut walk = Walk::new(&kept, &restored, marks, *position);
    let mut from = 0;
    for cut in cuts {
        walk.along(cut.bytes.start - from, &mut on_edit)?;
        from = cut.bytes.end;
        on_edit(walk.over(&text[cut.bytes.clone()], cut))?;
    }
    walk.along(text.len() - from, &mut on_edit)?;
    *position = walk.position;
    Ok(restored)
}

/// All cuts of a block, in order; they do not overlap.
fn cuts(text: &str, script: &Script) -> Vec<Cut> {
    let mut cuts = Vec::new();
    bracket::readings(text, script, &mut cuts);
    punctuation::doubled(text, &mut cuts);
    leftover::words(text, script, &mut cuts);
    shifted::stops(text, script, &mut cuts);
    cuts.sort_by_key(|cut| cut.bytes.start);
    cuts.dedup_by(|later, earlier| later.bytes.start < earlier.bytes.end);
    cuts
}

fn simplify(text: &str, stretches: &[Range<usize>]) -> String {
    let mut simplified = String::with_capacity(text.len());
    let mut from = 0;
    for stretch in stretches {
        simplified.push_str(&text[from..stretch.start]);
        from = stretch.end;
        simplified.push_str(&script::simplify(&text[stretch.clone()]));
    }
    simplified.push_str(&text[from..]);
    simplified
}

/// Goes through both texts in step and finds where they differ.
struct Walk<'a> {
    pairs: Zip<Chars<'a>, Chars<'a>>,
    marks: std::vec::IntoIter<Why>,
    position: Position,
}

impl<'a> Walk<'a> {
    fn new(kept: &'a str, restored: &'a str, marks: Vec<Why>, position: Position) -> Self {
        Self { pairs: kept.chars().zip(restored.chars()), marks: marks.into_iter(), position }
    }

    /// Over so many bytes that no cut touches.
    fn along<E>(&mut self, bytes: usize, on_edit: &mut impl FnMut(Edit) -> Result<(), E>) -> Result<(), E> {
        let mut run = Run::default();
        let mut gone = 0;
        while gone < bytes {
            let Some((before, after)) = self.pairs.next() else { break };
            gone += before.len_utf8();
            if before == MARK {
                run.end(self.position, on_edit)?;
                on_edit(self.mark(after))?;
            } else if before == after {
                run.end(self.position, on_edit)?;
            } else {
                run.push(before, after);
            }
            self.position.original += 1;
            self.position.restored += 1;
        }
        run.end(self.position, on_edit)
    }

    fn mark(&mut self, after: char) -> Edit {
        let why = self.marks.next().unwrap_or(Why::Marked);
        Edit {
            offset: self.position.original,
            restored: self.position.restored,
            kind: if after == MARK { EditKind::Lost } else { EditKind::LostByte },
            before: MARK.to_string(),
            after: after.to_string(),
            why,
        }
    }

    /// Over a cut, whose replacement may have been simplified meanwhile.
    fn over(&mut self, before: &str, cut: Cut) -> Edit {
        let after: String = self.pairs.by_ref().take(cut.instead.chars().count()).map(|(_, after)| after).collect();
        let Position { original, restored } = self.position;
        self.position.original += before.chars().count();
        self.position.restored += after.chars().count();
        let (before, why) = (before.to_owned(), cut.why);
        Edit { offset: original, restored, kind: cut.kind, before, after, why }
    }
}

/// Characters in a row that simplification changed.
#[derive(Default)]
struct Run {
    before: String,
    after: String,
    length: usize,
}

impl Run {
    fn push(&mut self, before: char, after: char) {
        self.before.push(before);
        self.after.push(after);
        self.length += 1;
    }

    fn end<E>(&mut self, position: Position, on_edit: &mut impl FnMut(Edit) -> Result<(), E>) -> Result<(), E> {
        if self.length == 0 {
            return Ok(());
        }
        let run = std::mem::take(self);
        on_edit(Edit {
            offset: position.original - run.length,
            restored: position.restored - run.length,
            kind: EditKind::Simplified,
            before: run.before,
            after: run.after,
            why: Why::Traditional,
        })
    }
}
