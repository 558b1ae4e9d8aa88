//! The register and the study as workbooks, in the language of the one who asks.

use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::pages::{Line, Listed};
use crate::clock::Instant;
use crate::error::Result;
use crate::words::Words;

pub use crate::member::papers::{download, turn};

/// The register of documents.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn register(lines: &[Listed], words: &Words) -> Result<Vec<u8>> {
    let heads = ["document-title", "document-outcome", "document-date", "document-sitting"];
    let rows = lines.iter().map(|line| {
        let outcome = words.of("disposition", line.disposition);
        let refused = if line.passed == Some(false) { words.say("document-refused") } else { String::new() };
        let outcome = [outcome, refused].iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>();
        let day = line.date.map(|day| day.to_string()).unwrap_or_default();
        [line.title.clone(), outcome.join(&words.say("list-comma")), day, line.sitting.clone()]
    });
    workbook(&words.say("document-nav"), heads.map(|key| words.say(key)), [50.0, 18.0, 13.0, 60.0], rows)
}

/// Who has read what.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn study(lines: &[Line], words: &Words) -> Result<Vec<u8>> {
    let heads = ["document-date", "document-sitting", "document-title", "document-name", "document-read-at"];
    let rows = lines.iter().map(|line| {
        let day = line.date.map(|day| day.to_string()).unwrap_or_default();
        let read = line.read_at.map_or_else(|| words.say("document-unread"), Instant::minute);
        [day, line.sitting.clone(), line.title.clone(), line.name.clone(), read]
    });
    workbook(&words.say("document-study"), heads.map(|key| words.say(key)), [13.0, 60.0, 50.0, 12.0, 18.0], rows)
}

/// One sheet of texts: a head, and a row for each line.
fn workbook<const N: usize>(
    name: &str,
    heads: [String; N],
    widths: [f64; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let head = Format::new().set_bold().set_align(FormatAlign::Center);
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for ((place, title), width) in (0..).zip(heads).zip(widths) {
        sheet.write_string_with_format(0, place, title, &head)?;
        sheet.set_column_width(place, width)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, place, cell, &text)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}
