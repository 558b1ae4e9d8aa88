//! Sittings as calendar programs read them (RFC 5545).

use axum::http::header;
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::account::Committee;
use crate::app::App;
use crate::clock::Instant;
use crate::meeting::model::Sitting;
use crate::meeting::rules::State;
use crate::meeting::title::title;
use crate::words::Words;

/// What is told of a committee's sittings: where its pages are, and in which language.
pub(in crate::meeting) struct Teller<'a> {
    pub app: &'a App,
    pub committee: &'a Committee,
    pub words: &'a Words,
    pub now: Instant,
}

impl Teller<'_> {
    /// A calendar of these sittings. One of which no day is known does not stand in it.
    pub(in crate::meeting) fn calendar(&self, name: &str, sittings: &[Sitting]) -> String {
        let mut calendar = Calendar::new();
        calendar.name(name);
        for event in sittings.iter().filter_map(|sitting| self.event(sitting)) {
            calendar.push(event);
        }
        calendar.to_string()
    }

    /// Its number stays the same whatever is changed, and its sequence counts the changes.
    fn event(&self, sitting: &Sitting) -> Option<Event> {
        let mut event = Event::new();
        match (sitting.begins_at, sitting.date) {
            (Some(begins), _) => {
                event.add_property("DTSTART", utc(begins));
                if let Some(ends) = sitting.ends_at {
                    event.add_property("DTEND", utc(ends));
                }
            }
            (None, Some(day)) => {
                let mut day = Property::new("DTSTART", day.to_string().replace('-', ""));
                event.append_property(day.add_parameter("VALUE", "DATE").done());
            }
            (None, None) => return None,
        }
        let id = sitting.id;
        let address = format!("{}{}", self.app.config.base(), self.committee.address(&format!("/meetings/{id}")));
        event
            .uid(&format!("sitting-{id}.{}@yizheng", self.committee.slug))
            .summary(&title(sitting, &self.committee.name, self.words))
            .url(&address)
            .sequence(u32::try_from(sitting.version).unwrap_or(u32::MAX))
            .add_property("DTSTAMP", utc(self.now));
        if let Some(place) = &sitting.place {
            event.location(place);
        }
        event.status(match sitting.state {
            State::CalledOff => EventStatus::Cancelled,
            State::Planned => EventStatus::Tentative,
            _ => EventStatus::Confirmed,
        });
        Some(event.done())
    }
}

/// `20240305T060000Z`.
fn utc(at: Instant) -> String {
    Instant(at.0 - at.0.rem_euclid(Instant::SECOND)).iso().replace(['-', ':'], "")
}

/// A calendar as a file.
pub(super) fn file(calendar: String, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, calendar).into_response()
}
