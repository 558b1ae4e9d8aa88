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

/// The number of the latest entry about a thing, and of the latest that is not quiet: see it soon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latest {
    pub seq: i64,
    pub loud: i64,
}

impl Latest {
    #[must_use]
    pub const fn new(seq: i64, quiet: bool) -> Self {
        Self { seq, loud: if quiet { 0 } else { seq } }
    }

    /// News may come out of order; what is latest never goes back.
    fn or(self, other: Self) -> Self {
        Self { seq: self.seq.max(other.seq), loud: self.loud.max(other.loud) }
    }
}

/// The cells.
#[derive(Debug, Default)]
pub struct Hub {
    cells: Mutex<HashMap<Topic, watch::Sender<Latest>>>,
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
    pub fn tell(&self, topic: &Topic, news: Latest) {
        if let Some(cell) = self.cells().get(topic) {
            advance(cell, news);
        }
    }

    /// Tells all who listen to anything in a committee that it has an entry of this number.
    pub fn tell_all(&self, committee: i64, news: Latest) {
        self.cells().iter().filter(|(topic, _)| topic.committee == committee).for_each(|(_, cell)| advance(cell, news));
    }

    /// What is listened to.
    pub fn topics(&self) -> Vec<Topic> {
        self.cells().keys().cloned().collect()
    }

    fn cells(&self) -> MutexGuard<'_, HashMap<Topic, watch::Sender<Latest>>> {
        self.cells.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn advance(cell: &watch::Sender<Latest>, news: Latest) {
    cell.send_if_modified(|latest| {
        let before = std::mem::replace(latest, latest.or(news));
        before != *latest
    });
}

/// One who listens to a thing.
#[derive(Debug)]
pub struct Listener {
    hub: Arc<Hub>,
    topic: Topic,
    heard: watch::Receiver<Latest>,
    known: i64,
}

impl Listener {
    /// The number of the latest entry, as soon as there is one that the listener does not know; and whether all that it
    /// does not know is quiet.
    pub async fn next(&mut self) -> (i64, bool) {
        loop {
            let Latest { seq, loud } = *self.heard.borrow_and_update();
            if seq > self.known {
                let quiet = loud <= self.known;
                self.known = seq;
                return (seq, quiet);
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

    fn loud(seq: i64) -> Latest {
        Latest::new(seq, false)
    }

    #[tokio::test]
    async fn who_is_slow_hears_the_latest_alone() {
        let hub = Arc::new(Hub::default());
        let mut listener = hub.listen(sitting(1));
        for seq in [3, 5, 4] {
            hub.tell(&sitting(1), loud(seq));
        }
        assert_eq!(listener.next().await.0, 5);
        hub.tell(&sitting(1), loud(6));
        assert_eq!(listener.next().await.0, 6);
    }

    #[tokio::test]
    async fn what_is_known_is_not_told_and_what_was_missed_is() {
        let hub = Arc::new(Hub::default());
        let mut early = hub.listen(sitting(1)).knowing(4);
        hub.tell(&sitting(1), loud(7));
        let mut late = hub.listen(sitting(1)).knowing(5);
        assert_eq!(late.next().await.0, 7, "told before it began to listen");
        assert_eq!(early.next().await.0, 7);
        let mut later = hub.listen(sitting(1)).knowing(7);
        hub.tell(&sitting(1), loud(7));
        hub.tell(&sitting(1), loud(8));
        assert_eq!(later.next().await.0, 8);
    }

    #[tokio::test]
    async fn another_thing_is_another_matter_unless_all_are_meant() {
        let hub = Arc::new(Hub::default());
        let mut listener = hub.listen(sitting(1));
        hub.tell(&sitting(2), loud(9));
        hub.tell(&Topic { committee: 2, ..sitting(1) }, loud(9));
        hub.tell_all(2, loud(9));
        hub.tell_all(1, loud(4));
        assert_eq!(listener.next().await.0, 4);
    }

    #[tokio::test]
    async fn what_is_quiet_alone_is_quiet() {
        let hub = Arc::new(Hub::default());
        let mut listener = hub.listen(sitting(1)).knowing(3);
        hub.tell(&sitting(1), Latest::new(4, true));
        assert_eq!(listener.next().await, (4, true));
        hub.tell(&sitting(1), loud(5));
        hub.tell(&sitting(1), Latest::new(6, true));
        assert_eq!(listener.next().await, (6, false), "one of the two was loud");
        hub.tell(&sitting(1), Latest::new(7, true));
        assert_eq!(listener.next().await, (7, true));
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
        hub.tell(&sitting(1), loud(1));
        assert_eq!(hub.topics(), []);
    }
}
