//! Files are read one at a time: a large one takes a processor and much memory for a while, and several may come at once.

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::{Error, Refusal, Result};

static ONE: Semaphore = Semaphore::const_new(1);

/// Reads a file, or goes through what was read of one, beside the requests and after those who came before.
///
/// # Errors
/// The file brings a library down.
pub async fn in_turn<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = ONE.acquire().await.map_err(|_| Error::internal("no turn to read a file"))?;
    let read = spawn_blocking(move || {
        let _turn = turn;
        read()
    });
    read.await.map_err(|_| Error::Unreadable(Refusal::new("import-file-broken")))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::*;

    #[tokio::test]
    async fn files_are_read_one_after_the_other_and_one_that_breaks_the_reader_is_refused() {
        static NOW: AtomicUsize = AtomicUsize::new(0);
        let read = |n: usize| {
            in_turn(move || {
                let before = NOW.fetch_add(1, SeqCst);
                std::thread::sleep(std::time::Duration::from_millis(5));
                assert!(n != 2, "what a library does with bytes that it did not expect");
                NOW.fetch_sub(1, SeqCst);
                before
            })
        };
        let (one, other, broken) = tokio::join!(read(0), read(1), read(2));
        assert_eq!([one.unwrap(), other.unwrap()], [0, 0]);
        assert_eq!(broken.unwrap_err().refusal().key, "import-file-broken");
        assert!(read(3).await.is_ok(), "the next has its turn all the same");
    }
}
