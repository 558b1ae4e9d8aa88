//! Old proposals out of a workbook or CSV: their rows are read, held against the record, shown, and applied in chunks.

mod check;
pub mod command;
mod pages;
mod store;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use check::{Checked, Outcome, Row, check};

use crate::clock::Instant;
use crate::error::{Refusal, Result};
use crate::import::columns::{self, Column as _, Places};
use crate::import::sheet::{self, Cells, Intake, MOST_ROWS, too_large};
use crate::import::{Importer, Upload};
use crate::ledger::{Act, Change};
use crate::named;
use crate::permission::Permission;
use crate::proposal::model::PROPOSAL;

pub(super) use pages::routes;

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
    fn all() -> &'static [Self] {
        Self::ALL
    }

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
    /// The headings by their places, counted from 0.
    pub heads: Cells,
    /// From which place each column is read.
    pub places: Places<Column>,
    /// The rows that are still to be applied, each with the number that the spreadsheet shows.
    pub lines: Vec<(u32, Cells)>,
    /// How many rows there were.
    pub total: usize,
    /// How many proposals were added, rows were there already, rows were wrong and left out.
    pub added: usize,
    pub there: usize,
    pub wrong: usize,
    /// When the last chunk was begun.
    pub at: Option<Instant>,
}

/// The name of this kind of import.
const NAME: &str = "proposals";

/// How many rows are applied at once.
pub const CHUNK: usize = 500;

/// After so many milliseconds without a chunk nobody is at work on a table any more.
const PATIENCE: i64 = Instant::MINUTE;

pub const IMPORTER: Importer = Importer { kind: NAME, needs: Permission::ReviewProposals, recognises, read: take_in };

/// A workbook, or a text whose first lines have the headings of a table of proposals.
fn recognises(bytes: &[u8]) -> bool {
    sheet::recognises(bytes) || sheet::values::<Brought>(bytes).is_ok_and(|table| table.is_some())
}

fn take_in(upload: &Upload) -> Result<Value, Refusal> {
    serde_json::to_value(read(&upload.bytes)?).map_err(|_| Refusal::new("import-sheet-unreadable"))
}

/// Reads a table out of a file.
///
/// # Errors
/// The file is no table of proposals, or it is too large.
pub fn read(bytes: &[u8]) -> Result<Brought, Refusal> {
    let table = if sheet::recognises(bytes) { sheet::workbook(bytes) } else { sheet::values(bytes) };
    let table: Brought = table?.ok_or_else(|| Refusal::new("proposalin-no-table"))?;
    if table.lines.is_empty() { Err(Refusal::new("proposalin-empty")) } else { Ok(table) }
}

impl Intake for Brought {
    const LONGEST_CELL: usize = check::LONGEST_TEXT;

    fn headed(&self) -> bool {
        !self.heads.is_empty()
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        if self.headed() {
            self.lines.push((row + 1, cells));
            self.total += 1;
            return if self.total > MOST_ROWS { Err(too_large()) } else { Ok(()) };
        }
        let known: Vec<_> = cells.iter().filter_map(|(place, text)| Some((Column::known(text)?, *place))).collect();
        if known.len() > 1 && known.iter().any(|(column, _)| *column == Column::Subject) {
            for (column, place) in known {
                self.places.entry(column).or_insert(place);
            }
            self.heads = cells.into_iter().map(|(place, text)| (place, text.chars().take(40).collect())).collect();
        }
        Ok(())
    }
}

impl Brought {
    /// What stands in a column of a row.
    fn cell<'a>(&self, cells: &'a Cells, column: Column) -> &'a str {
        self.places.get(&column).and_then(|place| cells.get(place)).map_or("", String::as_str)
    }

    /// Whether its chunks are being applied: one was begun a short while ago.
    #[must_use]
    pub fn going(&self, now: Instant) -> bool {
        !self.lines.is_empty() && self.at.is_some_and(|at| now < at.plus(PATIENCE))
    }

    /// How many rows were dealt with.
    #[must_use]
    pub const fn dealt_with(&self) -> usize {
        self.total - self.lines.len()
    }
}

/// Applies the next chunk of a table within a change: adds what is right and not there yet, leaves the rest out, and
/// takes the rows off the table. Gives what is to be recorded of it, where there was something to add.
///
/// # Errors
/// The database does not answer.
pub async fn apply(change: &Change, table: &mut Brought, file: &str) -> Result<Option<Act>> {
    let known = store::known(change.on(), change.acting().committee).await?;
    let rest = table.lines.split_off(table.lines.len().min(CHUNK));
    let checked = check(table, &known);
    table.lines = rest;
    table.there += checked.count(Outcome::There);
    table.wrong += checked.count(Outcome::Wrong);
    table.at = Some(change.acting().at);
    if checked.entries.is_empty() {
        return Ok(None);
    }
    store::add_all(change, &checked.entries).await?;
    table.added += checked.entries.len();
    let act = Act::new(PROPOSAL.name, 0, "import").fact("file", file).fact("n", checked.entries.len());
    Ok(Some(act))
}
