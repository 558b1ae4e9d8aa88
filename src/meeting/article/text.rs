//! The text being read: one plain form for the rules, and the way back to what was written.

use std::ops::Range;

/// A longer text is no news article; what follows is not read.
const LONGEST: usize = 60_000;

/// A part of the plain text, and where it begins in it (bytes).
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub str: &'t str,
    pub at: usize,
}

impl Piece<'_> {
    pub fn range(self) -> Range<usize> {
        self.at..self.at + self.str.len()
    }

    /// The part at these bytes of the piece.
    pub fn part(self, range: Range<usize>) -> Self {
        Self { str: &self.str[range.clone()], at: self.at + range.start }
    }

    pub fn after(self, start: usize) -> Self {
        self.part(start..self.str.len())
    }

    pub fn before(self, end: usize) -> Self {
        self.part(0..end)
    }

    pub fn trim(self) -> Self {
        self.trim_matches(char::is_whitespace)
    }

    pub fn trim_matches(self, what: impl Fn(char) -> bool + Copy) -> Self {
        let start = self.str.len() - self.str.trim_start_matches(what).len();
        let end = self.str.trim_end_matches(what).len();
        self.part(start..end.max(start))
    }

    pub fn is_empty(self) -> bool {
        self.str.is_empty()
    }

    /// The first `count` characters.
    pub fn first(self, count: usize) -> Self {
        let end = self.str.char_indices().nth(count).map_or(self.str.len(), |(index, _)| index);
        self.before(end)
    }

    /// Length in characters.
    pub fn count(self) -> usize {
        self.str.chars().count()
    }

    /// Cuts at each character outside brackets and quotation marks for which `at` holds;
    /// the character itself is in neither part.
    pub fn split(self, at: impl Fn(char) -> bool) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (index, mark) in outside_brackets(self.str) {
            if at(mark) {
                parts.push(self.part(start..index));
                start = index + mark.len_utf8();
            }
        }
        parts.push(self.after(start));
        parts
    }
}

/// The characters outside 《》, “” and （）, with their offsets. A bracket never closed does not
/// hide what follows it.
pub(super) fn outside_brackets(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut hidden_until = 0;
    text.char_indices().filter(move |&(index, mark)| {
        if index < hidden_until {
            return false;
        }
        if let Some(length) = bracketed(&text[index..], mark) {
            hidden_until = index + length;
        }
        true
    })
}

/// How many bytes the bracket opened at the start of `text` takes, nested ones counted.
fn bracketed(text: &str, open: char) -> Option<usize> {
    const WIDEST: usize = 150;
    let close = match open {
        '《' => '》',
        '“' => '”',
        '（' => '）',
        '【' => '】',
        _ => return None,
    };
    let mut depth = 0_usize;
    for (index, mark) in text.char_indices().take(WIDEST) {
        if mark == open {
            depth += 1;
        } else if mark == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

/// A text in its plain form: full-width punctuation, half-width digits and letters.
pub(super) struct Text<'a> {
    raw: &'a str,
    plain: String,
    /// For each byte of `plain` (and its end): the character it belongs to.
    character: Vec<u32>,
    /// For each character (and the end): its byte in `raw`.
    raw_at: Vec<u32>,
}

impl<'a> Text<'a> {
    pub fn new(raw: &'a str) -> Self {
        let mut text = Self {
            raw,
            plain: String::with_capacity(raw.len()),
            character: Vec::with_capacity(raw.len() + 1),
            raw_at: Vec::with_capacity(raw.len() / 3 + 1),
        };
        let mut end = raw.len();
        for (number, (index, mark)) in raw.char_indices().enumerate() {
            if number == LONGEST {
                end = index;
                break;
            }
            let plain = plain(mark);
            text.plain.push(plain);
            text.raw_at.push(small(index));
            text.character.extend(std::iter::repeat_n(small(number), plain.len_utf8()));
        }
        text.character.push(small(text.raw_at.len()));
        text.raw_at.push(small(end));
        text
    }

    /// The whole plain text.
    pub fn whole(&self) -> Piece<'_> {
        Piece { str: &self.plain, at: 0 }
    }

    /// The lines that are not empty, trimmed.
    pub fn lines(&self) -> Vec<Piece<'_>> {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in self.plain.split('\n') {
            let piece = Piece { str: line, at: start }.trim();
            if !piece.is_empty() {
                lines.push(piece);
            }
            start += line.len() + 1;
        }
        lines
    }

    /// Offsets in characters of a range of the plain text.
    pub fn span(&self, range: &Range<usize>) -> (usize, usize) {
        (self.character[range.start] as usize, self.character[range.end] as usize)
    }

    /// What was written there.
    pub fn written(&self, range: &Range<usize>) -> &'a str {
        let (from, to) = self.span(range);
        &self.raw[self.raw_at[from] as usize..self.raw_at[to] as usize]
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn plain(mark: char) -> char {
    match mark {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        '〈' => '《',
        '〉' => '》',
        '「' | '『' => '“',
        '」' | '』' => '”',
        '•' | '・' | '‧' | '∙' | '．' => '·',
        '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '〇' | '○' => '〇',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '／' => char::from_u32(mark as u32 - 0xFEE0).unwrap_or(mark),
        _ if mark.is_whitespace() && mark != '\n' => ' ',
        _ => mark,
    }
}

/// The sentences of a paragraph, without their full stops.
pub(super) fn sentences(paragraph: Piece<'_>) -> impl Iterator<Item = Piece<'_>> {
    let mut start = 0;
    paragraph
        .str
        .split_inclusive(['。', '！', '？'])
        .map(move |sentence| {
            let at = start;
            start += sentence.len();
            paragraph.part(at..start).trim_matches(|c| c.is_whitespace() || "。！？".contains(c))
        })
        .filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_does_not_go_through_brackets() {
        let text = Text::new("听取《甲,乙》,通过(丙,丁)");
        let parts = text.whole().split(|c| c == '，');
        let written: Vec<_> = parts.iter().map(|p| text.written(&p.range())).collect();
        assert_eq!(written, ["听取《甲,乙》", "通过(丙,丁)"]);
    }

    #[test]
    fn an_open_bracket_hides_nothing() {
        let text = Text::new("听取《甲，乙");
        assert_eq!(text.whole().split(|c| c == '，').len(), 2);
    }

    #[test]
    fn spans_count_characters_of_the_text_as_given() {
        let text = Text::new("１(月)");
        assert_eq!(text.span(&(1..text.whole().str.len())), (1, 4));
    }
}
