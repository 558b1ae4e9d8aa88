//! Workbooks with merged cells, and such as no program writes.

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

/// All rows of a sheet, the first as its headings.
#[derive(Debug, Default)]
struct Whole {
    heads: Cells,
    rows: Vec<(u32, Cells)>,
}

impl Intake for Whole {
    const LONGEST_CELL: usize = 100;

    fn headed(&self) -> bool {
        !self.heads.is_empty()
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        if self.headed() {
            self.rows.push((row, cells));
        } else {
            self.heads = cells;
        }
        Ok(())
    }
}

/// A workbook of one sheet that says what it is given: the data, and what follows them.
fn workbook(data: &str, after: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |to: &str, target: &str| {
        let one = format!(r#"<Relationship Id="r1" Type="{REL}/{to}" Target="{target}"/>"#);
        format!(r#"<Relationships xmlns="{RELS}">{one}</Relationships>"#)
    };
    let sheets = r#"<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>"#;
    let parts = [
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}">{sheets}</workbook>"#)),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>"#),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Rows of cells at their addresses.
fn rows(rows: &[&[(&str, &str)]]) -> String {
    let row = |cells: &&[(&str, &str)]| cells.iter().map(|(at, text)| cell(at, text)).collect::<String>();
    rows.iter().map(|cells| ["<row>", &row(cells), "</row>"].concat()).collect()
}

fn merged(ranges: &[&str]) -> String {
    let one = |range: &&str| format!(r#"<mergeCell ref="{range}"/>"#);
    format!("<mergeCells>{}</mergeCells>", ranges.iter().map(one).collect::<String>())
}

/// The rows under the headings as texts, the values of one with a bar between them.
fn told(bytes: &[u8]) -> Vec<(u32, String)> {
    let table = table::<Whole>(bytes).unwrap().unwrap();
    let texts = |cells: Cells| cells.into_values().collect::<Vec<_>>().join("|");
    table.rows.into_iter().map(|(row, cells)| (row, texts(cells))).collect()
}

#[test]
fn each_cell_of_a_merged_range_says_what_the_range_says() {
    let data = rows(&[
        &[("A1", "甲"), ("B1", "乙"), ("C1", "丙")],
        &[("A2", "一"), ("B2", "水利局"), ("C2", "三月")],
        &[("A3", "二")],
        &[("A4", "三"), ("C4", "四月")],
        &[("A5", "四"), ("B5", "横")],
    ]);
    let bytes = workbook(&data, &merged(&["B2:B4", "C2:C3", "B5:C5"]));
    let wanted = [(1, "一|水利局|三月"), (2, "二|水利局|三月"), (3, "三|水利局|四月"), (4, "四|横|横")];
    assert_eq!(told(&bytes), wanted.map(|(row, text)| (row, text.to_owned())));
}

#[test]
fn a_row_that_says_nothing_itself_is_none_and_headings_are_not_spread() {
    let data = rows(&[
        &[("A1", "甲"), ("B1", "乙")],
        &[("A2", "一"), ("B2", "横"), ("D2", "上")],
        &[("A3", " ")],
        &[("A4", "二")],
    ]);
    let bytes = workbook(&data, &merged(&["B1:D1", "A2:A3", "B2:C3", "D2:D1048576", "A1:A1"]));
    assert_eq!(told(&bytes), [(1, "一|横|横|上".to_owned()), (3, "二|上".to_owned())]);
    assert_eq!(table::<Whole>(&bytes).unwrap().unwrap().heads.len(), 2);
}

#[test]
fn a_sheet_that_no_program_writes_is_told_to_be_unreadable() {
    for row in ["4294967296", "4294967295", "1048577", "99999999999999999999", "0", "-1"] {
        let data = format!(r#"<row r="1">{}</row><row r="{row}"><c><v>1</v></c></row>"#, cell("A1", "甲"));
        let told = table::<Whole>(&workbook(&data, "")).unwrap_err();
        assert_eq!(told.key, "import-sheet-unreadable", "row {row}");
        let data = cell("A1", "甲") + &cell(&format!("A{row}"), "乙");
        let told = table::<Whole>(&workbook(&format!("<row>{data}</row>"), "")).unwrap_err();
        assert_eq!(told.key, "import-sheet-unreadable", "cell in {row}");
    }
    let data = rows(&[&[("A1", "甲")], &[("A2", "一")]]);
    for range in ["A9:A2", "ZZZZZZZZZZ1:A2", "A1:A99999999999", "A1:B2:C3", ""] {
        let read = table::<Whole>(&workbook(&data, &merged(&[range])));
        assert!(read.is_err() || read.is_ok_and(|table| table.is_none_or(|table| table.rows.len() == 1)), "{range}");
    }
}

#[test]
fn a_sheet_of_more_cells_than_are_taken_in_is_stopped_however_they_come() {
    let data = rows(&[&[("A1", "甲")], &[("A2", "一")]]) + &"<row><c><v>1</v></c></row>".repeat(3000);
    let ranges = ["A2:GR1048576"; 50];
    assert_eq!(table::<Whole>(&workbook(&data, &merged(&ranges))).unwrap_err().key, "import-sheet-too-large");
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(190)).repeat(3000);
    assert_eq!(table::<Whole>(&workbook(&wide, "")).unwrap_err().key, "import-sheet-too-large");
}
