//! One stream: what its reader is told, how often, and when it ends.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::app::App;
use crate::app::live::Place;
use crate::db::{Listener, Topic};
use crate::error::Result;
use crate::ledger;
use crate::page::Reader;

/// A reader is told no more often than this.
const REST: Duration = Duration::from_millis(200);

/// Something is sent this often, so that nobody in between takes the connection for a dead one.
const ALIVE: Duration = Duration::from_secs(15);

/// A stream ends after this time and up to half as much again. Its page asks for it anew, and the reader is looked at
/// anew: whether they are still signed in, and still may.
const LIFE: Duration = Duration::from_mins(2);

/// How long a page waits, and up to as much again, before it asks for a stream anew.
const AGAIN: Duration = Duration::from_secs(1);

/// How many pages ask within a millisecond after a change that is to be seen soon, counted in thousandths: about as
/// many as two cores answer.
const SOON: u64 = 600;

/// The same after a quiet change, one of many alike: few enough that what makes the changes is not held up.
const QUIET: u64 = 100;

/// Pages are spread over no more milliseconds than this, after either.
const WIDEST: [u64; 2] = [5_000, 20_000];

/// Up to which entry a page has heard already, by the browser or by the page's own address.
pub struct After(Option<i64>);

#[derive(Deserialize)]
struct Asked {
    after: Option<i64>,
}

impl<S: Send + Sync> FromRequestParts<S> for After {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let heard = parts.headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
        let asked = || Query::<Asked>::try_from_uri(&parts.uri).ok()?.0.after;
        Ok(Self(heard.or_else(asked)))
    }
}

/// What an event says: the number of the latest entry, and over how many milliseconds pages spread their asking.
#[derive(Serialize)]
struct Changed {
    seq: i64,
    spread: u64,
}

struct Stream {
    listener: Listener,
    /// Told of everything as of something to be seen at once.
    brisk: bool,
    _place: Place,
    ended: watch::Receiver<bool>,
    /// Nothing is told before.
    rested: Instant,
    ends: Instant,
}

impl Stream {
    async fn next(&mut self) -> Option<Event> {
        select! {
            biased;
            _ = self.ended.wait_for(|ended| *ended) => None,
            () = sleep_until(self.ends) => None,
            event = news(&mut self.listener, self.brisk, self.rested) => {
                self.rested = Instant::now() + REST;
                Some(event)
            }
        }
    }
}

async fn news(listener: &mut Listener, brisk: bool, rested: Instant) -> Event {
    sleep_until(rested).await;
    let (seq, quiet) = listener.next().await;
    let among = if brisk { 0 } else { u64::try_from(listener.among()).unwrap_or(u64::MAX) };
    let told = Changed { seq, spread: spread(among, quiet) };
    let event = Event::default().id(seq.to_string()).event("changed");
    event.json_data(told).unwrap_or_default()
}

/// Over how many milliseconds so many pages spread their asking.
fn spread(pages: u64, quiet: bool) -> u64 {
    let (rate, [soon, widest]) = (if quiet { QUIET } else { SOON }, WIDEST);
    (pages.saturating_mul(1000) / rate).min(if quiet { widest } else { soon })
}

/// The answer to a page that wants to hear of changes of a thing, after the entry that it knows. One that is `brisk` is
/// among the few that hurry after every change.
///
/// # Errors
/// The reader is not signed in, has too many streams already.
pub async fn stream(app: &App, reader: &Reader, topic: Topic, brisk: bool, After(after): After) -> Result<Response> {
    let account = reader.known()?;
    let place = app.live.enter(account)?;
    let listener = ledger::listen(&app.db, topic, after).await?;
    // Each in its own time: pages that were opened together do not come back together.
    let share = u32::try_from(account.unsigned_abs() % 60).unwrap_or(0);
    let now = Instant::now();
    let ends = now + LIFE + LIFE * share / 120;
    let stream = Stream { listener, brisk, _place: place, ended: app.live.ended(), rested: now, ends };
    let greeting = Event::default().retry(AGAIN + AGAIN * share / 60);
    let events = stream::unfold((Some(greeting), stream), |(greeting, mut stream)| async move {
        let event = match greeting {
            Some(greeting) => Some(greeting),
            None => stream.next().await,
        };
        event.map(|event| (Ok::<_, Infallible>(event), (None, stream)))
    });
    let alive = KeepAlive::new().interval(ALIVE);
    let unheld = [(HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((unheld, Sse::new(events).keep_alive(alive)).into_response())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::Live;
    use crate::db::{Hub, Latest};

    fn topic() -> Topic {
        Topic { committee: 1, area: "meeting".into(), thing: 1 }
    }

    /// A stream of its own, with what tells it and what ends it.
    fn begun() -> (Stream, Arc<Hub>, Live) {
        let (hub, live) = (Arc::new(Hub::default()), Live::default());
        let now = Instant::now();
        let place = live.enter(1).unwrap();
        let stream = Stream {
            listener: hub.listen(topic()),
            brisk: false,
            _place: place,
            ended: live.ended(),
            rested: now,
            ends: now + LIFE,
        };
        (stream, hub, live)
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_change_is_told_at_once_and_the_last_of_many_after_a_rest() {
        let (mut stream, hub, _live) = begun();
        let start = Instant::now();
        hub.tell(&topic(), Latest::new(1, false));
        assert!(stream.next().await.is_some());
        assert_eq!(start.elapsed(), Duration::ZERO);
        (2..=9).for_each(|seq| hub.tell(&topic(), Latest::new(seq, true)));
        let event = stream.next().await.unwrap();
        assert!(start.elapsed() >= REST && start.elapsed() < REST * 2);
        assert!(format!("{event:?}").contains(r#"{\"seq\":9,"#), "{event:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_ends_in_its_time_and_when_the_program_stops() {
        let (mut stream, ..) = begun();
        let start = Instant::now();
        assert!(stream.next().await.is_none());
        assert!(start.elapsed() >= LIFE);
        let (mut stream, hub, live) = begun();
        hub.tell(&topic(), Latest::new(1, false));
        live.end();
        assert!(stream.next().await.is_none());
    }

    #[test]
    fn many_pages_ask_over_a_longer_time_and_none_waits_long() {
        assert_eq!([0, 60, 600, u64::MAX].map(|pages| spread(pages, false)), [0, 100, 1_000, 5_000]);
        assert_eq!([0, 60, 600, u64::MAX].map(|pages| spread(pages, true)), [0, 600, 6_000, 20_000]);
    }
}
