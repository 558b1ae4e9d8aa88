//! What a file is, by its content and never by its name; and what it may be called.

use std::io::Cursor;

use encoding_rs::GB18030;
use zip::ZipArchive;

use crate::error::{Refusal, caught};
use crate::named;

named! {
    /// The kinds of file that are kept. WPS writes its own kinds as the old ones of Office, under other endings.
    pub enum Media {
        Pdf = "pdf",
        Docx = "docx",
        Xlsx = "xlsx",
        Pptx = "pptx",
        Doc = "doc",
        Xls = "xls",
        Ppt = "ppt",
        Jpeg = "jpeg",
        Png = "png",
        Utf8 = "utf8",
        Gb18030 = "gb18030",
    }
}

impl Media {
    /// What a browser is told that it is.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Utf8 => "text/plain; charset=utf-8",
            Self::Gb18030 => "text/plain; charset=gb18030",
        }
    }

    /// The endings that its names may have; the first is given where there is none of them.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Doc => &["doc", "wps"],
            Self::Xls => &["xls", "et"],
            Self::Ppt => &["ppt", "dps"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Utf8 | Self::Gb18030 => &["txt"],
        }
    }

    /// Whether a browser shows it by itself.
    #[must_use]
    pub const fn shown(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png)
    }
}

/// The largest file that is kept, in bytes.
pub const LARGEST: usize = 20 << 20;

/// What a file is.
///
/// # Errors
/// It is empty, carries macros, or is of no kind that is kept.
pub fn media(bytes: &[u8]) -> Result<Media, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("attachment-empty"));
    }
    let found = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Media::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(Media::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Media::Png),
        [b'P', b'K', 3, 4, ..] => caught(|| packed(bytes)).transpose()?.flatten(),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => caught(|| compound(bytes)).transpose()?.flatten(),
        _ => text(bytes),
    };
    found.ok_or_else(|| Refusal::new("attachment-unknown-kind"))
}

/// The kind of an Office file of today: a ZIP archive with one part that tells.
fn packed(bytes: &[u8]) -> Result<Option<Media>, Refusal> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    let parts: Vec<_> = archive.file_names().flatten().collect();
    if parts.iter().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(Refusal::new("attachment-macros"));
    }
    Ok(parts.iter().find_map(|name| match name.as_ref() {
        "word/document.xml" => Some(Media::Docx),
        "xl/workbook.xml" => Some(Media::Xlsx),
        "ppt/presentation.xml" => Some(Media::Pptx),
        _ => None,
    }))
}

/// The kind of an old Office file, or one of WPS: a compound file with one stream that tells.
fn compound(bytes: &[u8]) -> Result<Option<Media>, Refusal> {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Ok(None) };
    let has = |name: &str| file.exists(name);
    if ["/Macros", "/_VBA_PROJECT_CUR", "/VBA"].into_iter().any(has) {
        return Err(Refusal::new("attachment-macros"));
    }
    let kinds = [
        ("/WordDocument", Media::Doc),
        ("/Workbook", Media::Xls),
        ("/Book", Media::Xls),
        ("/PowerPoint Document", Media::Ppt),
    ];
    Ok(kinds.into_iter().find(|(name, _)| has(name)).map(|(_, media)| media))
}

/// Plain text: no signs but those of text, and no markup or program in the clothes of text.
fn text(bytes: &[u8]) -> Option<Media> {
    let (text, media) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), Media::Utf8),
        Err(_) => (GB18030.decode_without_bom_handling_and_without_replacement(bytes)?, Media::Gb18030),
    };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let other = ["<", "{\\rtf", "%!PS"].iter().any(|sign| start.starts_with(sign));
    let plain = |sign: char| !sign.is_control() || matches!(sign, '\t' | '\n' | '\r' | '\u{c}');
    (!other && text.chars().all(plain)).then_some(media)
}

/// The most characters of a file's name.
const LONGEST: usize = 120;

/// A name for a file of this kind: without folders, with an ending that fits.
#[must_use]
pub fn name(given: &str, media: Media) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|sign| !sign.is_control() && !"\"<>:|?*".contains(*sign)).collect();
    let (stem, ending) = clean.rsplit_once('.').unwrap_or((&clean, ""));
    let fits = media.endings().iter().any(|one| one.eq_ignore_ascii_case(ending));
    let (stem, ending) = if fits { (stem, ending) } else { (clean.as_str(), media.endings()[0]) };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    format!("{}.{ending}", if stem.is_empty() { "file" } else { &stem })
}

#[cfg(test)]
mod tests;
