//! Is this a reading of that character? Every common way of writing pinyin is understood:
//! tone marks (composed or not), tone numbers, none at all, ü as v or u:, capitals, odd letters.

use super::script;
use pinyin::{ToPinyin, ToPinyinMulti};

/// The longest syllable is `zhuang`; with separate tone marks, a number and spaces it stays below this.
pub const LONGEST: usize = 24;

/// A syllable as someone wrote it, brought to lower-case letters without marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    letters: [u8; Self::MOST],
    length: usize,
    numbered: bool,
    /// It bears a tone mark or a tone number, so it cannot be an abbreviation.
    pub toned: bool,
    /// How many of its letters are capitals.
    capitals: usize,
}

impl Written {
    const MOST: usize = 6;

    /// Reads the content of a bracket; `None` if it cannot be one syllable of pinyin.
    /// `ü` becomes `v`.
    pub fn parse(content: &str) -> Option<Self> {
        let content = content.trim_matches(is_blank);
        let mut written = Self { letters: [0; Self::MOST], length: 0, numbered: false, toned: false, capitals: 0 };
        for c in content.chars() {
            if c.is_ascii_lowercase() {
                written.push(c as u8)?;
            } else if c.is_ascii_uppercase() {
                written.capitals += 1;
                written.push(c.to_ascii_lowercase() as u8)?;
            } else {
                written.take_mark(c)?;
            }
        }
        (written.length > 0).then_some(written)
    }

    fn push(&mut self, letter: u8) -> Option<()> {
        if self.numbered {
            return None;
        }
        *self.letters.get_mut(self.length)? = letter;
        self.length += 1;
        Some(())
    }

    fn take_mark(&mut self, c: char) -> Option<()> {
        match c {
            '0'..='5' if self.length > 0 && !self.toned => {
                self.toned = true;
                self.numbered = true;
                return Some(());
            }
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{306}' | '\u{30C}' if self.length > 0 => {
                self.toned = true;
                return Some(());
            }
            '\u{308}' | ':' if self.last() == Some(b'u') => {
                self.letters[self.length - 1] = b'v';
                return Some(());
            }
            _ => {}
        }
        let (letter, toned) = marked_letter(c)?;
        self.push(letter)?;
        self.toned |= toned;
        Some(())
    }

    fn last(&self) -> Option<u8> {
        self.length.checked_sub(1).map(|at| self.letters[at])
    }

    /// Written in capitals, as an abbreviation is.
    pub fn is_capitals(&self) -> bool {
        self.capitals == self.length && self.length > 1
    }

    /// With a capital, as a name is.
    pub fn is_capitalised(&self) -> bool {
        self.capitals > 0
    }

    /// How many letters the syllable has.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Is it the reading of `c` that comes first in the table?
    pub fn is_usual_reading_of(&self, c: char) -> bool {
        let letters = &self.letters[..self.length];
        c.to_pinyin().is_some_and(|reading| same_syllable(letters, reading.plain()))
    }

    /// Is it a reading of `c` that has no tone, as 了(le)? Then it could not be written with one.
    pub fn is_neutral_reading_of(&self, c: char) -> bool {
        let letters = &self.letters[..self.length];
        !self.toned
            && self.capitals == 0
            && self.length > 1
            && script::forms(c)
                .filter_map(|form| form.to_pinyin_multi())
                .flat_map(IntoIterator::into_iter)
                .any(|reading| reading.with_tone().as_bytes() == letters)
    }

    /// Is it a reading of `c`, in whichever script `c` or the syllable was meant? Tones are not
    /// compared: they change in speech, and converters write neutral ones.
    pub fn is_reading_of(&self, c: char) -> bool {
        let letters = &self.letters[..self.length];
        script::forms(c)
            .filter_map(|form| form.to_pinyin_multi())
            .flat_map(IntoIterator::into_iter)
            .any(|reading| same_syllable(letters, reading.plain()))
    }
}

/// Spaces of every width, and the marks without width that copying leaves behind.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

