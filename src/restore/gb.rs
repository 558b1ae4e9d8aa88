//! GB18030 with lost bytes. When a byte of a pair is lost, everything up to the next ASCII mark is
//! read out of step: 会议通过 becomes rubbish. The place of the loss is found again by trying each:
//! before it the text reads well as it stands, after it one byte later.

use super::lost::{Decoded, Left};
use super::words::{self, Gap};
use encoding_rs::GB18030;
use std::ops::Range;

/// Places that read this much worse than the best are not looked at.
const NEAR: i64 = 200;

/// Places farther apart than so many characters are not compared.
const FARTHEST: usize = 8;

/// A block with more losses is not worth the search: what it lost is only marked.
const MOST: usize = 1000;

/// How many characters on each side are looked at.
const REACH: usize = 6;

/// How much better the best place must read than the next to be certain.
const MARGIN: i64 = 60;

/// Decodes whole lines.
pub fn decode(bytes: &[u8], decoded: &mut Decoded) {
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if broken {
        let losses = text.matches(char::REPLACEMENT_CHARACTER).count();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            decode_line(line, losses <= MOST, decoded);
        }
    } else {
        decoded.text.push_str(&text);
    }
}

fn decode_line(line: &[u8], search: bool, decoded: &mut Decoded) {
    let mut run = 0;
    let mut at = 0;
    while at < line.len() {
        match length(&line[at..]) {
            Some(1) => {
                at += 1;
                push(&line[run..at], decoded);
                run = at;
            }
            Some(length) => at += length,
            None => {
                if search {
                    out_of_step(&line[run..=at], decoded);
                } else {
                    push_lost(&line[run..=at], decoded);
                }
                at += 1;
                run = at;
            }
        }
    }
    push(&line[run..], decoded);
}

/// How many bytes the character at the beginning has; `None` if it is broken.
fn length(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [0..=0x80, ..] => Some(1),
        [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..] => Some(4),
        [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, ..] => Some(2),
        _ => None,
    }
}

/// The last place where a character ends.
pub fn boundary(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(length) = length(&bytes[at..]) {
        at += length;
        if at >= bytes.len() {
            return bytes.len();
        }
    }
    if bytes.len() - at > 3 || at == 0 { bytes.len() } else { at }
}

fn push(bytes: &[u8], decoded: &mut Decoded) {
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if broken {
        let marks = text.matches(char::REPLACEMENT_CHARACTER).count();
        decoded.left.extend(std::iter::repeat_n(Left::Nothing, marks));
    }
    decoded.text.push_str(&text);
}

/// A run that ends with half a character: one byte of it was lost.
fn out_of_step(run: &[u8], decoded: &mut Decoded) {
    let pairs = run.len() / 2;
    if run.len().is_multiple_of(2) || run.iter().any(|&byte| byte < 0x40) || pairs == 0 {
        return push_lost(run, decoded);
    }
    let places = places(run, pairs);
    let (first, last) = (places.start, places.end);
    push(&run[..2 * first], decoded);
    decoded.text.push(char::REPLACEMENT_CHARACTER);
    decoded.left.push(if first == last { Left::GbByte(run[2 * first]) } else { Left::Nothing });
    push(&run[2 * last + 1..], decoded);
}

/// After how many pairs the lone byte stands: from the first place that reads well to the last.
fn places(run: &[u8], pairs: usize) -> Range<usize> {
    let before = chars(&run[..2 * pairs]);
    let after = chars(&run[1..]);
    let (until, from) = (Reading::of(&before), Reading::of(&after));
    let total = |at: usize| until.until(at) + from.from(at);
    let best = (0..=pairs).map(total).max().unwrap_or_default();
    let near: Vec<usize> = (0..=pairs).filter(|&at| total(at) + NEAR > best).collect();
    let (Some(&first), Some(&last)) = (near.first(), near.last()) else { return 0..pairs };
    if last - first > FARTHEST {
        return first..last;
    }
    let (left, right) = (first.saturating_sub(REACH), (last + REACH).min(pairs));
    let value = |at: usize| {
        let candidates = Left::GbByte(run[2 * at]).candidates();
        let gap = Gap::new(&before[left..at], &after[at..right]);
        gap.best_of(&candidates).map_or(i64::MIN / 2, |fit| fit.value)
    };
    let values: Vec<i64> = (first..=last).map(value).collect();
    let best = values.iter().max().copied().unwrap_or_default();
    let good = |value: &i64| value + MARGIN > best;
    let start = values.iter().position(good).unwrap_or_default();
    let end = values.iter().rposition(good).unwrap_or_default();
    first + start..first + end
}

fn push_lost(run: &[u8], decoded: &mut Decoded) {
    push(&run[..run.len() - 1], decoded);
    decoded.text.push(char::REPLACEMENT_CHARACTER);
    decoded.left.push(Left::Nothing);
}

fn chars(pairs: &[u8]) -> Vec<char> {
    pairs
        .chunks_exact(2)
        .map(|pair| GB18030.decode_without_bom_handling(pair).0.chars().next())
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// How well characters read, up to each of them.
struct Reading {
    sums: Vec<i64>,
    /// What each gains from the one before it.
    joints: Vec<i64>,
}

impl Reading {
    fn of(chars: &[char]) -> Self {
        let mut reading = Self { sums: vec![0], joints: vec![0] };
        let mut sum = 0;
        for (at, &c) in chars.iter().enumerate() {
            let joint = if at > 0 { words::pair(chars[at - 1], c) } else { 0 };
            sum += words::single(c) + joint;
            reading.joints[at] = joint;
            reading.joints.push(0);
            reading.sums.push(sum);
        }
        reading
    }

    fn until(&self, at: usize) -> i64 {
        self.sums[at]
    }

    fn from(&self, at: usize) -> i64 {
        self.sums.last().map_or(0, |all| all - self.sums[at] - self.joints[at])
    }
}
