//! Characters that lost bytes: found again where only one known word fits, else left marked.

use super::edit::Why;
use super::script;
use encoding_rs::GB18030;
use jieba_rs::Jieba;
use std::sync::LazyLock;

static WORDS: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// How much better (in tenths of a natural logarithm of likelihood) the best must be than the next
/// to be certain: some eight thousand times.
pub const MARGIN: i64 = 90;

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

/// What became of one U+FFFD.
#[derive(Debug)]
pub struct Mark {
    pub why: Why,
}

/// Puts the characters that are certain into `text`; one mark for each U+FFFD it had, in order.
pub fn find(text: &mut String, left: &[Left]) -> Vec<Mark> {
    if left.is_empty() {
        return Vec::new();
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut marks = Vec::with_capacity(left.len());
    let mut left = left.iter();
    for at in 0..chars.len() {
        if chars[at] != char::REPLACEMENT_CHARACTER {
            continue;
        }
        let left = *left.next().unwrap_or(&Left::Marked);
        let found = only_word(&chars, at, &candidates(left));
        let why = match (found, left) {
            (Some((c, word)), _) => {
                chars[at] = c;
                Why::OnlyWord(word)
            }
            (None, Left::Marked) => Why::Marked,
            (None, _) => Why::Uncertain,
        };
        marks.push(Mark { why });
    }
    *text = chars.into_iter().collect();
    marks
}

/// Every character that could have left this behind, in both its forms.
fn candidates(left: Left) -> Vec<char> {
    let whole: Vec<char> = match left {
        Left::Marked | Left::Nothing => return Vec::new(),
        Left::Utf8Tail([a, b]) => (0xE2..=0xEF).filter_map(|lead| utf8([lead, a, b])).collect(),
        Left::Utf8Head([lead, b]) => {
            (0x80..=0xBF).flat_map(|tail| [utf8([lead, b, tail]), utf8([lead, tail, b])]).flatten().collect()
        }
        Left::GbByte(byte) => {
            (0x40..=0xFE).flat_map(|other| [gb([other, byte]), gb([byte, other])]).flatten().collect()
        }
    };
    let mut forms: Vec<char> = whole.into_iter().flat_map(script::forms).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
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
    script::is_han(c) || is_punctuation(c)
}

fn is_punctuation(c: char) -> bool {
    "，。、；：？！“”‘’（）《》〈〉「」『』【】—…·".contains(c)
}

/// The candidate that alone makes a known word with the characters around, and the word.
fn only_word(chars: &[char], at: usize, candidates: &[char]) -> Option<(char, String)> {
    if candidates.is_empty() {
        return None;
    }
    let context = Context::around(chars, at);
    let mut best: Option<(i64, char, String)> = None;
    let mut next = i64::MIN;
    for &c in candidates {
        let alone = context.value(0, 0, single(c));
        let word = context.best_word(c);
        let value = word.as_ref().map_or(alone, |(value, _)| alone.max(*value));
        match &best {
            Some((held, ..)) if *held >= value => next = next.max(value),
            _ => {
                next = next.max(best.as_ref().map_or(i64::MIN, |(held, ..)| *held));
                let word = word.filter(|(of_word, _)| *of_word >= alone).map(|(_, word)| word);
                best = Some((value, c, word.unwrap_or_default()));
            }
        }
    }
    let (value, c, word) = best?;
    (!word.is_empty() && next.saturating_add(MARGIN) < value).then_some((c, word))
}

/// The Han characters on both sides, and how likely the best way to part them into words is.
struct Context {
    before: Vec<char>,
    after: Vec<char>,
    /// Of the first n characters of `before`.
    until: Vec<i64>,
    /// Of `after` without its first n characters.
    from: Vec<i64>,
}

impl Context {
    const REACH: usize = 6;
    const LONGEST_WORD: usize = 4;

    fn around(chars: &[char], at: usize) -> Self {
        let han = |c: &&char| script::is_han(**c);
        let mut before: Vec<char> = chars[..at].iter().rev().take(Self::REACH).take_while(han).copied().collect();
        let after: Vec<char> = chars[at + 1..].iter().take(Self::REACH).take_while(han).copied().collect();
        let mirrored = |text: &[char]| text.iter().rev().copied().collect::<Vec<char>>();
        let mut from = parted(&mirrored(&after), true);
        from.reverse();
        before = mirrored(&before);
        let until = parted(&before, false);
        Self { before, after, until, from }
    }

    /// With a word that takes so many characters of each side.
    fn value(&self, left: usize, right: usize, word: i64) -> i64 {
        self.until[self.before.len() - left] + word + self.from[right]
    }

    fn best_word(&self, c: char) -> Option<(i64, String)> {
        let mut best = None;
        for left in 0..Self::LONGEST_WORD.min(self.before.len() + 1) {
            for right in 0..(Self::LONGEST_WORD - left).min(self.after.len() + 1) {
                let word: String =
                    self.before[self.before.len() - left..].iter().chain([&c]).chain(&self.after[..right]).collect();
                if left + right > 0 && WORDS.has_word(&word) {
                    let value = self.value(left, right, likelihood(&word));
                    if best.as_ref().is_none_or(|(held, _)| value > *held) {
                        best = Some((value, word));
                    }
                }
            }
        }
        best
    }
}

/// How likely the best parting into words of the first n characters is, for each n. `mirrored`
/// text is read from its end.
fn parted(chars: &[char], mirrored: bool) -> Vec<i64> {
    let mut best = vec![0];
    for end in 1..=chars.len() {
        let alone = best[end - 1] + single(chars[end - 1]);
        let words = (end.saturating_sub(Context::LONGEST_WORD)..end - 1).filter_map(|start| {
            let part = &chars[start..end];
            let word: String = if mirrored { part.iter().rev().collect() } else { part.iter().collect() };
            WORDS.has_word(&word).then(|| best[start] + likelihood(&word))
        });
        best.push(words.fold(alone, i64::max));
    }
    best
}

/// Ten times the natural logarithm of a frequency among the dictionary's sixty million words.
fn logarithm(frequency: usize) -> i64 {
    const ALL: f64 = 6e7;
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a rough measure")]
    let tenths = (((frequency as f64) + 0.5) / ALL).ln().mul_add(10.0, 0.0) as i64;
    tenths
}

fn likelihood(word: &str) -> i64 {
    logarithm(WORDS.suggest_freq(word))
}

fn single(c: char) -> i64 {
    const PUNCTUATION: usize = 2_000_000;
    let word = c.to_string();
    match c {
        _ if is_punctuation(c) => logarithm(PUNCTUATION),
        _ if WORDS.has_word(&word) => likelihood(&word),
        _ => logarithm(0),
    }
}

/// How well one character reads by itself, in either script.
pub fn fitness(c: char) -> i64 {
    script::forms(c).map(single).max().unwrap_or_default()
}

/// What two characters gain by making a word.
pub fn pair_fitness(a: char, b: char) -> i64 {
    const WORD: i64 = 80;
    let word: String = [script::simplified(a), script::simplified(b)].into_iter().collect();
    if WORDS.has_word(&word) { WORD } else { 0 }
}
