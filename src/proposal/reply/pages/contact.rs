//! Noting how a proposer was heard.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Refusal, Result};
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent};
use crate::proposal::handling::Work;
use crate::proposal::handling::model::Contact;
use crate::proposal::handling::rules::{Action, decide};
use crate::proposal::model::Way;
use crate::proposal::model::words::{LINE, TEXT};
use crate::proposal::reply::rules::fit;
use crate::proposal::reply::store;

#[derive(Deserialize, ToSchema)]
#[schema(as = ContactForm)]
pub(super) struct Heard {
    #[serde(default)]
    day: String,
    #[serde(default)]
    way: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    note: String,
}

impl Heard {
    fn day(&self, today: Day) -> Result<Day, Refusal> {
        let day = Day::read(&self.day).ok_or_else(|| Refusal::new("reply-no-day"))?;
        if day > today { Err(Refusal::new("reply-contact-future")) } else { Ok(day) }
    }

    fn way(&self) -> Result<Way, Refusal> {
        self.way.parse().map_err(|_| Refusal::new("reply-no-way"))
    }
}

/// A text that must be there.
pub(super) fn needed(text: &str, most: usize, lacks: &'static str) -> Result<String> {
    let text = fit(text.trim(), most).map_err(Error::Unreadable)?;
    if text.is_empty() { Err(Error::Unreadable(Refusal::new(lacks))) } else { Ok(text) }
}

/// Notes how the proposer was heard.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/contact",
    request_body = Heard,
    responses(Acts),
)]
pub(super) async fn note(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(heard): Sent<Heard>,
) -> Result<Response> {
    let (change, here, work) = Work::begin(&app, &reader, (id, n)).await?;
    decide(work.standing, Action::Contact, work.who(&reader))?;
    let day = heard.day(reader.now.day()).map_err(Error::Unreadable)?;
    let way = heard.way().map_err(Error::Unreadable)?;
    let person = needed(&heard.person, LINE, "reply-contact-whom")?;
    let note = needed(&heard.note, TEXT, "reply-contact-what")?;
    let address = here.address(&reader, "");
    let done = Flash::new("reply-done-contact").with("person", &person);
    let one = &work.assignment;
    let alike = |other: &Contact| {
        (other.round, other.day, other.way) == (one.round, day, way) && other.person == person && other.note == note
    };
    // A second press of the same button notes nothing new.
    if work.contacts.iter().any(alike) {
        return reader.done(&address, done);
    }
    store::note(&change, one, (day, way), (person, note)).await?;
    change.record(work.act(&here, Action::Contact.name())).await?.commit().await?;
    reader.done(&address, done)
}
