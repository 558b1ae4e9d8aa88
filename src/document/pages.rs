//! The register of documents, as a page and as a table.

mod study;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::papers;
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::meeting::article::Disposition;
use crate::meeting::store::{self, Document, DocumentFilter};
use crate::meeting::title::title;
use crate::page::{Pages, Paging, Reader, View, sought};
use crate::permission::Permission;
use crate::table::Turn;

pub(super) use study::Line;

/// How many lines a table holds at the most.
const MOST_LINES: u64 = 100_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/documents", get(register))
        .route("/{committee}/documents.xlsx", get(table))
        .merge(study::routes())
}

/// The page of a paper.
pub(super) fn paper(reader: &Reader, sitting: i64, paper: i64) -> String {
    reader.within(&format!("/meetings/{sitting}/papers/{paper}"))
}

#[derive(Template, Serialize)]
#[template(path = "document/register.html")]
struct Register {
    #[serde(skip)]
    view: View,
    documents: Vec<Listed>,
    pages: Pages,
    #[serde(skip)]
    years: Vec<i16>,
    #[serde(skip)]
    asked: Asked,
    /// The query that keeps the filters.
    #[serde(skip)]
    query: String,
    #[serde(skip)]
    may_study: bool,
}

/// A line of the register. `passed` is there where it was a question; the paper for those inside.
#[derive(Serialize)]
pub(super) struct Listed {
    pub title: String,
    pub disposition: Disposition,
    pub passed: Option<bool>,
    pub date: Option<Day>,
    pub sitting: String,
    pub address: String,
    pub paper: Option<String>,
}

/// The filters of the register, as they stand in its address.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Asked {
    #[serde(default)]
    year: String,
    #[serde(default)]
    disposition: String,
    #[serde(default)]
    text: String,
}

impl Asked {
    fn filter(&self) -> DocumentFilter {
        DocumentFilter {
            year: self.year.parse().ok(),
            disposition: self.disposition.parse().ok(),
            text: sought(&self.text),
        }
    }

    fn any(&self) -> bool {
        [&self.year, &self.disposition, &self.text].iter().any(|text| !text.is_empty())
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
        paper: document.paper.filter(|_| inside).map(|id| paper(reader, sitting.id, id)),
        title: document.title,
    }
}

async fn register(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let committee = reader.committee()?;
    let window = (paging.offset(), paging.limit());
    let (found, total) = store::documents(app.db.read(), committee.id, &reader.actor, &asked.filter(), window).await?;
    let query = serde_html_form::to_string(&asked).unwrap_or_default();
    reader.answer(Register {
        documents: found.into_iter().map(|document| listed(document, &reader, &committee.name)).collect(),
        pages: paging.of(total, query.clone()),
        years: store::years(app.db.read(), committee.id, &reader.actor).await?,
        asked,
        query,
        may_study: reader.may(Permission::ReadInternal),
        view: reader.view(),
    })
}

async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let committee = reader.committee()?;
    let turn = Turn::take().await?;
    let all = (0, MOST_LINES);
    let (found, _) = store::documents(app.db.read(), committee.id, &reader.actor, &asked.filter(), all).await?;
    let lines: Vec<_> = found.into_iter().map(|document| listed(document, &reader, &committee.name)).collect();
    let words = reader.words.clone();
    let name = format!("{}{}.xlsx", committee.name, words.say("document-nav"));
    turn.make(&name, move || papers::register(&lines, &words)).await
}
