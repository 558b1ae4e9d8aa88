//! Live pages: a stream of server-sent events that says when something changed, never what; a page then asks for itself
//! anew, under its reader's own permission.

mod stream;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::{Semaphore, watch};

pub use stream::{After, stream};

use crate::app::App;
use crate::error::{Refusal, Result};

/// How many pages of one account may be live at a time.
const MOST: usize = 24;

/// How many live pages are made anew at the same time. The others wait their turn, and what makes the changes passes by.
const AT_ONCE: usize = 2;

/// The header by which a page that is live says that it asks for itself anew.
pub const ANEW: &str = "x-live";

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

    /// Opens one more stream of an account.
    fn enter(&self, account: i64) -> Result<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(account).or_default();
        if *count == MOST {
            return Err(Refusal::new("live-too-many").into());
        }
        *count += 1;
        Ok(Place { live: self.clone(), account })
    }
}

/// Lets a page that asks for itself anew wait its turn; everything else goes on.
pub async fn in_turn(State(app): State<App>, request: Request, next: Next) -> Response {
    let turn = if request.headers().contains_key(ANEW) { app.live.turns.acquire().await.ok() } else { None };
    let response = next.run(request).await;
    drop(turn);
    response
}

/// A stream that is open. It is counted until this goes.
struct Place {
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
