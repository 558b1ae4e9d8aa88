//! What the dictionary knows: how well a character fits between others. Values are tenths of the
//! natural logarithm of a likelihood, so 100 more is twenty thousand times likelier.

use super::script;
use jieba_rs::Jieba;
use std::sync::LazyLock;

static WORDS: LazyLock<Jieba> = LazyLock::new(Jieba::new);

const LONGEST_WORD: usize = 4;

/// A gap in a text, with the Han characters on both sides of it, simplified.
pub struct Gap {
    before: Vec<char>,
    after: Vec<char>,
    /// How likely the best parting into words is: of the first n characters of `before`.
    until: Vec<i64>,
    /// And of `after` without its first n characters.
    from: Vec<i64>,
}

/// What fits a gap best.
#[derive(Debug)]
pub struct Fit {
    pub c: char,
    /// With whatever it makes, rare words too.
    pub value: i64,
    /// The well-known word it makes with its neighbours, and its value.
    pub word: Option<(i64, String)>,
    /// The value of what fits second best.
    pub next: i64,
}

impl Gap {
    pub fn new(before: &[char], after: &[char]) -> Self {
        let (before, after) = (simplified(before), simplified(after));
        let until = parted(before.len(), |range| before[range].iter().collect());
        let mut from =
            parted(after.len(), |range| after[after.len() - range.end..after.len() - range.start].iter().collect());
        from.reverse();
        Self { before, after, until, from }
    }

    pub fn best_of(&self, candidates: &[char]) -> Option<Fit> {
        let mut best: Option<Fit> = None;
        for &c in candidates {
            let (value, word) = self.values(c);
            match &mut best {
                Some(best) if best.value >= value => best.next = best.next.max(value),
                _ => {
                    let next = best.map_or(i64::MIN / 2, |best| best.value);
                    best = Some(Fit { c, value, word, next });
                }
            }
        }
        best
    }

    /// With a word that takes so many characters of each side.
    fn value(&self, left: usize, right: usize, word: i64) -> i64 {
        self.until[self.before.len() - left] + word + self.from[right]
    }

    /// How well a character fits at best, and with the best well-known word it makes.
    fn values(&self, c: char) -> (i64, Option<(i64, String)>) {
        let mut value = self.value(0, 0, single(c));
        let mut best = None;
        for left in 0..LONGEST_WORD.min(self.before.len() + 1) {
            for right in 0..(LONGEST_WORD - left).min(self.after.len() + 1) {
                let before = &self.before[self.before.len() - left..];
                let word: String = before.iter().chain([&c]).chain(&self.after[..right]).collect();
                if left + right > 0 && WORDS.has_word(&word) {
                    let likelihood = likelihood(&word);
                    let with = self.value(left, right, likelihood);
                    value = value.max(with);
                    if likelihood > RARE && best.as_ref().is_none_or(|(held, _)| with > *held) {
                        best = Some((with, word));
                    }
                }
            }
        }
        (value, best)
    }
}

/// A word of a few occurrences, often the name of one person.
const RARE: i64 = -160;

fn simplified(chars: &[char]) -> Vec<char> {
    chars.iter().map(|&c| script::simplified(c)).collect()
}

/// How likely the best parting into words of the first n characters is, for each n.
fn parted(length: usize, part: impl Fn(std::ops::Range<usize>) -> String) -> Vec<i64> {
    let mut best = vec![0];
    for end in 1..=length {
        let words = (end.saturating_sub(LONGEST_WORD)..end).filter_map(|start| {
            let word = part(start..end);
            if start + 1 == end {
                Some(best[start] + word.chars().map(single).sum::<i64>())
            } else {
                WORDS.has_word(&word).then(|| best[start] + likelihood(&word))
            }
        });
        let value = words.max().unwrap_or_default();
        best.push(value);
    }
    best
}

/// The likelihood of a character the dictionary does not know.
const UNKNOWN: i64 = -190;

/// A character or mark that text is written with.
pub fn is_known(c: char) -> bool {
    is_punctuation(c) || WORDS.has_word(c.encode_utf8(&mut [0; 4]))
}

/// Of a word the dictionary knows, among its sixty million.
fn likelihood(word: &str) -> i64 {
    const ALL: f64 = 6e7;
    #[expect(clippy::cast_precision_loss, reason = "frequencies are below two to the fiftieth")]
    let frequency = WORDS.suggest_freq(word) as f64;
    #[expect(clippy::cast_possible_truncation, reason = "between -190 and 0")]
    let tenths = ((frequency / ALL).ln() * 10.0) as i64;
    tenths
}

/// Of a character or mark by itself.
pub fn single(c: char) -> i64 {
    match c {
        '，' => -30,
        '。' | '、' => -36,
        '“' | '”' | '《' | '》' => -50,
        _ if is_punctuation(c) => -60,
        _ => {
            let word = script::simplified(c).to_string();
            if WORDS.has_word(&word) { likelihood(&word) } else { UNKNOWN }
        }
    }
}

/// What two characters gain by making a word.
pub fn pair(a: char, b: char) -> i64 {
    const WORD: i64 = 80;
    let word: String = simplified(&[a, b]).into_iter().collect();
    if WORDS.has_word(&word) { WORD } else { 0 }
}

pub fn is_punctuation(c: char) -> bool {
    "，。、；：？！“”‘’（）《》〈〉「」『』【】—…·".contains(c)
}
