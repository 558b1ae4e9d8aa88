//! The list of sittings, the page of one, and the actions on it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::AREA;
use super::article::{Capacity, Disposition, Kind};
use super::form::{self, Form};
use super::model::{Item, Person, Sitting, Source, Speech, Whole};
use super::reading;
use super::rules::{self, Action, State as Standing};
use super::store::{self, Filter};
use super::title::title;
use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{self, Act, Change, Line};
use crate::page::{Faults, Flash, Pages, Paging, Reader, Sent, View, filled};
use crate::permission::Permission;
use crate::words::Language;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings", get(list))
        .route("/{committee}/meetings/{id}", get(show))
        .route("/{committee}/meetings/{id}/correct", get(correction).post(correct))
        .route("/{committee}/meetings/{id}/{action}", post(act))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/list.html")]
struct List {
    #[serde(skip)]
    view: View,
    sittings: Vec<Listed>,
    pages: Pages,
    #[serde(skip)]
    years: Vec<i16>,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    may_import: bool,
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

/// The filters of the list, as they stand in its address.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    text: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        Filter {
            kind: self.kind.parse().ok(),
            year: self.year.parse().ok(),
            text: filled(&self.text).map(|text| text.chars().take(50).collect()),
        }
    }

    fn any(&self) -> bool {
        [&self.kind, &self.year, &self.text].iter().any(|text| !text.is_empty())
    }
}

async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let committee = reader.committee()?;
    let window = (paging.offset(), paging.limit());
    let (found, total) = store::list(app.db.read(), committee.id, &reader.actor, &asked.filter(), window).await?;
    let sittings = found.into_iter().map(|(sitting, items)| Listed {
        id: sitting.id,
        address: reader.within(&format!("/meetings/{}", sitting.id)),
        title: title(&sitting, &committee.name, &reader.words),
        kind: sitting.kind,
        date: sitting.date,
        items,
        expected: sitting.expected,
        present: sitting.present,
        state: sitting.state,
    });
    reader.answer(List {
        sittings: sittings.collect(),
        pages: paging.of(total, serde_html_form::to_string(&asked).unwrap_or_default()),
        years: store::years(app.db.read(), committee.id, &reader.actor).await?,
        asked,
        may_import: reader.may(Permission::RecordSittings),
        view: reader.view(),
    })
}

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

/// A sitting that this reader may see.
async fn seen(app: &App, reader: &Reader, id: i64) -> Result<Sitting> {
    let sitting = store::sitting(app.db.read(), reader.committee()?.id, id).await?;
    if rules::visible(sitting.state, &reader.actor) { Ok(sitting) } else { Err(Error::NotFound) }
}

async fn show(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let committee = reader.committee()?;
    let Whole { sitting, items, people, speeches, article } =
        store::whole(app.db.read(), seen(&app, &reader, id).await?).await?;
    let history = if reader.may(Permission::ReadInternal) {
        Some(ledger::lines_of(app.db.read(), &reader.words, committee.id, AREA.name, id).await?)
    } else {
        None
    };
    reader.answer(SittingPage {
        title: title(&sitting, &committee.name, &reader.words),
        actions: rules::offered(sitting.state, &reader.actor),
        sitting,
        items,
        people,
        speeches,
        article: article.map(ArticlePart::from),
        history,
        view: reader.view(),
    })
}

#[derive(Deserialize)]
struct Version {
    version: i64,
}

async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let action: Action = action.parse().map_err(|_| Error::NotFound)?;
    reader.known()?;
    let sitting = seen(&app, &reader, id).await?;
    let to = rules::decide(sitting.state, action, &reader.actor)?;
    let title = title(&sitting, &reader.committee()?.name, &reader.words);
    let change = Change::begin(&app.db, reader.acting()?).await?;
    store::move_to(&change, id, version, to).await?;
    keep_article(&change, &reader, id, action).await?;
    let act = Act::new(AREA.name, id, action.name()).fact("title", official(&app, &reader, &sitting)?);
    change.record(act).await?.commit().await?;
    let address = reader.within(&format!("/meetings/{id}"));
    let mut flash = Flash::new(&format!("meeting-done-{action}")).with("title", title);
    if let Some(back) = action.undone_by() {
        flash = flash.undo(format!("{address}/{back}"), version + 1);
    }
    reader.done(&address, flash)
}

