//! A table of old proposals as it stands in a file: its columns, and its rows still to be applied.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::Refusal;
use crate::import::Table;
use crate::import::columns;
use crate::named;
use crate::proposal::model::words::LONGEST;

named! {
    /// What a column of the table says.
    pub enum Column {
        Subject = "subject",
        /// 十届三次, in one.
        Session = "session",
        Term = "term",
        Plenary = "plenary",
        Number = "number",
        Proposer = "proposer",
        CoSigners = "cosigners",
        Category = "category",
        Unit = "unit",
        State = "state",
        Submitted = "submitted",
        Situation = "situation",
        Analysis = "analysis",
        Suggestions = "suggestions",
        Class = "class",
        Satisfaction = "satisfaction",
        Open = "open",
    }
}

impl columns::Column for Column {
    const KEY: Self = Self::Subject;
    const LACKING: &'static str = "proposalin-no-subject";
    const LEAST: usize = 2;
    const LONGEST_CELL: usize = LONGEST;

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Subject => &["案由", "提案案由", "提案名称", "提案题目", "提案标题", "题目", "标题"],
            Self::Session => &["届次", "会议", "会议届次"],
            Self::Term => &["届", "届别"],
            Self::Plenary => &["次", "次会议", "会次"],
            Self::Number => &["编号", "提案编号", "提案号", "案号"],
            Self::Proposer => &["提案人", "提案者", "第一提案人", "提案委员", "提案单位", "领衔人"],
            Self::CoSigners => &["联名", "联名人", "联名委员", "联名提案人", "其他提案人"],
            Self::Category => &["类别", "分类", "提案分类", "提案类别"],
            Self::Unit => &["承办单位", "主办单位", "主办"],
            Self::State => &["状态", "立案", "立案情况", "是否立案", "审查意见", "审查结果", "处理结果", "办理状态"],
            Self::Submitted => &["提交日期", "提交时间", "提出日期", "收到日期", "日期"],
            Self::Situation => &["内容", "正文", "情况", "提案内容", "情况反映", "基本情况"],
            Self::Analysis => &["分析", "问题分析", "存在问题", "存在的问题"],
            Self::Suggestions => &["建议", "意见建议", "意见和建议", "具体建议"],
            Self::Class => &["答复类型", "答复类别", "答复分类", "办理类别"],
            Self::Satisfaction => &["满意度", "满意情况", "满意程度", "提案人评价"],
            Self::Open => &["是否公开", "公开", "是否同意公开"],
        }
    }
}

/// A table as it was brought, and how far it was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// What is still to be applied.
    pub table: Table<Column>,
    /// How many rows there were.
    pub total: usize,
    /// How many proposals were added, rows were there already, rows were wrong and left out.
    pub added: usize,
    pub there: usize,
    pub wrong: usize,
    /// When the last chunk was begun.
    pub at: Option<Instant>,
}

/// How many rows are applied at once.
pub const CHUNK: usize = 500;

/// After so many milliseconds without a chunk nobody is at work on a table any more.
const PATIENCE: i64 = Instant::MINUTE;

/// Reads a table out of a file, of which the reader `said` that it is one, or not.
///
/// # Errors
/// The file is no table of proposals, or it is too large.
pub fn read(bytes: &[u8], said: bool) -> Result<Brought, Refusal> {
    let table = Table::read(bytes, said)?.ok_or_else(|| Refusal::new("proposalin-no-table"))?;
    let total = table.lines.len();
    if total == 0 { Err(Refusal::new("proposalin-empty")) } else { Ok(Brought { table, total, ..Brought::default() }) }
}

impl Brought {
    /// Whether its chunks are being applied: one was begun a short while ago.
    #[must_use]
    pub fn going(&self, now: Instant) -> bool {
        !self.table.lines.is_empty() && self.at.is_some_and(|at| now < at.plus(PATIENCE))
    }

    /// How many rows were dealt with.
    #[must_use]
    pub const fn dealt_with(&self) -> usize {
        self.total - self.table.lines.len()
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Workbook};

    use super::*;

    /// A workbook of these rows, in which some ranges are merged: rows and columns from and to, counted from 0.
    fn workbook(rows: &[&[&str]], merged: &[[u16; 4]]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for [top, left, bottom, right] in merged {
            let text = rows[usize::from(*top)][usize::from(*left)];
            sheet.merge_range((*top).into(), *left, (*bottom).into(), *right, text, &Format::new()).unwrap();
        }
        for (row, cells) in (0..).zip(rows) {
            for (place, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, place, *text).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn headings_of_two_rows_are_read_and_those_of_a_further_page_are_no_proposal() {
        let rows: &[&[&str]] = &[
            &["青岭县政协提案办理台账"],
            &["序号", "案由", "提案人", "办理单位", "", "提交日期"],
            &["", "", "", "主办单位", "协办单位"],
            &["1", "关于修渠的提案", "周叶舟", "县水利局", "县财政局", "2024-03-05"],
            &["序号", "案由", "提案人", "主办单位", "协办单位", "提交日期"],
            &["2", "关于修路的提案", "苏禾"],
        ];
        let heads = [[1, 0, 2, 0], [1, 1, 2, 1], [1, 2, 2, 2], [1, 3, 1, 4], [1, 5, 2, 5]];
        let bytes = workbook(rows, &[&heads[..], &[[0, 0, 0, 5], [3, 5, 5, 5]]].concat());
        let table = read(&bytes, false).unwrap().table;
        let places = [Column::Subject, Column::Proposer, Column::Unit, Column::Submitted].map(|one| table.places[&one]);
        assert_eq!(places, [1, 2, 3, 5]);
        let told = |n: usize, column| table.cell(&table.lines[n].1, column);
        assert_eq!((table.lines.len(), table.lines[0].0, table.lines[1].0), (2, 4, 6));
        assert_eq!([told(0, Column::Unit), told(1, Column::Unit)], ["县水利局", ""]);
        assert_eq!([told(0, Column::Submitted), told(1, Column::Submitted)], ["2024-03-05", "2024-03-05"]);
    }
}
