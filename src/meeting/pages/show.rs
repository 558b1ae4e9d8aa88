//! The page of a sitting.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use super::here::Here;
use super::live;
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::meeting::article::Capacity;
use crate::meeting::model::{Item, Person, Sitting, Source, Speech, Whole};
use crate::meeting::rules::{self, Action};
use crate::meeting::{AREA, store};
use crate::page::{Reader, View};
use crate::permission::Permission;

#[derive(Template, Serialize)]
#[template(path = "meeting/sitting.html")]
struct SittingPage {
    #[serde(skip)]
    view: View,
    title: String,
    #[serde(flatten)]
    sitting: Sitting,
    items: Vec<Item>,
    people: Vec<Person>,
    speeches: Vec<Speech>,
    article: Option<ArticlePart>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// For those who read internal things.
    history: Option<Vec<Line>>,
    /// Where the page hears of what comes next.
    #[serde(skip)]
    live: Option<String>,
}

/// The article as the sitting's page shows it.
#[derive(Serialize)]
struct ArticlePart {
    source: Option<String>,
    published: Option<Day>,
    reporters: Vec<String>,
    paragraphs: Vec<String>,
}

impl From<Source> for ArticlePart {
    fn from(source: Source) -> Self {
        let paragraphs = source.text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        Self { source: source.source, published: source.published, reporters: source.reporters.0, paragraphs }
    }
}

impl SittingPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn of(&self, capacity: &Capacity) -> Vec<&Person> {
        self.people.iter().filter(|person| person.capacity == *capacity).collect()
    }

    fn documents(&self) -> Vec<&str> {
        self.items.iter().flat_map(|item| &item.documents.0).map(String::as_str).collect()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let mark = live::mark(&app, &reader, id).await?;
    let here = Here::find(&app, &reader, id).await?;
    let live = live::address(&reader, &here, mark);
    let actions = rules::offered(here.sitting.standing(), here.who(&reader));
    let Whole { sitting, items, people, speeches, article } = store::whole(app.db.read(), here.sitting.clone()).await?;
    let history = if reader.may(Permission::ReadInternal) {
        Some(ledger::lines_of(app.db.read(), &reader.words, sitting.committee_id, AREA.name, id).await?)
    } else {
        None
    };
    reader.answer(SittingPage {
        title: here.title,
        actions,
        sitting,
        items,
        people,
        speeches,
        article: article.map(ArticlePart::from),
        history,
        live,
        view: reader.view(),
    })
}
