//! `意見?h政協`: a full stop that lost its first byte in GBK took the first byte of the character after
//! it and left that one's second byte as a letter. Seen in pages converted to traditional characters.

use super::cut::Cut;
use super::edit::{EditKind, Why};
use super::script::{self, Script};
use super::words::{self, Gap};
use encoding_rs::GBK;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// The second byte of 。, whatever its first.
const TAIL: u8 = 0xA3;

/// The second byte of ？, which with [`TAIL`] before it reads as ？.
const LEAD: u8 = 0xBF;

static SHIFTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([\p{Han}）》”]+)(\?{1,2}[a-z]|？[a-z])(\p{Han}+)").ok());

pub fn stops(text: &str, script: &Script, cuts: &mut Vec<Cut>) {
    let Some(shifted) = SHIFTED.as_ref().filter(|_| !script.stretches().is_empty()) else { return };
    for found in shifted.captures_iter(text) {
        cuts.extend(cut(&found).filter(|cut| script.is_traditional_at(cut.bytes.start)));
    }
}

fn cut(found: &Captures<'_>) -> Option<Cut> {
    const REACH: usize = 6;
    const COMMON: i64 = -115;
    let shifted = found.get(2)?;
    let letter = *shifted.as_str().as_bytes().last()?;
    let second = decode([LEAD, letter]).filter(|&c| script::is_traditional(c))?;
    if words::single(second) < COMMON {
        return None;
    }
    let mut before: Vec<char> = found[1].chars().rev().take(REACH).collect();
    before.reverse();
    let after: Vec<char> = [second].into_iter().chain(found[3].chars().take(REACH)).collect();
    let candidates: Vec<char> = (0x81..=0xFE).filter_map(|lead| decode([lead, TAIL])).collect();
    let fit = Gap::new(&before, &after).best_of(&candidates)?;
    let (first, kind) = match fit.c {
        '。' => ('。', EditKind::LostByte),
        _ => (char::REPLACEMENT_CHARACTER, EditKind::Lost),
    };
    let instead: String = [first, second].into_iter().collect();
    let why = match kind {
        EditKind::LostByte => Why::OnlyWord(instead.clone()),
        _ => Why::Uncertain,
    };
    Some(Cut { bytes: shifted.range(), instead, kind, why })
}

fn decode(bytes: [u8; 2]) -> Option<char> {
    GBK.decode_without_bom_handling_and_without_replacement(&bytes)?.chars().next()
}
