//! Who listens, in this process, to which thing. Each thing that is listened to has a cell with the latest entry about
//! it; whoever is slow hears of the latest alone. A thing that nobody listens to has none.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OnceCell, watch};

/// A thing of a committee, as the ledger names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic {
    pub committee: i64,
    pub area: String,
    pub thing: i64,
}

/// The cells.
#[derive(Debug, Default)]
pub struct Hub {
    cells: Mutex<HashMap<Topic, watch::Sender<i64>>>,
    /// Set once what other processes write is heard here too.
    pub joined: OnceCell<()>,
}

impl Hub {
    /// Begins to listen to a thing of which nothing is known.
    pub fn listen(self: &Arc<Self>, topic: Topic) -> Listener {
        let heard = self.cells().entry(topic.clone()).or_default().subscribe();
        Listener { hub: Arc::clone(self), topic, heard, known: 0 }
    }

    /// Tells those who listen to a thing that it has an entry of this number.
    pub fn tell(&self, topic: &Topic, seq: i64) {
        if let Some(cell) = self.cells().get(topic) {
            advance(cell, seq);
        }
    }

    /// Tells all who listen to anything in a committee that it has an entry of this number.
    pub fn tell_all(&self, committee: i64, seq: i64) {
        self.cells().iter().filter(|(topic, _)| topic.committee == committee).for_each(|(_, cell)| advance(cell, seq));
    }

    /// What is listened to.
    pub fn topics(&self) -> Vec<Topic> {
        self.cells().keys().cloned().collect()
    }

    fn cells(&self) -> MutexGuard<'_, HashMap<Topic, watch::Sender<i64>>> {
        self.cells.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// News may come out of order; a cell never goes back.
fn advance(cell: &watch::Sender<i64>, seq: i64) {
    cell.send_if_modified(|latest| {
        let newer = seq > *latest;
        *latest = seq.max(*latest);
        newer
    });
}

/// One who listens to a thing.
#[derive(Debug)]
pub struct Listener {
    hub: Arc<Hub>,
    topic: Topic,
    heard: watch::Receiver<i64>,
    known: i64,
}

impl Listener {
    /// The number of the latest entry, as soon as there is one that the listener does not know.
    pub async fn next(&mut self) -> i64 {
        loop {
            let latest = *self.heard.borrow_and_update();
            if latest > self.known {
                self.known = latest;
                return latest;
            }
            if self.heard.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// The listener knows of all entries up to this one.
    #[must_use]
    pub const fn knowing(mut self, seq: i64) -> Self {
        self.known = seq;
        self
    }

    /// How many listen to the same thing in this process.
    #[must_use]
    pub fn among(&self) -> usize {
        self.hub.cells().get(&self.topic).map_or(0, watch::Sender::receiver_count)
    }
}

/// The last to leave takes the cell away.
impl Drop for Listener {
    fn drop(&mut self) {
        let mut cells = self.hub.cells();
        if cells.get(&self.topic).is_some_and(|cell| cell.receiver_count() == 1) {
            cells.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sitting(thing: i64) -> Topic {
        Topic { committee: 1, area: "meeting".into(), thing }
    }

    #[tokio::test]
    async fn who_is_slow_hears_the_latest_alone() {
        let hub = Arc::new(Hub::default());
        let mut listener = hub.listen(sitting(1));
        for seq in [3, 5, 4] {
            hub.tell(&sitting(1), seq);
        }
        assert_eq!(listener.next().await, 5);
        hub.tell(&sitting(1), 6);
        assert_eq!(listener.next().await, 6);
    }

    #[tokio::test]
    async fn what_is_known_is_not_told_and_what_was_missed_is() {
        let hub = Arc::new(Hub::default());
        let mut early = hub.listen(sitting(1)).knowing(4);
        hub.tell(&sitting(1), 7);
        let mut late = hub.listen(sitting(1)).knowing(5);
        assert_eq!(late.next().await, 7, "told before it began to listen");
        assert_eq!(early.next().await, 7);
        let mut later = hub.listen(sitting(1)).knowing(7);
        hub.tell(&sitting(1), 7);
        hub.tell(&sitting(1), 8);
        assert_eq!(later.next().await, 8);
    }

    #[tokio::test]
    async fn another_thing_is_another_matter_unless_all_are_meant() {
        let hub = Arc::new(Hub::default());
        let mut listener = hub.listen(sitting(1));
        hub.tell(&sitting(2), 9);
        hub.tell(&Topic { committee: 2, ..sitting(1) }, 9);
        hub.tell_all(2, 9);
        hub.tell_all(1, 4);
        assert_eq!(listener.next().await, 4);
    }

    #[test]
    fn a_thing_that_nobody_listens_to_has_no_cell() {
        let hub = Arc::new(Hub::default());
        let (one, other) = (hub.listen(sitting(1)), hub.listen(sitting(1)));
        assert_eq!(other.among(), 2);
        drop(one);
        assert_eq!(hub.topics(), [sitting(1)]);
        drop(other);
        assert_eq!(hub.topics(), []);
        hub.tell(&sitting(1), 1);
        assert_eq!(hub.topics(), []);
    }
}
