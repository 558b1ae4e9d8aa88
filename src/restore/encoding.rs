//! Bytes to text: which encoding it is, where a block may end, and what lost bytes leave behind.

use super::gb;
use super::lost::{Decoded, Left};
use super::script::{is_han, is_rare};
use super::unreadable::{self, Unreadable};
use encoding_rs::{BIG5, GB18030};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Gb18030,
    Big5,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// Tells the encoding from the first block, and how long its byte-order mark is. `complete`: the
    /// block is the whole text.
    ///
    /// # Errors
    /// Says why these bytes are no Chinese text.
    pub fn of(first: &[u8], complete: bool) -> Result<(Self, usize), Unreadable> {
        unreadable::by_magic(first)?;
        let (encoding, mark) = match first {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (Self::guess(first)?, 0),
        };
        let text = &first[mark..];
        let end = if complete { text.len() } else { encoding.end_of_block(text) };
        unreadable::by_text(&encoding.decode(&text[..end]).text)?;
        Ok((encoding, mark))
    }

    fn guess(bytes: &[u8]) -> Result<Self, Unreadable> {
        if let Some(encoding) = utf16(bytes) {
            Ok(encoding)
        } else if bytes.contains(&0) {
            Err(Unreadable::Binary)
        } else if is_utf8(bytes) {
            Ok(Self::Utf8)
        } else if unreadable::has_controls(bytes) {
            Err(Unreadable::Binary)
        } else {
            legacy(bytes).ok_or_else(|| not_chinese(bytes))
        }
    }

    /// Where a block that goes on beyond `bytes` may be cut: after a line, else after a sentence,
    /// else between two characters.
    pub fn end_of_block(self, bytes: &[u8]) -> usize {
        match self {
            Self::Utf16Le | Self::Utf16Be => self.end_of_units(bytes),
            _ => match bytes.iter().rposition(|&byte| byte == b'\n') {
                Some(at) => at + 1,
                None if self == Self::Utf8 => end_of_utf8(bytes),
                None => gb::boundary(bytes),
            },
        }
    }

    fn end_of_units(self, bytes: &[u8]) -> usize {
        let whole = bytes.len() & !1;
        let line = match self {
            Self::Utf16Le => [b'\n', 0],
            _ => [0, b'\n'],
        };
        let end = bytes[..whole].chunks_exact(2).rposition(|unit| unit == line);
        end.map_or(whole, |at| 2 * at + 2)
    }

    /// Decodes whole lines or the last of a text.
    pub fn decode(self, bytes: &[u8]) -> Decoded {
        match self {
            Self::Utf8 | Self::Gb18030 => self.decode_lines(bytes),
            Self::Big5 => Decoded::damaged(BIG5.decode_without_bom_handling(bytes).0.into_owned()),
            Self::Utf16Le => decode_utf16(bytes, u16::from_le_bytes),
            Self::Utf16Be => decode_utf16(bytes, u16::from_be_bytes),
        }
    }
}

/// UTF-8 and GB18030, with lines of the other in between: files are put together from several.
impl Encoding {
    fn decode_lines(self, bytes: &[u8]) -> Decoded {
        let mut decoded = Decoded::default();
        let (mut start, mut end) = (0, 0);
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            if self.is_not_of(line) {
                self.decode_own(&bytes[start..end], &mut decoded);
                self.other().decode_own(line, &mut decoded);
                start = end + line.len();
            }
            end += line.len();
        }
        self.decode_own(&bytes[start..], &mut decoded);
        decoded
    }

    fn other(self) -> Self {
        if self == Self::Utf8 { Self::Gb18030 } else { Self::Utf8 }
    }

    fn decode_own(self, bytes: &[u8], decoded: &mut Decoded) {
        if self == Self::Utf8 { decode_utf8(bytes, decoded) } else { gb::decode(bytes, decoded) }
    }

    /// Is this line beyond doubt in the other encoding?
    fn is_not_of(self, line: &[u8]) -> bool {
        const HAN: usize = 3;
        const SHARE: usize = 80;
        let utf8 = std::str::from_utf8(line);
        if self == Self::Gb18030 {
            return utf8.is_ok_and(|text| text.chars().filter(|&c| is_han(c)).count() >= HAN);
        }
        let gb = |line| GB18030.decode_without_bom_handling_and_without_replacement(line);
        utf8.is_err()
            && !is_utf8(line)
            && gb(line)
                .is_some_and(|text| text.chars().filter(|&c| is_han(c)).count() >= HAN && common_share(&text) >= SHARE)
    }
}

