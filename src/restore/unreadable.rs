//! What cannot be read as Chinese text, told from its first bytes.

use super::html::looks_like_html;
use super::script::is_han;
use std::fmt;

/// Why there is nothing to restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unreadable {
    /// Nothing in it, or only white space.
    Empty,
    /// A PDF, whatever its name.
    Pdf,
    /// An office document, old or new, or another archive.
    Office,
    /// A picture.
    Image,
    /// Bytes that are no text in any encoding known here.
    Binary,
    /// Text, but not Chinese.
    NotChinese,
    /// A web page whose elements nest too deep, or are too many.
    TooDeep,
    /// More than [`super::LONGEST`] bytes to be restored in memory.
    TooLong,
}

impl Unreadable {
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Pdf,
        Self::Office,
        Self::Image,
        Self::Binary,
        Self::NotChinese,
        Self::TooDeep,
        Self::TooLong,
    ];

    /// The name of its sentence in word files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "unreadable-empty",
            Self::Pdf => "unreadable-pdf",
            Self::Office => "unreadable-office",
            Self::Image => "unreadable-image",
            Self::Binary => "unreadable-binary",
            Self::NotChinese => "unreadable-not-chinese",
            Self::TooDeep => "unreadable-too-deep",
            Self::TooLong => "unreadable-too-long",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there is nothing in it",
            Self::Pdf => "this is a PDF; copy its text into a text file",
            Self::Office => "this is an office document or an archive; save it as plain text",
            Self::Image => "this is a picture, not text",
            Self::Binary => "these bytes are not text",
            Self::NotChinese => "there is no Chinese text in it",
            Self::TooDeep => "its elements stand too deep within one another",
            Self::TooLong => "it is too long to be read in one piece",
        })
    }
}

impl std::error::Error for Unreadable {}

/// Files that tell by their first bytes that they are no text.
pub fn by_magic(first: &[u8]) -> Result<(), Unreadable> {
    let begins = |magics: &[&[u8]]| magics.iter().any(|magic| first.starts_with(magic));
    let inner = first.trim_ascii_start();
    if inner.starts_with(b"%PDF-") || first.starts_with(b"\xEF\xBB\xBF%PDF-") {
        Err(Unreadable::Pdf)
    } else if begins(OFFICE) {
        Err(Unreadable::Office)
    } else if begins(IMAGES) || first.get(8..12) == Some(b"WEBP") || first.get(4..8) == Some(b"ftyp") {
        Err(Unreadable::Image)
    } else {
        Ok(())
    }
}

const OFFICE: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"{\\rtf",
    b"Rar!\x1A",
    b"7z\xBC\xAF\x27\x1C",
    b"\x1F\x8B",
];

const IMAGES: &[&[u8]] =
    &[b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM\0", b"\0\0\x01\0"];

/// Control characters, which no text in an eight-bit encoding has.
pub fn has_controls(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0E..=0x1F | 0x7F)).count();
    controls * 200 > bytes.len()
}

/// Decoded text in which there is nothing for us: twenty letters, or half a kana, to a character.
pub fn by_text(text: &str) -> Result<(), Unreadable> {
    let (mut han, mut others, mut shown) = (0_usize, 0_usize, false);
    for c in text.chars() {
        if is_han(c) {
            han += 1;
        } else if is_kana_or_hangul(c) {
            others += 40;
        } else if c.is_alphabetic() {
            others += 1;
        }
        shown |= !c.is_whitespace() && c != '\u{FEFF}';
    }
    if text.contains('\0') {
        Err(Unreadable::Binary)
    } else if !shown {
        Err(Unreadable::Empty)
    } else if han == 0 || others > 20 * han && !looks_like_html(text) {
        Err(Unreadable::NotChinese)
    } else {
        Ok(())
    }
}

fn is_kana_or_hangul(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{AC00}'..='\u{D7A3}')
}
