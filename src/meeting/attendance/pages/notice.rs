//! The official notice of a sitting, as a page that prints well.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::meeting::agenda::rules::State as ItemState;
use crate::meeting::article::Disposition;
use crate::meeting::attendance::here::{At, Shown};
use crate::meeting::attendance::rules::Standing;
use crate::meeting::attendance::store;
use crate::meeting::rules::State as Sitting;
use crate::meeting::store as sittings;
use crate::page::{Reader, View};
use crate::words::Words;

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/notice.html")]
struct Notice {
    #[serde(skip)]
    view: View,
    title: String,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    state: Sitting,
    /// When it begins and ends, in words.
    time: String,
    place: Option<String>,
    /// When and where it was to be before it was moved, in words.
    was_time: String,
    was_place: Option<String>,
    items: Vec<Item>,
    /// The posts whose holders are called to vote; none: all members.
    posts: Vec<String>,
    /// How many are called to vote.
    voting: usize,
    sitting_in: Vec<Guest>,
    /// Whose holders grant leave.
    leave_posts: Vec<String>,
    committee: String,
    /// The day of the notice, in words; none while it has not gone out.
    day: Option<String>,
    /// The reader's own place, where they are called.
    own: Option<Shown>,
}

#[derive(Serialize)]
struct Item {
    disposition: Disposition,
    subject: String,
    late: bool,
}

#[derive(Serialize)]
struct Guest {
    name: String,
    posts: Vec<String>,
}

pub(super) async fn notice(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let at = At::find(&app, &reader, id).await?;
    reader.known()?;
    let sitting = at.here.sitting.clone();
    let rule = sittings::rule(app.db.read(), sitting.committee_id, sitting.kind).await?;
    let all = store::all(app.db.read(), id).await?;
    let whole = sittings::whole(app.db.read(), sitting.clone()).await?;
    let items = whole.items.into_iter().filter(|item| item.state != ItemState::TakenOff);
    let guests = all.iter().filter(|one| one.standing == Standing::SittingIn);
    let own = at.here.called.clone().map(|own| at.shown(&reader, own, &[]));
    reader.answer(Notice {
        time: time(&reader.words, sitting.begins_at, sitting.ends_at),
        was_time: time(&reader.words, sitting.was_begins_at, sitting.was_ends_at),
        was_place: sitting.was_place,
        day: sitting.noticed_at.map(|at| day(&reader.words, at.day(), "attendance-day")),
        items: items
            .map(|item| Item { disposition: item.disposition, subject: item.subject, late: item.late })
            .collect(),
        voting: all.iter().filter(|one| one.standing == Standing::Voting).count(),
        sitting_in: guests.map(|one| Guest { name: one.name.clone(), posts: one.posts.0.clone() }).collect(),
        posts: rule.posts,
        leave_posts: rule.leave_posts,
        place: sitting.place,
        state: sitting.state,
        committee: reader.committee()?.name.clone(),
        address: at.here.address(&reader, ""),
        own,
        title: at.here.title,
        view: reader.view(),
    })
}

/// A day in words: 2024年3月5日, with its day of the week where the key names it.
fn day(words: &Words, day: Day, key: &str) -> String {
    let weekday = words.of("attendance-weekday", day.0.weekday().to_monday_one_offset());
    let mut facts = vec![
        ("year", i64::from(day.0.year()).into()),
        ("month", i64::from(day.0.month()).into()),
        ("day", i64::from(day.0.day()).into()),
    ];
    if key == "attendance-weekday-of" {
        facts.push(("weekday", weekday.into()));
    }
    words.with(key, &facts)
}

/// From when to when: the end names its day where it is another.
fn time(words: &Words, begins: Option<Instant>, ends: Option<Instant>) -> String {
    let moment = |at: Instant| format!("{} {}", day(words, at.day(), "attendance-weekday-of"), at.time());
    match (begins, ends) {
        (None, _) => String::new(),
        (Some(begins), None) => moment(begins),
        (Some(begins), Some(ends)) if begins.day() == ends.day() => format!("{}–{}", moment(begins), ends.time()),
        (Some(begins), Some(ends)) => format!("{} – {}", moment(begins), moment(ends)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::areas::AREAS;
    use crate::server;
    use crate::words::Language;

    #[test]
    fn the_time_is_told_as_a_notice_tells_it() {
        let words = server::catalogue(AREAS).unwrap().words(Language::Chinese);
        let begins = Instant(1_709_604_000_000);
        for (ends, told) in [
            (None, "2024年3月5日（星期二） 10:00"),
            (Some(90 * Instant::MINUTE), "2024年3月5日（星期二） 10:00–11:30"),
            (Some(2 * Instant::DAY), "2024年3月5日（星期二） 10:00 – 2024年3月7日（星期四） 10:00"),
        ] {
            assert_eq!(time(&words, Some(begins), ends.map(|after| begins.plus(after))), told);
        }
    }
}
