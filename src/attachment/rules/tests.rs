//! Files of every kind that is kept, and of some that are not.

use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn streams(names: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in names {
        file.create_stream(name).unwrap().write_all(b"words").unwrap();
    }
    file.into_inner().into_inner()
}

#[test]
fn a_file_is_what_its_content_says() {
    let (gb, ..) = GB18030.encode("政协青岭县委员会工作要点\r\n");
    for (bytes, media) in [
        (b"%PDF-1.7\n".to_vec(), Media::Pdf),
        (vec![0xff, 0xd8, 0xff, 0xe0], Media::Jpeg),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), Media::Png),
        (archive(&["[Content_Types].xml", "docProps/app.xml", "word/document.xml"]), Media::Docx),
        (archive(&["_rels/.rels", "xl/workbook.xml"]), Media::Xlsx),
        (archive(&["ppt/presentation.xml"]), Media::Pptx),
        (streams(&["/WordDocument"]), Media::Doc),
        (streams(&["/Workbook"]), Media::Xls),
        (streams(&["/PowerPoint Document"]), Media::Ppt),
        ("工作要点\t一\n".into(), Media::Utf8),
        ("\u{feff}工作要点".into(), Media::Utf8),
        (gb.into_owned(), Media::Gb18030),
    ] {
        assert_eq!(media_of(&bytes), Ok(media), "{:?}", String::from_utf8_lossy(&bytes[..4]));
    }
}

fn media_of(bytes: &[u8]) -> Result<Media, &'static str> {
    media(bytes).map_err(|refusal| refusal.key)
}

#[test]
fn what_is_none_of_them_is_refused() {
    let unknown = "attachment-unknown-kind";
    for (bytes, why) in [
        (Vec::new(), "attachment-empty"),
        (b"<!DOCTYPE html><script>1</script>".to_vec(), unknown),
        (" \n<svg xmlns=\"x\">".into(), unknown),
        ("\u{feff}<html>".into(), unknown),
        (b"MZ\x90\x00\x03\x00".to_vec(), unknown),
        (b"\x7fELF\x02\x01".to_vec(), unknown),
        (b"GIF89a\x01\x00".to_vec(), unknown),
        (b"{\\rtf1 text}".to_vec(), unknown),
        (b"PK\x03\x04 cut short".to_vec(), unknown),
        (archive(&["a.exe"]), unknown),
        (archive(&["xl/workbook.bin"]), unknown),
        (archive(&["word/document.xml", "word/vbaProject.bin"]), "attachment-macros"),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], unknown),
        (streams(&["/Something"]), unknown),
        (streams(&["/WordDocument", "/Macros"]), "attachment-macros"),
        (vec![0xfe, 0xff, 0x00, 0x41], unknown),
    ] {
        assert_eq!(media_of(&bytes), Err(why), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_name_fits_what_it_names() {
    for (given, media, name) in [
        ("要点.pdf", Media::Pdf, "要点.pdf"),
        ("要点.PDF", Media::Pdf, "要点.PDF"),
        ("要点.exe", Media::Pdf, "要点.exe.pdf"),
        ("要点.wps", Media::Doc, "要点.wps"),
        ("C:\\文件\\要点", Media::Docx, "要点.docx"),
        ("../../etc/要点.txt", Media::Utf8, "要点.txt"),
        ("", Media::Png, "file.png"),
        ("a\"\r\n;b.pdf", Media::Pdf, "a;b.pdf"),
    ] {
        assert_eq!(super::name(given, media), name);
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0usize..5) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], b"%PDF-", b"<"];
        let _ = media(&[starts[start], &bytes].concat());
    }

    #[test]
    fn every_name_is_short_and_ends_as_its_kind_does(given in ".{0,300}", n in 0usize..11) {
        let media = Media::ALL[n];
        let name = super::name(&given, media);
        prop_assert!(name.chars().count() <= LONGEST + 5 && !name.contains(['/', '\\', '"']));
        let ending = name.rsplit('.').next().unwrap().to_ascii_lowercase();
        prop_assert!(media.endings().contains(&ending.as_str()));
    }
}
