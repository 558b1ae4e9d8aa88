//! A workbook becomes members: its rows are read, held against the record, shown, and applied all or none.

mod check;
pub mod command;
mod pages;
mod sheet;

use serde_json::Value;

pub use check::{Checked, Row, State, check};
pub use sheet::{Line, Sheet};

use super::model::{Lists, MEMBER, Person, Stored};
use super::rules;
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::import::{Importer, Upload, columns};
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
        self.known_as()[0]
    }

    /// The headings by which the column is known.
    const fn known_as(self) -> &'static [&'static str] {
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

impl columns::Column for Column {
    fn all() -> &'static [Self] {
        Self::ALL
    }

    fn headings(self) -> &'static [&'static str] {
        self.known_as()
    }
}

/// The name of this kind of import.
const NAME: &str = "roster";

pub const IMPORTER: Importer =
    Importer { kind: NAME, needs: Permission::EditMembers, recognises: sheet::recognises, read: take_in };

fn take_in(upload: &Upload) -> Result<Value, Refusal> {
    let sheet = sheet::read(&upload.bytes)?;
    serde_json::to_value(sheet).map_err(|_| Refusal::new("import-sheet-unreadable"))
}

/// What came of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
}

/// Holds a workbook against the record within a change, and puts all of it on the record, or nothing. `seen` is the
/// digest of what was shown of it.
///
/// # Errors
/// [`Error::Stale`] where it comes to something else than was shown; a refusal while a row is wrong or where nothing is
/// new; the database does not answer.
pub async fn apply(change: Change, sheet: &Sheet, file: &str, seen: &str) -> Result<(Counts, Recorded)> {
    let committee = change.acting().committee;
    let lists = store::lists(change.on(), committee).await?;
    let people = store::people(change.on(), committee).await?;
    let checked = check(sheet, &people, &lists, change.acting().at.day());
    if checked.digest()? != seen {
        return Err(Error::Stale);
    }
    if let Some(refusal) = checked.refusal() {
        return Err(refusal.into());
    }
    let count = |state| checked.count(state);
    let counts = Counts { added: count(State::New), changed: count(State::Changed), same: count(State::Same) };
    let mut acts = write(&change, checked.people, &lists).await?;
    let act = Act::new(MEMBER.name, 0, "import")
        .fact("file", file)
        .fact("added", counts.added)
        .fact("changed", counts.changed)
        .fact("same", counts.same);
    acts.push(act);
    Ok((counts, change.record_all(acts).await?))
}

/// Writes the records that become new or different; gives what that comes to for each member.
async fn write(change: &Change, people: Vec<(Option<Stored>, Person)>, lists: &Lists) -> Result<Vec<Act>> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for (stored, person) in people {
        match stored {
            Some(stored) => changed.push((stored, person)),
            None => added.push(person),
        }
    }
    store::save_all(change, &changed.iter().map(|(stored, person)| (stored, person)).collect::<Vec<_>>()).await?;
    let ids = store::add_all(change, &added).await?;
    let corrected = changed.iter().flat_map(|(stored, person)| {
        let differences = rules::differences(&stored.person, person).into_iter();
        differences.map(|difference| difference.act(stored.id, &person.name, lists))
    });
    let new = ids.iter().zip(&added).map(|(id, person)| rules::added(*id, &person.name));
    Ok(corrected.chain(new).collect())
}

#[cfg(test)]
mod tests;
