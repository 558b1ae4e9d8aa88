//! A workbook becomes members: its rows are read, held against the record, shown, and applied all or none.

mod check;
pub mod command;
mod pages;
mod sheet;

use serde_json::Value;

pub use check::{Checked, Row, State, Wrong, check};
pub use sheet::{Line, Sheet};

use super::model::Person;
use super::{AREA, store};
use crate::error::{Refusal, Result};
use crate::import::{Importer, Upload};
use crate::ledger::{Act, Change, Recorded};
use crate::named;
use crate::permission::Permission;

pub(super) use pages::routes;

named! {
    /// A column of a roster.
    pub enum Column {
        Key = "key",
        Name = "name",
        Term = "term",
        Sector = "sector",
        Party = "party",
        Employer = "employer",
        Posts = "posts",
        Begins = "begins",
        Ends = "ends",
        Phone = "phone",
    }
}

impl Column {
    /// How the column is headed in the workbooks that the program writes. They are Chinese whoever reads them.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        self.headings()[0]
    }

    /// The headings by which the column is known.
    #[must_use]
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["编号", "委员编号"],
            Self::Name => &["姓名", "委员姓名", "名字"],
            Self::Term => &["届", "届次", "届别"],
            Self::Sector => &["界别", "所属界别"],
            Self::Party => &["党派", "所属党派", "政治面貌"],
            Self::Employer => {
                &["工作单位及职务", "工作单位和职务", "工作单位与职务", "单位及职务", "单位职务", "工作单位"]
            }
            Self::Posts => &["任职", "职务", "政协职务", "本会职务", "任职情况", "担任职务"],
            Self::Begins => &["任期起", "任期开始", "任职时间", "当选时间"],
            Self::Ends => &["任期止", "任期结束", "离任时间"],
            Self::Phone => &["手机", "手机号", "手机号码", "联系电话", "电话", "联系方式"],
        }
    }
}

/// The name of this kind of import.
const NAME: &str = "roster";

pub const IMPORTER: Importer =
    Importer { kind: NAME, needs: Permission::EditMembers, recognises: sheet::recognises, read: take_in };

fn take_in(upload: &Upload) -> Result<Value, Refusal> {
    let sheet = sheet::read(&upload.bytes)?;
    serde_json::to_value(sheet).map_err(|_| Refusal::new("member-import-unreadable"))
}

/// What came of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
}

/// Holds a workbook against the record within a change, and puts all of it on the record, or nothing.
///
/// # Errors
/// A refusal while a row is wrong or where nothing is new; the database does not answer.
pub async fn apply(change: Change, sheet: &Sheet, file: &str) -> Result<(Counts, Recorded)> {
    store::lock(&change).await?;
    let committee = change.acting().committee;
    let lists = store::lists(change.on(), committee).await?;
    let people = store::people(change.on(), committee).await?;
    let checked = check(sheet, &people, &lists);
    if let Some(refusal) = checked.refusal() {
        return Err(refusal.into());
    }
    let mut added: Vec<Person> = Vec::new();
    for (stored, person) in checked.people {
        match stored {
            Some(stored) => store::save(&change, &stored, &person).await?,
            None => added.push(person),
        }
    }
    store::add_all(&change, &added).await?;
    let count = |state| checked.rows.iter().filter(|row| row.state == state).count();
    let counts = Counts { added: count(State::New), changed: count(State::Changed), same: count(State::Same) };
    let act = Act::new(AREA.name, 0, "import")
        .fact("file", file)
        .fact("added", counts.added)
        .fact("changed", counts.changed)
        .fact("same", counts.same);
    Ok((counts, change.record(act).await?))
}

#[cfg(test)]
mod tests;
