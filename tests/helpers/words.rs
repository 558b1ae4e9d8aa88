//! A key without words fails the request that shows it, in whichever test that is.

use std::fmt::{Debug, Write};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// From now on, no page of this process shows a key or a sentence short of a fact.
pub fn must_be_there() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Listener).unwrap());
}

/// Hears what the word files complain of, and nothing else.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "yizheng::words"
    }

    fn event(&self, event: &Event<'_>) {
        let mut complaint = Complaint::default();
        event.record(&mut complaint);
        panic!("{}", complaint.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Complaint(String);

impl Visit for Complaint {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{field}: {value:?} ").unwrap();
    }
}

#[test]
#[should_panic(expected = "no-such-key")]
fn a_key_without_words_is_heard() {
    must_be_there();
    let words = yizheng::server::catalogue(yizheng::areas::AREAS).unwrap();
    let _ = words.words(yizheng::words::Language::English).say("no-such-key");
}
