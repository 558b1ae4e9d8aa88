//! The page of a committee's whole history.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::view::View;
use crate::app::App;
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::permission::Permission;

/// How many entries a page shows.
const LENGTH: u64 = 100;

#[derive(Template, Serialize)]
#[template(path = "page/history.html")]
struct History {
    #[serde(skip)]
    view: View,
    /// The newest entry of this page and those before it.
    lines: Vec<Line>,
    /// The number of the whole chain's last entry, and its hash.
    entries: i64,
    hash: String,
    /// From which entry the page before and the page after this one begin.
    newer: Option<i64>,
    older: Option<i64>,
}

#[derive(Deserialize)]
struct From {
    from: Option<i64>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{committee}/history", get(history))
}

async fn history(State(app): State<App>, reader: Reader, Query(From { from }): Query<From>) -> Result<Response> {
    reader.need(Permission::ReadHistory)?;
    let committee = reader.committee()?;
    let end = ledger::head(app.db.read(), committee.id).await?;
    let (entries, hash) = end.map_or((0, String::new()), |end| (end.seq, end.hash));
    let from = from.unwrap_or(entries).clamp(0, entries);
    let page = ledger::latest(app.db.read(), &reader.words, committee.id, (from, LENGTH)).await?;
    let length = i64::try_from(LENGTH).unwrap_or(i64::MAX);
    reader.answer(History {
        lines: page.into_iter().map(|line| line.linked(&committee.slug, &app.nav.kinds)).collect(),
        entries,
        hash,
        newer: (from < entries).then_some((from + length).min(entries)),
        older: (from > length).then_some(from - length),
        view: reader.view(),
    })
}
