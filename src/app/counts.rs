//! Counts of long lists, kept as long as nothing is recorded: readers ask for the same lists again and again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::db::ConnectionTrait;
use crate::error::Result;
use crate::ledger;

/// How many counts are kept at the most.
const MOST: usize = 10_000;

/// The counts that are kept, each with the end of the committee's record at which it was taken.
#[derive(Clone, Debug, Default)]
pub struct Counts(Arc<Mutex<Kept>>);

/// By committee and list: at which end of the record, and how many.
type Kept = HashMap<(i64, String), (i64, u64)>;

impl Counts {
    /// How many things a list of a committee has. `list` says whose list it is and what it is narrowed to; `count`
    /// counts them where that was not done since the last entry of the record. What changes without an entry, such as
    /// a draft that saves itself, must make no difference to the list.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(
        &self,
        on: &impl ConnectionTrait,
        (committee, list): (i64, String),
        count: impl Future<Output = Result<u64>>,
    ) -> Result<u64> {
        // Read first: what is recorded while it is being counted has it counted once more.
        let end = ledger::end(on, committee).await?;
        let key = (committee, list);
        if let Some((at, count)) = self.kept().get(&key)
            && *at == end
        {
            return Ok(*count);
        }
        let count = count.await?;
        let mut kept = self.kept();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (end, count));
        Ok(count)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
