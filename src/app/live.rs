//! The streams that live pages hold open, and the turns in which such pages are made anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::error::{Refusal, Result};

/// How many pages of one account may be live at a time.
const MOST: usize = 24;

/// How many live pages are made anew at the same time. The others wait their turn, and what makes the changes passes by.
const AT_ONCE: usize = 2;

/// The streams that are open.
#[derive(Clone, Debug)]
pub struct Live {
    /// How many each account has.
    open: Arc<Mutex<HashMap<i64, usize>>>,
    ended: watch::Sender<bool>,
    turns: Arc<Semaphore>,
}

impl Default for Live {
    fn default() -> Self {
        Self { open: Arc::default(), ended: watch::Sender::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Live {
    /// Ends all streams, and those to come, so that the program can stop.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// Where a stream hears that all are to end.
    #[must_use]
    pub fn ended(&self) -> watch::Receiver<bool> {
        self.ended.subscribe()
    }

    /// Waits for the turn to be made anew; none where there are no more turns.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turns.acquire().await.ok()
    }

    /// Opens one more stream of an account.
    ///
    /// # Errors
    /// It has too many already.
    pub fn enter(&self, account: i64) -> Result<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(account).or_default();
        if *count == MOST {
            return Err(Refusal::new("live-too-many").into());
        }
        *count += 1;
        Ok(Place { live: self.clone(), account })
    }
}

/// A stream that is open. It is counted until this goes.
pub struct Place {
    live: Live,
    account: i64,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_so_many_streams_and_no_more_until_one_ends() {
        let live = Live::default();
        let mut places: Vec<_> = (0..MOST).map(|_| live.enter(1).unwrap()).collect();
        assert!(live.enter(1).is_err());
        assert!(live.enter(2).is_ok());
        places.pop();
        assert!(live.enter(1).is_ok());
        drop(places);
        assert!(live.open.lock().unwrap().is_empty());
    }
}