fn marked_letter(c: char) -> Option<(u8, bool)> {
    Some(match c {
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' | 'Ā' | 'Á' | 'Ǎ' | 'À' => (b'a', true),
        'ē' | 'é' | 'ě' | 'è' | 'ĕ' | 'Ē' | 'É' | 'Ě' | 'È' | 'ế' | 'ề' => (b'e', true),
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => (b'i', true),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' | 'Ō' | 'Ó' | 'Ǒ' | 'Ò' => (b'o', true),
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => (b'u', true),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => (b'v', true),
        'ń' | 'ň' | 'ǹ' => (b'n', true),
        'ḿ' => (b'm', true),
        'ü' | 'Ü' => (b'v', false),
        'ê' => (b'e', false),
        'ɑ' => (b'a', false),
        'ɡ' => (b'g', false),
        'Ａ'..='Ｚ' => (u8::try_from(c as u32 - 'Ａ' as u32).ok()? + b'a', false),
        'ａ'..='ｚ' => (u8::try_from(c as u32 - 'ａ' as u32).ok()? + b'a', false),
        _ => return None,
    })
}

/// Compares with a reading of the table, which writes `ü`; `lue` and `nue` stand for `lüe`, `nüe`.
fn same_syllable(letters: &[u8], plain: &str) -> bool {
    if letters == plain.as_bytes() {
        return true;
    }
    let mut letters = letters.iter();
    let mut same = plain.chars().all(|c| match (c, letters.next()) {
        ('ü', Some(b'v')) | ('ê', Some(b'e')) => true,
        ('ü', Some(b'u')) => plain.ends_with('e'),
        ('u', Some(b'v')) => matches!(plain.as_bytes()[0], b'j' | b'q' | b'x' | b'y'),
        (c, Some(&letter)) => c == char::from(letter),
        (_, None) => false,
    });
    same &= letters.next().is_none();
    same
}

#[cfg(test)]
mod tests {
    use super::Written;

    fn reads(content: &str, c: char) -> bool {
        Written::parse(content).is_some_and(|written| written.is_reading_of(c))
    }

    #[test]
    fn every_common_way_of_writing_a_syllable_is_read() {
        for (content, c) in [
            ("huì", '會'),
            ("hui", '會'),
            ("Huì", '會'),
            ("huì ", '會'),
            ("\u{3000}huì", '会'),
            ("hui4", '會'),
            ("hui\u{300}", '會'),
            ("kuài", '會'),
            ("zhǎng", '長'),
            ("cháng", '長'),
            ("zhuàng", '狀'),
            ("zhuang4", '狀'),
            ("lǜ", '綠'),
            ("lv4", '綠'),
            ("lu:4", '綠'),
            ("lü", '綠'),
            ("lu\u{308}\u{300}", '綠'),
            ("nüè", '虐'),
            ("nue4", '虐'),
            ("xvé", '學'),
            ("fɑ", '發'),
            ("shi5", '識'),
            ("ＨＵＩ", '會'),
        ] {
            assert!(reads(content, c), "{content} of {c}");
        }
    }

    #[test]
    fn what_is_no_reading_of_the_character_is_not_taken() {
        for (content, c) in [
            ("huí", '政'),
            ("草案", '案'),
            ("GDP", '地'),
            ("hui huì", '會'),
            ("hui44", '會'),
            ("4", '是'),
            ("", '會'),
            ("huìyì", '會'),
            ("zhuangzhuang", '狀'),
            ("hui4i", '會'),
        ] {
            assert!(!reads(content, c), "{content} of {c}");
        }
    }

    #[test]
    fn an_abbreviation_is_told_from_a_syllable() {
        assert!(Written::parse("AN").is_some_and(|w| w.is_capitals() && !w.toned));
        assert!(Written::parse("An").is_some_and(|w| !w.is_capitals()));
        assert!(Written::parse("ān").is_some_and(|w| w.toned));
    }
}
