//! Characters that lost bytes: found again where only one known word fits, else left marked.

use super::edit::Why;
use super::script;
use super::words::{self, Gap};
use encoding_rs::GB18030;

/// How much better the best must fit than the next to be certain.
const MARGIN: i64 = 70;

/// How many characters on each side are looked at.
const REACH: usize = 6;

/// A block with more marks is not worth the search: they stay marks.
const MOST: usize = 2000;

/// What is left of the character that a U+FFFD stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The mark came with the text.
    Marked,
    /// Not enough to tell.
    Nothing,
    /// The two trailing bytes of three in UTF-8.
    Utf8Tail([u8; 2]),
    /// The leading byte of three in UTF-8 and one of the trailing.
    Utf8Head([u8; 2]),
    /// One byte of two in GB18030, the first or the second.
    GbByte(u8),
}

/// A block as text; `left` tells of each U+FFFD in it what remained of the character.
#[derive(Debug, Default)]
pub struct Decoded {
    pub text: String,
    pub left: Vec<Left>,
}

impl Decoded {
    /// Text of which only its marks tell the damage.
    pub fn damaged(text: String) -> Self {
        let left = vec![Left::Nothing; text.matches(char::REPLACEMENT_CHARACTER).count()];
        Self { text, left }
    }
}

/// Puts the characters that are certain into `text`; tells of each U+FFFD it had, in order, why it
/// became what it is now.
pub fn find(text: &mut String, left: &[Left]) -> Vec<Why> {
    if left.is_empty() {
        return Vec::new();
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut whys = Vec::with_capacity(left.len());
    let search = left.len() <= MOST;
    for at in 0..chars.len() {
        if chars[at] != char::REPLACEMENT_CHARACTER {
            continue;
        }
        let left = left.get(whys.len()).copied().unwrap_or(Left::Marked);
        let found = if search { only_word(&chars, at, left) } else { None };
        if let Some((c, _)) = found {
            chars[at] = c;
        }
        whys.push(match (found, left) {
            (Some((_, word)), _) => Why::OnlyWord(word),
            (None, Left::Marked) => Why::Marked,
            (None, _) => Why::Uncertain,
        });
    }
    *text = chars.into_iter().collect();
    whys
}

/// The one candidate that makes a known word with the characters around, far likelier than any other.
fn only_word(chars: &[char], at: usize, left: Left) -> Option<(char, String)> {
    let candidates = left.candidates();
    if candidates.is_empty() {
        return None;
    }
    let han = |c: &&char| script::is_han(**c);
    let before = chars[..at].iter().rev().take(REACH).take_while(han).count();
    let after = chars[at + 1..].iter().take(REACH).take_while(han).count();
    let gap = Gap::new(&chars[at - before..at], &chars[at + 1..at + 1 + after]);
    let fit = gap.best_of(&candidates)?;
    let (value, word) = fit.word?;
    (value >= fit.next + MARGIN).then_some((fit.c, word))
}

impl Left {
    /// Every character the dictionary knows that could have left this behind.
    pub fn candidates(self) -> Vec<char> {
        let whole: Vec<char> = match self {
            Self::Marked | Self::Nothing => return Vec::new(),
            Self::Utf8Tail([a, b]) => (0xE2..=0xEF).filter_map(|lead| utf8([lead, a, b])).collect(),
            Self::Utf8Head([lead, b]) => {
                (0x80..=0xBF).flat_map(|tail| [utf8([lead, b, tail]), utf8([lead, tail, b])]).flatten().collect()
            }
            Self::GbByte(byte) => {
                (0x40..=0xFE).flat_map(|other| [gb([other, byte]), gb([byte, other])]).flatten().collect()
            }
        };
        let mut forms: Vec<char> = whole.into_iter().flat_map(script::forms).collect();
        forms.sort_unstable();
        forms.dedup();
        forms.retain(|&c| words::is_known(c));
        forms
    }
}

fn utf8(bytes: [u8; 3]) -> Option<char> {
    std::str::from_utf8(&bytes).ok()?.chars().next().filter(|&c| is_written(c))
}

fn gb(bytes: [u8; 2]) -> Option<char> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|&c| chars.next().is_none() && is_written(c))
}

fn is_written(c: char) -> bool {
    script::is_han(c) || words::is_punctuation(c)
}