/// The name of a sitting for the ledger, which speaks Chinese whoever acts.
fn official(app: &App, reader: &Reader, sitting: &Sitting) -> Result<String> {
    Ok(title(sitting, &reader.committee()?.name, &app.words.words(Language::Chinese)))
}

/// A discarded sitting lets go of its article; a reinstated one needs it back.
async fn keep_article(change: &Change, reader: &Reader, id: i64, action: Action) -> Result<()> {
    match action {
        Action::Discard => store::hold_article(change, id, None).await,
        Action::Reinstate => {
            let Some(article) = store::article(change.on(), id).await? else { return Ok(()) };
            let digest = reading::digest(&article.text);
            if let Some(other) = store::by_digest(change.on(), article.committee_id, &digest).await? {
                let refusal = Refusal::new("meeting-article-known");
                return Err(refusal.see(reader.within(&format!("/meetings/{other}"))).into());
            }
            store::hold_article(change, id, Some(digest)).await
        }
        Action::Correct | Action::Publish | Action::Unpublish => Ok(()),
    }
}

#[derive(Template, Serialize)]
#[template(path = "meeting/correct.html")]
struct Correction {
    #[serde(skip)]
    view: View,
    title: String,
    id: i64,
    /// The version that is corrected.
    version: i64,
    form: Form,
    faults: Faults,
    /// Whether somebody else changed the record since this form was opened. What was entered stands in it still.
    stale: bool,
}

/// The sitting, if this reader may correct it.
async fn correctable(app: &App, reader: &Reader, id: i64) -> Result<Sitting> {
    reader.known()?;
    let sitting = seen(app, reader, id).await?;
    rules::decide(sitting.state, Action::Correct, &reader.actor)?;
    Ok(sitting)
}

async fn correction(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let sitting = correctable(&app, &reader, id).await?;
    let (title, version) = (title(&sitting, &reader.committee()?.name, &reader.words), sitting.version);
    let whole = store::whole(app.db.read(), sitting).await?;
    let form = Form::from(&whole.record());
    let faults = Faults::default();
    reader.answer(Correction { title, id, version, form, faults, stale: false, view: reader.view() })
}

async fn correct(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let sitting = correctable(&app, &reader, id).await?;
    let title = title(&sitting, &reader.committee()?.name, &reader.words);
    let version = sent.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut form = Form::sent(&sent);
    let again = |form, faults, version, stale| {
        let title = title.clone();
        Correction { title, id, version, form, faults, stale, view: reader.view() }
    };
    if form.add_row(sent.get("do").map_or("", String::as_str)) {
        return reader.answer(again(form, Faults::default(), version, false));
    }
    let record = match form.record() {
        Ok(record) => record,
        Err(faults) => return reader.answer_unfit(again(form, faults, version, false)),
    };
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let now = store::sitting(change.on(), sitting.committee_id, id).await?;
    if now.version != version {
        return reader.answer_stale(again(form, Faults::default(), now.version, true));
    }
    let before = store::whole(change.on(), now).await?.record();
    let changed = form::changed(&before, &record);
    let address = reader.within(&format!("/meetings/{id}"));
    if changed.is_empty() {
        return reader.done(&address, Flash::new("meeting-nothing-changed"));
    }
    store::correct(&change, &sitting, version, &record).await?;
    let act = Act::new(AREA.name, id, Action::Correct.name()).fact("title", official(&app, &reader, &sitting)?);
    let act = act.fact("former", form::former(&before, &changed)).fact("changed", changed);
    change.record(act).await?.commit().await?;
    reader.done(&address, Flash::new("meeting-done-correct").with("title", title.clone()))
}
