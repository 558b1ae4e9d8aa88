//! An article taken in: its bytes restored to clean text, and the record read out of it.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Refusal;
use crate::meeting::article::{self, Kind, Record};
use crate::restore::{self, Edit, Restored, Unreadable};

/// The longest article, in bytes. Real ones have a few thousand; a file beyond this is none.
pub const LONGEST: usize = 1 << 20;

/// What an article gives when it is read. It is also the content of an import draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The name of the file; empty where the text was pasted.
    pub name: String,
    pub encoding: String,
    pub original: String,
    pub text: String,
    pub edits: Vec<Mark>,
    pub record: Record,
}

/// An edit of the restorer, as it is kept. Offsets count characters of the original and of the restored text; `why`
/// is a key of the word files, `about` its one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub offset: usize,
    pub restored: usize,
    pub kind: String,
    pub before: String,
    pub after: String,
    pub why: String,
    pub about: String,
}

impl From<Edit> for Mark {
    fn from(edit: Edit) -> Self {
        Self {
            offset: edit.offset,
            restored: edit.restored,
            kind: edit.kind.to_string(),
            why: edit.why.key().to_owned(),
            about: edit.why.about(),
            before: edit.before,
            after: edit.after,
        }
    }
}

impl Reading {
    /// Reads a file: text in any of the encodings that are known, or a web page.
    ///
    /// # Errors
    /// It is no text, holds no Chinese, or is too long.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > LONGEST {
            return Err(Refusal::new("unreadable-too-long"));
        }
        let mut restored = restore::restore_bytes(bytes).map_err(unreadable)?;
        if restore::looks_like_html(&restored.original) {
            let page = restore::html_text(&restored.original).ok_or(unreadable(Unreadable::TooDeep))?;
            restored = Restored {
                encoding: restored.encoding,
                ..restore::restore_bytes(page.as_bytes()).map_err(unreadable)?
            };
        }
        let record = article::read(&restored.text);
        Ok(Self {
            name: name.to_owned(),
            encoding: restored.encoding.to_owned(),
            original: restored.original,
            text: restored.text,
            edits: restored.edits.into_iter().map(Mark::from).collect(),
            record,
        })
    }

    /// Whether a sitting was found in it.
    #[must_use]
    pub fn tells_of_a_sitting(&self) -> bool {
        self.record.kind != Kind::Other || !self.record.items.is_empty()
    }

    /// What makes two copies of an article the same.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.text)
    }
}

/// The hash of a text without its white space.
#[must_use]
pub fn digest(text: &str) -> String {
    let mut hasher = Sha256::new();
    for word in text.split_whitespace() {
        hasher.update(word.as_bytes());
    }
    HEXLOWER.encode(&hasher.finalize())
}

fn unreadable(why: Unreadable) -> Refusal {
    Refusal::new(why.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "青岭网讯（记者 温如故）5月19日，政协青岭县第十届委员会常务委员会第七次会议召开。";

    #[test]
    fn the_same_article_in_another_encoding_is_the_same() {
        let (gb, ..) = encoding_rs::GB18030.encode(ARTICLE);
        let one = Reading::of("a.txt", ARTICLE.as_bytes()).unwrap();
        let other = Reading::of("b.txt", &gb).unwrap();
        assert_eq!(one.digest(), other.digest());
        assert_ne!(one.encoding, other.encoding);
    }

    #[test]
    fn scripts_of_a_page_are_not_read() {
        let page = format!(
            "<html><head><script>var x = '会议审议通过了《假》';</script></head><body><p>{ARTICLE}</p></body></html>"
        );
        let reading = Reading::of("a.html", page.as_bytes()).unwrap();
        assert_eq!(reading.text.trim(), ARTICLE);
    }

    #[test]
    fn what_is_no_article_is_refused_with_its_reason() {
        for (bytes, key) in [
            (&b""[..], "unreadable-empty"),
            (b"%PDF-1.7 \xE6\x94\xBF\xE5\x8D\x8F", "unreadable-pdf"),
            (b"The committee met on Monday and adopted its report.", "unreadable-not-chinese"),
            (&[0, 159, 146, 150, 0, 1, 2, 3, 255, 254, 7, 9], "unreadable-binary"),
        ] {
            assert_eq!(Reading::of("a.txt", bytes).unwrap_err().key, key);
        }
        assert_eq!(Reading::of("a", &vec![b'a'; LONGEST + 1]).unwrap_err().key, "unreadable-too-long");
    }
}
