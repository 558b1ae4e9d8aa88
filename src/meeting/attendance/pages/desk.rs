//! The clerk's desk at the door: whoever comes is found by name or letters and signed in with one press.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Result;
use crate::meeting::attendance::here::{At, Shown, open_for_arrival};
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{EARLY, Presence};
use crate::meeting::attendance::store;
use crate::meeting::live;
use crate::member::rules::pinyin;
use crate::page::{Reader, View, filled};

/// The most people who are shown at a time.
const MOST: usize = 60;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
}

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/desk.html")]
struct Desk {
    #[serde(skip)]
    view: View,
    /// Where the page hears of what changes.
    #[serde(skip)]
    live: Option<String>,
    #[serde(skip)]
    sitting: String,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    find: String,
    presence: Presence,
    people: Vec<Shown>,
    /// How many more there are than are shown.
    more: usize,
    open: bool,
    /// From when on people may sign in, where that is still to come.
    from: Option<String>,
}

pub(super) async fn desk(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mark = live::mark(&app, &reader, id).await?;
    let at = At::find(&app, &reader, id).await?;
    At::need_office(&reader)?;
    let find: String = asked.find.trim().chars().take(40).collect();
    let mut found = store::all(app.db.read(), id).await?;
    found.retain(|one| sounds(one, &find));
    // Whoever is still to come stands first.
    found.sort_by_key(|one| one.came_at.is_some());
    let more = found.len().saturating_sub(MOST);
    let open = open_for_arrival(&at.here.sitting, reader.now);
    let from = at.here.sitting.begins_at.map(|begins| begins.plus(-EARLY)).filter(|from| *from > reader.now);
    reader.answer(Desk {
        live: live::address(&reader, &at.here, mark),
        presence: store::presence(app.db.read(), id).await?,
        people: found.into_iter().take(MOST).map(|one| at_the_door(at.shown(&reader, one, &[]))).collect(),
        more,
        find,
        open,
        from: from.map(crate::clock::Instant::minute),
        address: at.here.address(&reader, ""),
        sitting: at.here.title,
        view: reader.view(),
    })
}

/// At the door others look on: why somebody asked leave is told elsewhere.
fn at_the_door(one: Shown) -> Shown {
    Shown { leave: None, ..one }
}

/// Whether somebody is meant by what was typed: a part of their name, or its beginning in letters.
fn sounds(one: &Called, find: &str) -> bool {
    let Some(find) = filled(find) else { return true };
    let by_letters = |typed: String| {
        pinyin::letters(&one.name).split(' ').any(|letters| !letters.is_empty() && letters.starts_with(&typed))
    };
    one.name.contains(find) || pinyin::typed(find).is_some_and(by_letters)
}
