//! The register of documents, as a page and as a table.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::store::{self, Document, Filter};
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::meeting::agenda;
use crate::meeting::article::Disposition;
use crate::meeting::store as sittings;
use crate::meeting::title::title;
use crate::page::listing::{self, Action, Cell, Column, Field, ListPage, Listing, Table, Tone};
use crate::page::{Pages, Paging, Reader, sought};
use crate::permission::Permission;
use crate::table::{MOST_LINES, Turn};
use crate::words::Words;

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new().route("/{committee}/documents", get(register)).route("/{committee}/documents.xlsx", get(table))
}

const LIST: Listing = Listing {
    actions: &[Action::new("/documents/study", "document-study").needs(&[Permission::ReadInternal])],
    sheet: Some(("/documents.xlsx", "document-export")),
    none: ("document-empty", "document-empty-hint"),
    unfound: ("meeting-none-found", "document-none-found-hint"),
    ..Listing::new("document-nav", "/documents")
};

const COLUMNS: &[Column<Listed>] = &[
    Column::page("document-title", |row: &Listed, _| Cell {
        link: row.paper.clone(),
        ..format!("《{}》", row.title).into()
    })
    .names(),
    Column::sheet("document-title", 50.0, |row, _| Cell::from(&row.title)),
    Column::page("document-outcome", |row, words| {
        let outcome = words.of("disposition", row.disposition);
        row.refused(words).into_iter().fold(outcome.into(), |cell: Cell, refused| cell.mark(Tone::Warn, refused))
    }),
    Column::sheet("document-outcome", 18.0, |row, words| {
        let outcome = [words.of("disposition", row.disposition)];
        outcome.into_iter().chain(row.refused(words)).collect::<Vec<_>>().join(&words.say("list-comma")).into()
    }),
    Column::new("document-date", 13.0, |row: &Listed, _| row.date.into()).unbroken(),
    Column::new("document-sitting", 60.0, |row, _| Cell::from(&row.sitting).link(&row.address)),
];

#[derive(Serialize)]
struct Register {
    documents: Vec<Listed>,
    pages: Pages,
}

/// A line of the register. `passed` is there where it was a question; the paper for those inside.
#[derive(Serialize)]
struct Listed {
    title: String,
    disposition: Disposition,
    passed: Option<bool>,
    date: Option<Day>,
    sitting: String,
    address: String,
    paper: Option<String>,
}

impl Listed {
    fn refused(&self, words: &Words) -> Option<String> {
        (self.passed == Some(false)).then(|| words.say("document-refused"))
    }
}

/// The filters of the register, as they stand in its address.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Asked {
    year: String,
    disposition: String,
    text: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        Filter { year: self.year.parse().ok(), disposition: self.disposition.parse().ok(), text: sought(&self.text) }
    }
}

fn listed(document: Document, reader: &Reader, home: &str) -> Listed {
    let sitting = &document.sitting;
    let inside = reader.may(Permission::ReadInternal);
    Listed {
        disposition: document.item.disposition,
        passed: document.item.passed,
        date: sitting.date,
        sitting: title(sitting, home, &reader.words),
        address: reader.within(&format!("/meetings/{}", sitting.id)),
        paper: document.paper.filter(|_| inside).map(|id| agenda::address(reader, sitting.id, id)),
        title: document.title,
    }
}

async fn register(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let (on, committee) = (app.db.read(), reader.committee()?);
    let window = (paging.offset(), paging.limit());
    let (found, total) = store::documents(on, committee.id, &reader.actor, &asked.filter(), window).await?;
    let documents: Vec<_> = found.into_iter().map(|document| listed(document, &reader, &committee.name)).collect();
    let years = sittings::years(on, committee.id, &reader.actor).await?;
    let outcomes = reader.words.options("disposition", Disposition::ALL);
    let fields = vec![
        Field::choice("year", "meeting-year", &asked.year, listing::years(&years)),
        Field::choice("disposition", "document-outcome", &asked.disposition, outcomes),
        Field::search("text", "list-search", "document-search-hint", &asked.text),
    ];
    let filter = listing::Filter::of(&reader, LIST.address, &asked, fields);
    let pages = paging.of(total, &filter.query);
    reader.answer(ListPage {
        view: reader.view(),
        list: LIST,
        filter,
        table: Table::of(COLUMNS, &documents, ("document-count", &pages), &reader),
        facts: Register { documents, pages },
    })
}

async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let committee = reader.committee()?;
    let turn = Turn::take().await?;
    let all = (0, MOST_LINES);
    let (found, _) = store::documents(app.db.read(), committee.id, &reader.actor, &asked.filter(), all).await?;
    let documents = found.into_iter().map(|document| listed(document, &reader, &committee.name)).collect();
    turn.list(&reader, LIST.title, COLUMNS, documents).await
}
