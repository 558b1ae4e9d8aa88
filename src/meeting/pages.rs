//! The list of sittings, the page of one, and the actions on it.

mod act;
mod chair;
mod plan;
mod rules;
mod screen;
mod show;
mod within;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::article::Kind;
use super::rules::State as Standing;
use super::store::{self, Filter};
use super::title::title;
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::page::listing::{self, Action, Cell, Column, Field, ListPage, Listing, Table, Tone};
use crate::page::{Pages, Paging, Reader, sought};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(plan::routes())
        .merge(rules::routes())
        .route("/{committee}/meetings", get(list))
        .route("/{committee}/meetings/{id}", get(show::show))
        .route("/{committee}/meetings/{id}/live", get(crate::meeting::live::stream))
        .route("/{committee}/meetings/{id}/screen", get(screen::show))
        .route("/{committee}/meetings/{id}/hand_over", post(chair::hand_over))
        .route("/{committee}/meetings/{id}/notice", post(act::notify))
        .route("/{committee}/meetings/{id}/{action}", post(act::act))
}

const LIST: Listing = Listing {
    actions: &[
        Action::new("/meetings/new", "plan-new").class("primary").needs(&[Permission::RunSittings]),
        Action::new("/import", "meeting-import").needs(&[Permission::RecordSittings]),
        Action::new("/meetings/rules", "rules-title").needs(&[Permission::ManageCommittee]),
        Action::new("/meetings/calendar", "calendar-title"),
    ],
    none: ("meeting-empty", "meeting-empty-public"),
    begin: Some(Action::new("/import", "meeting-import-first").needs(&[Permission::RecordSittings])),
    unfound: ("meeting-none-found", "meeting-none-found-hint"),
    ..Listing::new("meeting-nav", "/meetings")
};

const COLUMNS: &[Column<Listed>] = &[
    Column::page("meeting-one", |row: &Listed, _| Cell::from(&row.title).link(&row.address)).names(),
    Column::page("meeting-field-date", |row, words| {
        row.date.map_or_else(|| words.say("meeting-unknown").into(), Cell::from)
    }),
    Column::page("meeting-field-items", |row, words| words.with1("meeting-items-count", "n", row.items).into()),
    Column::page("meeting-attendance", |row, _| match (row.present, row.expected) {
        (Some(present), Some(expected)) => format!("{present} / {expected}").into(),
        (Some(present), None) => present.into(),
        (None, _) => "—".to_owned().into(),
    }),
    Column::page("meeting-state", |row, words| {
        let tone = if row.state == Standing::Published { Tone::Good } else { Tone::Plain };
        Cell::marked(tone, words.of("meeting-state", row.state))
    }),
];

/// The filters of the list, as they stand in its address.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    year: String,
    text: String,
}

#[derive(Serialize)]
struct Sittings {
    sittings: Vec<Listed>,
    pages: Pages,
}

#[derive(Serialize)]
struct Listed {
    id: i64,
    address: String,
    title: String,
    kind: Kind,
    date: Option<Day>,
    items: u64,
    expected: Option<i64>,
    present: Option<i64>,
    state: Standing,
}

async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let (on, committee) = (app.db.read(), reader.committee()?);
    let years = store::years(on, committee.id, &reader.actor).await?;
    let fields = vec![
        Field::choice("kind", "meeting-field-kind", &asked.kind, reader.words.options("meeting-kind", Kind::ALL)),
        Field::choice("year", "meeting-year", &asked.year, listing::years(&years)),
        Field::search("text", "list-search", "meeting-search-hint", &asked.text),
    ];
    let narrowed = Filter { kind: asked.kind.parse().ok(), year: asked.year.parse().ok(), text: sought(&asked.text) };
    let window = (paging.start(), paging.limit());
    let total = store::count(on, committee.id, &reader.actor, &narrowed).await?;
    let (found, further) = store::list(on, committee.id, &reader.actor, &narrowed, window).await?;
    let inside = reader.may(Permission::ReadInternal);
    let sittings = found.into_iter().map(|(sitting, items)| Listed {
        id: sitting.id,
        address: reader.within(&format!("/meetings/{}", sitting.id)),
        title: title(&sitting, &committee.name, &reader.words),
        kind: sitting.kind,
        date: sitting.date,
        items,
        expected: sitting.expected,
        present: sitting.present,
        state: if inside { sitting.state } else { Standing::Published },
    });
    let sittings: Vec<_> = sittings.collect();
    let filter = listing::Filter::of(&reader, LIST.address, &asked, fields);
    let key = |row: &Listed| Some((row.date.map(|day| day.to_string()).unwrap_or_default(), row.id));
    let pages = paging.of(total, &filter.query).by_key(&store::order(), &sittings, key, further);
    let hint = if reader.may(Permission::RecordSittings) { "meeting-empty-hint" } else { LIST.none.1 };
    reader.answer(ListPage {
        view: reader.view(),
        list: Listing { none: (LIST.none.0, hint), ..LIST },
        filter,
        table: Table::of(COLUMNS, &sittings, ("meeting-count", &pages), &reader),
        facts: Sittings { sittings, pages },
    })
}
