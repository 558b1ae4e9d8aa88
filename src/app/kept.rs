//! What is kept in memory of a committee as long as nothing is recorded in it: what it has set, and counts of long lists.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Result;

/// No more things of one committee are kept.
const MOST: usize = 4_000;

/// The things that are kept of each committee.
///
/// Where its record ends is read anew with every request, so that nobody is shown what was so before the last change,
/// whichever node wrote it.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<HashMap<i64, Things>>>);

/// The things that were loaded since a committee's record ended so, by type and name.
#[derive(Debug, Default)]
struct Things {
    end: i64,
    all: HashMap<(TypeId, Cow<'static, str>), Arc<dyn Any + Send + Sync>>,
}

impl Kept {
    /// The thing of this type and name, loaded where that was not done since the committee's record ended so. The end
    /// must have been read before: what is recorded while the thing is loaded has it loaded once more. What changes
    /// without an entry in the record, such as a draft that saves itself, is not kept.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub async fn of<T: Send + Sync + 'static>(
        &self,
        (committee, end): (i64, i64),
        what: impl Into<Cow<'static, str>>,
        load: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        let key = (TypeId::of::<T>(), what.into());
        let kept = self.things().get(&committee).filter(|of| of.end == end).and_then(|of| of.all.get(&key).cloned());
        if let Some(thing) = kept.and_then(|thing| thing.downcast().ok()) {
            return Ok(thing);
        }
        let thing = Arc::new(load.await?);
        let mut things = self.things();
        let of = things.entry(committee).or_default();
        if of.end < end || of.all.len() >= MOST {
            *of = Things { end: end.max(of.end), all: HashMap::new() };
        }
        if of.end == end {
            of.all.insert(key, Arc::<T>::clone(&thing));
        }
        Ok(thing)
    }

    fn things(&self) -> MutexGuard<'_, HashMap<i64, Things>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_thing_is_loaded_once_until_something_is_recorded() {
        let kept = Kept::default();
        let ask = async |at, what: &'static str, thing: u64| *kept.of(at, what, async { Ok(thing) }).await.unwrap();
        assert_eq!(ask((1, 7), "chairs", 3).await, 3);
        assert_eq!(ask((1, 7), "chairs", 4).await, 3);
        assert_eq!(ask((2, 7), "chairs", 5).await, 5, "of another committee");
        assert_eq!(ask((1, 7), "tables", 6).await, 6, "of another name");
        assert_eq!(*kept.of((1, 7), "chairs", async { Ok("three") }).await.unwrap(), "three", "of another type");
        assert_eq!(ask((1, 8), "chairs", 9).await, 9, "after an entry");
        assert_eq!(ask((1, 7), "chairs", 3).await, 3, "one who came before it is given what stood then");
        assert_eq!(ask((1, 8), "chairs", 3).await, 9, "and keeps it for nobody");
    }

    #[tokio::test]
    async fn what_cannot_be_loaded_is_not_kept() {
        let kept = Kept::default();
        assert!(kept.of::<u64>((1, 7), "chairs", async { Err(crate::error::Error::NotFound) }).await.is_err());
        assert_eq!(*kept.of((1, 7), "chairs", async { Ok(3_u64) }).await.unwrap(), 3);
    }
}
