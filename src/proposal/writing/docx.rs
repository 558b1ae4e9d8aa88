//! The paragraphs of a Word file. Nothing in it is followed or carried out; what it may hold is bounded.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use zip::ZipArchive;

use crate::error::{Refusal, caught};

/// The most parts of a file, bytes of its text with marks, elements within one another, and paragraphs.
const PARTS: usize = 5_000;
const BYTES: u64 = 16 << 20;
const DEPTH: usize = 256;
const PARAGRAPHS: usize = 5_000;

/// The paragraphs of a Word file in their order, without empty ones.
///
/// # Errors
/// It is no such file, or it holds more than is taken in.
pub fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    caught(|| read(&document(bytes)?)).flatten().ok_or_else(unreadable)
}

const fn unreadable() -> Refusal {
    Refusal::new("writing-docx-unreadable")
}

/// The part that holds the text.
fn document(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > PARTS {
        return None;
    }
    let mut text = String::new();
    let part = archive.by_name("word/document.xml").ok()?;
    part.take(BYTES + 1).read_to_string(&mut text).ok()?;
    (text.len() as u64 <= BYTES).then_some(text)
}

/// What is read so far: the paragraphs that are begun, each within the one before, and those that are done.
#[derive(Default)]
struct Reading {
    begun: Vec<String>,
    done: Vec<String>,
    /// How deep the elements stand within one another.
    depth: usize,
    /// Within text at this depth.
    text: Option<usize>,
    /// Within what another part tells already, at this depth.
    aside: Option<usize>,
}

fn read(xml: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => reading.start(element.local_name().as_ref())?,
            Event::Empty(element) => reading.empty(element.local_name().as_ref()),
            Event::End(element) => reading.end(element.local_name().as_ref())?,
            Event::Text(text) => reading.add(&text),
            Event::CData(text) => reading.add(&text),
            Event::GeneralRef(reference) => reading.add(&sign(&reference)?),
            Event::DocType(_) => return None,
            Event::Eof => return Some(reading.done),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// What a reference stands for: a character, never an entity that the file itself declares.
fn sign(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref().ok()? {
        Some(sign) => Some(sign.to_string()),
        None => resolve_predefined_entity(reference).map(str::to_owned),
    }
}

impl Reading {
    fn start(&mut self, name: &str) -> Option<()> {
        self.depth += 1;
        match name {
            "p" => self.begun.push(String::new()),
            "t" if self.text.is_none() => self.text = Some(self.depth),
            "Fallback" if self.aside.is_none() => self.aside = Some(self.depth),
            _ => self.empty(name),
        }
        (self.depth <= DEPTH).then_some(())
    }

    fn empty(&mut self, name: &str) {
        if self.aside.is_some() {
            return;
        }
        let Some(paragraph) = self.begun.last_mut() else { return };
        match name {
            "tab" => paragraph.push('\t'),
            "br" | "cr" => paragraph.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Option<()> {
        if name == "p"
            && let Some(paragraph) = self.begun.pop()
        {
            let lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
            self.done.extend(lines.map(str::to_owned));
        }
        self.text = self.text.filter(|depth| *depth != self.depth);
        self.aside = self.aside.filter(|depth| *depth != self.depth);
        self.depth = self.depth.checked_sub(1)?;
        (self.done.len() <= PARAGRAPHS).then_some(())
    }

    fn add(&mut self, text: &str) {
        if self.text.is_some()
            && self.aside.is_none()
            && let Some(paragraph) = self.begun.last_mut()
        {
            paragraph.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn packed(name: &str, xml: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(xml.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn body(inner: &str) -> String {
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>{inner}</w:body></w:document>"#)
    }

    #[test]
    fn paragraphs_come_in_their_order_with_their_breaks_and_references() {
        let xml = body(concat!(
            "<w:p><w:r><w:t>一、情</w:t></w:r><w:r><w:t xml:space=\"preserve\">况 </w:t></w:r></w:p><w:p/>",
            "<w:p><w:r><w:tab/><w:t>水&lt;管&#x4e00;</w:t><w:br/><w:t>路</w:t><w:delText>旧</w:delText></w:r></w:p>",
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        ));
        assert_eq!(paragraphs(&packed("word/document.xml", &xml)).unwrap(), ["一、情况", "水<管一", "路", "格"]);
    }

    #[test]
    fn a_box_within_a_paragraph_is_told_once() {
        let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let inner = text("框");
        let xml = body(&format!(
            "<w:p><w:r><w:t>外</w:t><mc:AlternateContent><mc:Choice>{inner}</mc:Choice>\
             <mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent><w:t>面</w:t></w:r></w:p>"
        ));
        assert_eq!(paragraphs(&packed("word/document.xml", &xml)).unwrap(), ["框", "外面"]);
    }

    #[test]
    fn what_is_declared_nested_or_missing_is_refused() {
        let bomb = format!("<!DOCTYPE d [<!ENTITY a \"aaaa\">]>{}", body("<w:p><w:t>&a;</w:t></w:p>"));
        let deep = body(&"<w:x>".repeat(DEPTH + 1));
        let many = body(&"<w:p><w:t>甲</w:t></w:p>".repeat(PARAGRAPHS + 1));
        for xml in [bomb.as_str(), &deep, &many, &body("<w:p><w:t>&b;</w:t></w:p>"), "</w:p>"] {
            assert!(paragraphs(&packed("word/document.xml", xml)).is_err(), "{}", &xml[..40.min(xml.len())]);
        }
        assert!(paragraphs(&packed("word/other.xml", "<a/>")).is_err());
        assert!(paragraphs(b"no archive").is_err());
    }

    proptest! {
        #[test]
        fn no_file_brings_it_down(xml in ".{0,60}(<w:p>|<w:t>|</w:t>|</w:p>|&a;|&#1;|<!DOCTYPE a>){0,9}.{0,20}") {
            let _ = paragraphs(&packed("word/document.xml", &xml));
        }

        #[test]
        fn text_comes_out_as_it_went_in(lines in proptest::collection::vec("[甲乙 丙<&\"]{0,9}", 0..9)) {
            let escaped = |line: &String| quick_xml::escape::escape(line.as_str()).into_owned();
            let all: Vec<_> = lines.iter().map(|one| format!("<w:p><w:t>{}</w:t></w:p>", escaped(one))).collect();
            let all = all.concat();
            let told: Vec<_> = lines.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
            prop_assert_eq!(paragraphs(&packed("word/document.xml", &body(&all))).unwrap(), told);
        }
    }
}
