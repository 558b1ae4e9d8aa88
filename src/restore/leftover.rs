//! What converters leave behind in text that is otherwise simplified, or that shows no script at all:
//! 看著 and 乾净, which no simplified text writes.
//!
//! Only whole words without another reading count: 著名 著作 乾隆 stay, and so does 於, which is a
//! surname (由於崇文主持).

use super::cut::Cut;
use super::edit::{EditKind, Why};
use super::script::{self, Script};
use std::ops::Range;

/// Verbs that take 着, though none that may stand before a 著 of its own, as 编著 or 译著.
const VERBS: &str =
    "看有随跟沿朝向接带走跑坐站等笑哭想听说拿抱背拉推握捧举指望盯忙试顺凭靠围绕伴穿戴活住躺睡挂贴写存味藏趁藉";

/// What 著 makes another word with, or what follows an author's name and their 著.
const AFTER_ZHU: &str = "名作称述书录者译有权文于论";

/// What follows 乾 in words for dry things.
const AFTER_GAN: &str = "净淨燥旱脆杯枯涸粮瘪裂涩冰洗";

/// What stands before 乾 in words for dry things.
const BEFORE_GAN: [&str; 9] = ["晒", "烘", "烤", "风", "擦", "晾", "饼", "葡萄", "豆腐"];

pub fn words(text: &str, script: &Script, cuts: &mut Vec<Cut>) {
    if !text.contains('著') && !text.contains('乾') {
        return;
    }
    for (at, c) in text.match_indices(['著', '乾']) {
        let (before, after) = (&text[..at], &text[at + c.len()..]);
        let next = after.chars().next().filter(|&next| script::is_han(next));
        let end = match (c, next) {
            ("著", Some(next)) if !AFTER_ZHU.contains(next) && before.ends_with(|c| VERBS.contains(c)) => 0,
            ("乾", Some(next)) if AFTER_GAN.contains(next) => next.len_utf8(),
            ("乾", _) if BEFORE_GAN.iter().any(|word| before.ends_with(word)) => 0,
            _ => continue,
        };
        if !script.is_traditional_at(at) {
            cuts.push(simplified(text, at..at + c.len() + end));
        }
    }
}

/// A traditional form in simplified text, known for damage by the bracket after it.
pub fn form(text: &str, of: char, end: usize) -> Cut {
    simplified(text, end - of.len_utf8()..end)
}

fn simplified(text: &str, bytes: Range<usize>) -> Cut {
    let instead = text[bytes.clone()].chars().map(script::simplified).collect();
    Cut { bytes, instead, kind: EditKind::Simplified, why: Why::Traditional }
}
