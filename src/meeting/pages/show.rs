//! The page of a sitting.

use askama::Template;
use axum::extract::{self, Path};
use axum::response::Response;
use serde::Serialize;

use super::here::Here;
use super::live;
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::meeting::article::{Capacity, Kind};
use crate::meeting::minutes::{self, Texts};
use crate::meeting::model::{Item, Person, Sitting, Source, Speech, Whole};
use crate::meeting::rules::{self, Action, State, Who};
use crate::meeting::title::title;
use crate::meeting::{AREA, agenda, attendance, floor, store};
use crate::member;
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
    attendance: Option<attendance::Part>,
    /// Of a sitting that was read out of news; of one that is held the agenda tells.
    items: Vec<Item>,
    people: Vec<Person>,
    speeches: Vec<Speech>,
    article: Option<ArticlePart>,
    agenda: Option<agenda::Part>,
    floor: Option<floor::Part>,
    /// The name of the one who presides, or will.
    chair: Option<String>,
    /// The address and the name of the plenary that it stands within.
    plenary: Option<(String, String)>,
    /// What is held within it, where it is a plenary.
    within: Option<Within>,
    /// What was written after a sitting that was held here.
    texts: Option<Texts>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// For those who read internal things.
    history: Option<Vec<Line>>,
    /// Where the page hears of what comes next.
    #[serde(skip)]
    live: Option<String>,
}

/// The sittings within a plenary.
#[derive(Serialize)]
struct Within {
    sittings: Vec<Inner>,
    #[serde(skip)]
    may_plan: bool,
}

#[derive(Serialize)]
struct Inner {
    address: String,
    name: String,
    begins: String,
    place: Option<String>,
    state: State,
}

/// The sittings within a plenary that this reader may see.
async fn within(app: &App, reader: &Reader, here: &Here) -> Result<Option<Within>> {
    if here.sitting.kind != Kind::Plenary || here.sitting.parent_id.is_some() || !here.sitting.held() {
        return Ok(None);
    }
    let seen = |one: &Sitting| rules::visible(one.standing(), Who::only(&reader.actor));
    let sittings = store::within(app.db.read(), here.sitting.id).await?.into_iter().filter(seen);
    let inner = |one: Sitting| Inner {
        address: reader.within(&format!("/meetings/{}", one.id)),
        begins: one.begins_at.map(Instant::minute).unwrap_or_default(),
        name: one.name.unwrap_or_default(),
        place: one.place,
        state: one.state,
    };
    let may_plan = reader.may(Permission::RunSittings);
    Ok(Some(Within { sittings: sittings.map(inner).collect(), may_plan }))
}

/// The address and the name of the plenary around a sitting.
async fn plenary(app: &App, reader: &Reader, sitting: &Sitting) -> Result<Option<(String, String)>> {
    let Some(parent) = sitting.parent_id else { return Ok(None) };
    let committee = reader.committee()?;
    let parent = store::sitting(app.db.read(), committee.id, parent).await?;
    let address = reader.within(&format!("/meetings/{}", parent.id));
    Ok(Some((address, title(&parent, &committee.name, &reader.words))))
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
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let mark = live::mark(&app, &reader, id).await?;
    let here = Here::find(&app, &reader, id).await?;
    let live = live::address(&reader, &here, mark);
    let actions = rules::offered(here.sitting.standing(), here.who(&reader));
    let within = within(&app, &reader, &here).await?;
    let plenary = plenary(&app, &reader, &here.sitting).await?;
    let chair = match here.sitting.chair_id {
        Some(chair) => member::store::name_of(app.db.read(), here.sitting.committee_id, chair).await?,
        None => None,
    };
    let texts = minutes::part(&app, &reader, &here).await?;
    let attendance = attendance::part(&app, &reader, &here).await?;
    let Whole { sitting, items, people, speeches, article } = store::whole(app.db.read(), here.sitting.clone()).await?;
    let history = if reader.may(Permission::ReadInternal) {
        Some(ledger::lines_of(app.db.read(), &reader.words, sitting.committee_id, AREA.name, id).await?)
    } else {
        None
    };
    let agenda = agenda::part(&app, &reader, &here).await?;
    reader.answer(SittingPage {
        items: if agenda.is_some() { Vec::new() } else { items },
        agenda,
        floor: floor::part(&app, &reader, &here).await?,
        title: here.title,
        attendance,
        actions,
        sitting,
        people,
        speeches,
        article: article.map(ArticlePart::from),
        chair,
        plenary,
        within,
        texts,
        history,
        live,
        view: reader.view(),
    })
}