/// Text without a byte-order mark is UTF-16 if nearly all its units are what Chinese text is made
/// of, read one way but not the other.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).take(4096).map(|pair| unit([pair[0], pair[1]]));
        let (mut all, mut fit, mut han) = (0, 0, 0);
        for unit in units {
            all += 1;
            let common = char::from_u32(unit.into()).is_some_and(|c| is_han(c) && !is_rare(c));
            han += usize::from(common);
            fit += usize::from(
                matches!(unit, 0x4E00..=0x9FFF | 0xD840..=0xD87F | 0xDC00..=0xDFFF | 0x3000..=0x303F | 0xFF00..=0xFFEF
                | 0x2010..=0x203B | 0x20..=0x7E | 0xB7 | 0x09 | 0x0A | 0x0D),
            );
        }
        if han * 5 >= all && fit * 20 >= all * 19 { fit } else { 0 }
    };
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return None;
    }
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match little.cmp(&big) {
        std::cmp::Ordering::Greater => Some(Encoding::Utf16Le),
        std::cmp::Ordering::Less => Some(Encoding::Utf16Be),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whole, or with more Han characters in it than damage.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut han, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        han += chunk.valid().chars().filter(|&c| is_han(c)).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let cut_short = bytes.utf8_chunks().last().is_some_and(|chunk| !chunk.invalid().is_empty());
    broken == 0 || han > broken - usize::from(cut_short)
}

/// The encoding in which more of the text is common Chinese, if that is enough of it.
fn legacy(bytes: &[u8]) -> Option<Encoding> {
    const LEAST: usize = 40;
    let share = |encoding: &'static encoding_rs::Encoding| common_share(&encoding.decode_without_bom_handling(bytes).0);
    let (gb, big5) = (share(GB18030), share(BIG5));
    let (share, encoding) = if gb >= big5 { (gb, Encoding::Gb18030) } else { (big5, Encoding::Big5) };
    (share >= LEAST).then_some(encoding)
}

/// Western text in an old encoding, or no text.
fn not_chinese(bytes: &[u8]) -> Unreadable {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if high * 5 < bytes.len() { Unreadable::NotChinese } else { Unreadable::Binary }
}

/// How many in a hundred characters beyond ASCII are common Han characters or Chinese punctuation.
fn common_share(text: &str) -> usize {
    let (mut all, mut common) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        let punctuation = matches!(c, '\u{3000}'..='\u{3011}' | '\u{2014}'..='\u{2026}' | '！'..='～');
        common += usize::from(punctuation || is_han(c) && !is_rare(c));
    }
    (common * 100_usize).checked_div(all).unwrap_or_default()
}

fn end_of_utf8(bytes: &[u8]) -> usize {
    let whole = bytes.len()
        - bytes
            .iter()
            .rev()
            .take(4)
            .position(|&byte| !(0x80..0xC0).contains(&byte))
            .map_or(0, |at| if bytes[bytes.len() - 1 - at] < 0x80 { at } else { at + 1 });
    let text = &bytes[..whole];
    let stop = ["。", "！", "？", "；", "，"]
        .iter()
        .filter_map(|mark| text.windows(3).rposition(|window| window == mark.as_bytes()))
        .max();
    match stop {
        Some(at) if at * 2 > whole => at + 3,
        _ if whole > 0 => whole,
        _ => bytes.len(),
    }
}

fn decode_utf8(bytes: &[u8], decoded: &mut Decoded) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        note_marks(text, decoded);
        decoded.text.push_str(text);
        return;
    }
    let mut broken = Vec::new();
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            end_of_damage(&mut broken, decoded);
            note_marks(chunk.valid(), decoded);
            decoded.text.push_str(chunk.valid());
        }
        broken.extend_from_slice(chunk.invalid());
    }
    end_of_damage(&mut broken, decoded);
}

/// Marks that came with the text are counted with those of the damage.
fn note_marks(valid: &str, decoded: &mut Decoded) {
    let marks = valid.matches(char::REPLACEMENT_CHARACTER).count();
    decoded.left.extend(std::iter::repeat_n(Left::Marked, marks));
}

/// Turns broken bytes in a row into marks: pairs of trailing bytes each had a leading byte; a leading
/// byte may have one trailing byte left; anything else is one mark, for nobody knows how many
/// characters it was.
fn end_of_damage(broken: &mut Vec<u8>, decoded: &mut Decoded) {
    let is_tail = |byte: &u8| (0x80..0xC0).contains(byte);
    let mut rest = broken.as_slice();
    while let Some((&first, after)) = rest.split_first() {
        let tails = rest.iter().take_while(|byte| is_tail(byte)).count();
        let (left, gone) = match (first, after) {
            _ if tails > 0 && tails % 2 == 0 => (Left::Utf8Tail([rest[0], rest[1]]), 2),
            _ if tails > 0 => (Left::Nothing, tails),
            (0xE0..=0xEF, [tail, ..]) if is_tail(tail) => (Left::Utf8Head([first, *tail]), 2),
            _ => (Left::Nothing, 1),
        };
        decoded.text.push(char::REPLACEMENT_CHARACTER);
        decoded.left.push(left);
        rest = &rest[gone..];
    }
    broken.clear();
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let units = bytes.chunks(2).map(|pair| match *pair {
        [a, b] => unit([a, b]),
        _ => 0xFFFD,
    });
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Decoded::damaged(text)
}
