//! The page of a sitting.

use askama::Template;
use axum::Extension;
use axum::extract::{self, Path};
use axum::response::Response;
use serde::Serialize;

use super::within::{Plenary, Within};
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::meeting::article::{Capacity, Kind};
use crate::meeting::here::Here;
use crate::meeting::live;
use crate::meeting::minutes::{self, Texts};
use crate::meeting::model::{Item, Person, SITTING, Sitting, Source, Speech, Whole};
use crate::meeting::rules::{self, Action, State};
use crate::meeting::{agenda, attendance, floor, poll, roster, store};
use crate::member;
use crate::page::{Besides, Reader, Related, View};
use crate::permission::Permission;

#[derive(Template, Serialize)]
#[template(path = "meeting/sitting.html")]
struct SittingPage {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    title: String,
    #[serde(flatten)]
    sitting: Sitting,
    /// The name of the one who presides, or will.
    chair: Option<String>,
    /// Who may preside instead, for those who may say so.
    #[serde(skip)]
    leaders: Vec<(i64, String)>,
    /// Whether it is held here, and was not read out of the news.
    #[serde(skip)]
    held: bool,
    /// The plenary that it stands within.
    plenary: Option<Plenary>,
    /// What is held within it, where it is a plenary.
    within: Option<Within>,
    attendance: Option<attendance::Part>,
    agenda: Option<agenda::Part>,
    polls: Option<poll::Part>,
    floor: Option<floor::Part>,
    texts: Option<Texts>,
    /// Of a sitting that was read out of news; of one that is held the agenda tells.
    items: Vec<Item>,
    people: Vec<Person>,
    speeches: Vec<Speech>,
    article: Option<ArticlePart>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// Whether the reader reads internal things.
    #[serde(skip)]
    internal: bool,
    history: Option<Vec<Line>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related>,
    /// Where the page hears of what comes next.
    #[serde(skip)]
    live: Option<String>,
    /// Whether the reader may open the screen in the hall.
    #[serde(skip)]
    screen: bool,
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
    extract::State(app): extract::State<App>,
    Extension(besides): Extension<Besides>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    // Before anything else: what comes after this is told again.
    let mark = live::mark(&app, &reader, id).await?;
    let here = Here::find(&app, &reader, id).await?;
    let live = live::address(&reader, &here, mark);
    let on = app.db.read();
    let chair = match here.sitting.chair_id {
        Some(chair) => {
            let name = member::store::name_of(on, here.sitting.committee_id, chair);
            reader.kept(format!("name of member {chair}"), name).await?.as_ref().clone()
        }
        None => None,
    };
    let internal = here.inside(&reader);
    let held = here.sitting.held();
    // While it goes on, its history is for those who run it: every follower's page would be the heavier for it.
    let reads = reader.may(Permission::ReadHistory) && !rules::goes_on(here.sitting.state);
    let history = if reads || here.who(&reader).runs() {
        Some(ledger::lines_of(on, &reader.words, here.sitting.committee_id, SITTING.name, id).await?)
    } else {
        None
    };
    let Whole { sitting, items, people, speeches, article } = store::whole(on, here.sitting.clone()).await?;
    let agenda = agenda::part(&app, &reader, &here, &items).await?;
    let told = |person: &Person| internal || !held || person.capacity != Capacity::Absent;
    let leaders = match rules::decide(sitting.standing(), Action::HandOver, here.who(&reader)) {
        Ok(_) => leaders(&app, &reader, sitting.date.unwrap_or(reader.now.day())).await?,
        Err(_) => Vec::new(),
    };
    reader.answer(SittingPage {
        held,
        leaders,
        actions: rules::offered(sitting.standing(), here.who(&reader)),
        chair,
        plenary: Plenary::of(&app, &reader, &sitting).await?,
        within: Within::of(&app, &reader, &sitting).await?,
        attendance: attendance::part(&app, &reader, &here).await?,
        items: if agenda.is_some() { Vec::new() } else { items },
        agenda,
        polls: poll::part(&app, &reader, &here).await?,
        floor: floor::part(&app, &reader, &here).await?,
        texts: minutes::part(&app, &reader, &here).await?,
        people: people.into_iter().filter(told).collect(),
        speeches,
        article: article.map(ArticlePart::from),
        internal,
        history,
        related: besides.of(&app, &reader, SITTING, id).await?,
        screen: live.is_some() && here.who(&reader).runs(),
        live,
        address: here.address(&reader, ""),
        title: here.title,
        sitting: if internal { sitting } else { sitting.for_the_public() },
        view: reader.view(),
    })
}

/// Who may preside on a day.
async fn leaders(app: &App, reader: &Reader, day: Day) -> Result<Vec<(i64, String)>> {
    let leaders = roster::leaders(app.db.read(), reader.committee()?.id, day);
    Ok(reader.kept(format!("leaders of {day}"), leaders).await?.to_vec())
}
