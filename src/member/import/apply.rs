//! A roster put on the record, all of it or nothing.

use super::super::model::{Lists, MEMBER, Person, Stored};
use super::super::{rules, store};
use super::check::{State, check};
use super::sheet::Sheet;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change, Recorded};

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
/// new.
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
