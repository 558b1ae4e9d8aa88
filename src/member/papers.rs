//! The roster as a workbook, and the empty form of one. What is written here can be read back by `import`.

use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::model::{Column, Lists, Stored};
use super::rules;
use crate::error::Result;
use crate::table;

/// The name of the sheet.
const NAME: &str = "委员名册";

/// How wide each column is, in characters.
const fn width(column: Column) -> f64 {
    match column {
        Column::Key | Column::Term => 8.0,
        Column::Name => 12.0,
        Column::Sector | Column::Party | Column::Phone => 16.0,
        Column::Begins | Column::Ends => 13.0,
        Column::Employer => 36.0,
        Column::Posts => 60.0,
    }
}

/// A workbook of these lines of the roster. Every cell is text, as it was entered.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn roster(entries: &[Stored], lists: &Lists, phones: bool) -> Result<Vec<u8>> {
    let columns: Vec<_> = Column::ALL.iter().copied().filter(|column| phones || *column != Column::Phone).collect();
    let cells = |entry| columns.iter().map(move |column| cell(entry, *column, lists));
    table::workbook(NAME, &heads(&columns), entries.iter().map(cells))
}

/// What stands in a cell of the roster, and what a cell that is read is held against.
#[must_use]
pub fn cell(entry: &Stored, column: Column, lists: &Lists) -> String {
    let person = &entry.person;
    let seat = person.seats.first();
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        Column::Key => entry.id.to_string(),
        Column::Name => person.name.clone(),
        Column::Party => optional(&person.party),
        Column::Employer => optional(&person.employer),
        Column::Phone => optional(&person.phone),
        Column::Term => seat.map_or_else(String::new, |seat| lists.number(seat.term).to_string()),
        Column::Sector => seat.map_or_else(String::new, |seat| lists.sector(seat.sector).to_owned()),
        Column::Posts => seat.map_or_else(String::new, |seat| rules::written(&seat.posts, lists)),
        Column::Begins => seat.map_or_else(String::new, |seat| seat.begins.to_string()),
        Column::Ends => seat.and_then(|seat| seat.ends).map_or_else(String::new, |day| day.to_string()),
    }
}

fn heads(columns: &[Column]) -> Vec<table::Column> {
    columns.iter().map(|column| (column.heading().to_owned(), width(*column))).collect()
}

/// What each column takes, told on the second sheet of the empty form.
const fn told(column: Column) -> &'static str {
    match column {
        Column::Key => "系统里的编号。新委员留空；与已有委员同名的另一人，写“新”。",
        Column::Name => "必填。",
        Column::Term => "写届数，如 10 或 第十届。没有这一列时，按本届。",
        Column::Sector => "必填。须是本会已设的界别。",
        Column::Party => "如 中国共产党、民进、无党派。",
        Column::Employer => "如 青岭中学校长。",
        Column::Posts => {
            "在本届担任的职务，几个职务之间用“；”隔开。每个职务后面用括号写起止日期，现任的不写止的日期，例如：\
             常务委员(2021-12-20—)；提案委员会副主任(2022-01-05—2023-06-30)。不写日期的，按委员任期的起止日期。\
             专门委员会的职务，以专门委员会的名称开头。"
        }
        Column::Begins => "委员任期开始的日期，如 2021-12-20。留空则为这一届开始的日期。",
        Column::Ends => "提前离任的日期。任期未满或随届结束的，留空。",
        Column::Phone => "只有办公室看得见。",
    }
}

/// An empty roster to be filled in, with a second sheet that tells how.
///
/// # Errors
/// The workbook cannot be written.
pub fn template(lists: &Lists) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    table::head(workbook.add_worksheet(), NAME, &heads(Column::ALL))?;
    let sheet = workbook.add_worksheet();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    sheet.set_name("填写说明")?;
    sheet.set_column_width(0, 18.0)?;
    sheet.set_column_width(1, 80.0)?;
    let general = "有哪几列、各列的次序都可以自己定，必须有“姓名”一列；表里没有的列，已有的内容不动；\
                   有这一列而单元格为空的，表示清空。不认识的列不读。";
    let names = |names: Vec<&str>| names.join("、");
    let sectors = names(lists.sectors.iter().map(|sector| sector.name.as_str()).collect());
    let specials = names(lists.specials.iter().map(|special| special.name.as_str()).collect());
    let lines = Column::ALL.iter().map(|column| (column.heading(), told(*column)));
    let around = [("本会的界别", sectors.as_str()), ("本会的专门委员会", specials.as_str())];
    for (row, (name, text)) in (0..).zip([("总的说明", general)].into_iter().chain(lines).chain(around)) {
        sheet.write_string_with_format(row, 0, name, &bold)?;
        sheet.write_string_with_format(row, 1, text, &wrapped)?;
    }
    Ok(workbook.save_to_buffer()?)
}
