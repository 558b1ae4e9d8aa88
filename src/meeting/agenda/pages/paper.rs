//! A paper as it is read: its text, its file, its versions, and who has read it.

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::form::PaperForm;
use super::part::Mark;
use crate::app::App;
use crate::attachment;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::meeting::agenda::here::found;
use crate::meeting::agenda::model::{Paper, Version};
use crate::meeting::agenda::rules::{self, Edit};
use crate::meeting::agenda::store;
use crate::meeting::attendance;
use crate::meeting::here::Here;
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;

#[derive(Template, Serialize)]
#[template(path = "meeting/agenda/paper.html")]
pub(super) struct PaperPage {
    #[serde(skip)]
    view: View,
    /// The sitting's.
    #[serde(rename = "sitting")]
    sitting_title: String,
    address: String,
    id: i64,
    title: String,
    /// The subject of its item.
    item: String,
    /// The version that is shown.
    number: i64,
    added_at: Instant,
    paragraphs: Vec<String>,
    file: Option<Filed>,
    /// All versions, the newest first.
    versions: Vec<(i64, Instant)>,
    /// For one who is called.
    mark: Option<Mark>,
    /// For the office.
    readers: Option<Readers>,
    /// Whether a new version can be added, and the whole paper be taken back.
    #[serde(skip)]
    revisable: bool,
    #[serde(skip)]
    removable: bool,
    #[serde(skip)]
    form: PaperForm,
    faults: Faults,
}

impl PaperPage {
    fn newest(&self) -> i64 {
        self.versions.first().map_or(0, |(number, _)| *number)
    }

    /// Whether the reader has yet to say that they read it.
    fn unread(&self) -> bool {
        matches!(self.mark, Some(Mark::Unread | Mark::Changed))
    }

    fn counted(&self, readers: &Readers) -> String {
        let facts = [("read", readers.read.into()), ("called", readers.called.into())];
        self.view.words.with("agenda-readers-count", &facts)
    }
}

#[derive(Serialize)]
struct Filed {
    name: String,
    kilobytes: i64,
    address: String,
    #[serde(skip)]
    shown: bool,
}

/// How many of those called have read the newest version, and who has not.
#[derive(Serialize)]
struct Readers {
    read: usize,
    called: usize,
    unread: Vec<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    version: Option<i64>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, paper)): Path<(String, i64, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (here, paper) = found(&app, &reader, (id, paper)).await?;
    let page = page(&app, &reader, &here, paper, asked.version).await?;
    reader.answer(page)
}

pub(super) async fn page(
    app: &App,
    reader: &Reader,
    here: &Here,
    paper: Paper,
    asked: Option<i64>,
) -> Result<PaperPage> {
    let (on, who) = (app.db.read(), here.who(reader));
    let item = store::item(on, here.sitting.id, paper.item_id).await?;
    let versions = store::versions(on, paper.id).await?;
    let all: Vec<_> = versions.iter().map(|version| (version.number, version.added_at)).collect();
    let newest = all.first().map_or(0, |(number, _)| *number);
    let number = asked.unwrap_or(newest);
    let shown = versions.into_iter().find(|version| version.number == number).ok_or(Error::NotFound)?;
    let readers =
        if reader.may(Permission::RunSittings) { Some(readers(app, here, &paper, newest).await?) } else { None };
    let address = here.address(reader, "");
    Ok(PaperPage {
        file: filed(&shown, &format!("{address}/papers/{}", paper.id)),
        mark: mark(app, here, &paper, newest).await?,
        paragraphs: paragraphs(&shown),
        added_at: shown.added_at,
        number,
        versions: all,
        readers,
        revisable: rules::may_edit(here.sitting.state, Edit::Paper, who).is_ok()
            && rules::may_edit_item(item.state).is_ok(),
        removable: rules::may_edit(here.sitting.state, Edit::Unpaper, who).is_ok(),
        sitting_title: here.title.clone(),
        address,
        id: paper.id,
        title: paper.title,
        item: item.subject,
        form: PaperForm::default(),
        faults: Faults::default(),
        view: reader.view(),
    })
}

impl PaperPage {
    /// The same page with a version that did not fit.
    pub fn unfit(self, form: PaperForm, faults: Faults) -> Self {
        Self { form, faults, ..self }
    }
}

fn paragraphs(version: &Version) -> Vec<String> {
    let lines = version.body.iter().flat_map(|body| body.lines());
    lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn filed(version: &Version, address: &str) -> Option<Filed> {
    Some(Filed {
        name: version.file_name.clone()?,
        kilobytes: version.size.unwrap_or(0).div_euclid(1024) + 1,
        address: format!("{address}/{}/file", version.number),
        shown: version.media?.shown(),
    })
}

async fn mark(app: &App, here: &Here, paper: &Paper, newest: i64) -> Result<Option<Mark>> {
    let Some(member) = here.called.as_ref().and_then(|called| called.member_id) else { return Ok(None) };
    let read = store::receipts_of(app.db.read(), &[paper.id], member).await?;
    Ok(Some(Mark::of(read.get(&paper.id).copied(), newest)))
}

async fn readers(app: &App, here: &Here, paper: &Paper, newest: i64) -> Result<Readers> {
    let read = store::readers(app.db.read(), paper.id).await?;
    let mut called = attendance::store::all(app.db.read(), here.sitting.id).await?;
    called.retain(|one| !one.out());
    let (done, not): (Vec<_>, Vec<_>) = called
        .into_iter()
        .filter_map(|called| Some((read.get(&called.member_id?) == Some(&newest), called.name)))
        .partition(|(read, _)| *read);
    Ok(Readers {
        read: done.len(),
        called: done.len() + not.len(),
        unread: not.into_iter().map(|(_, name)| name).collect(),
    })
}

#[derive(Deserialize)]
pub(super) struct Seen {
    number: i64,
}

/// Somebody called has read a paper up to this version. Said twice, it is said once.
pub(super) async fn read(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, paper)): Path<(String, i64, i64)>,
    Sent(Seen { number }): Sent<Seen>,
) -> Result<Response> {
    found(&app, &reader, (id, paper)).await?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let member = here.called.as_ref().and_then(|called| called.member_id).ok_or(Error::Forbidden)?;
    let paper = store::paper(change.on(), id, paper).await?;
    store::version(change.on(), paper.id, number).await?;
    let address = here.address(&reader, &format!("/papers/{}", paper.id));
    let before = store::receipts_of(change.on(), &[paper.id], member).await?;
    if before.get(&paper.id).is_none_or(|read| *read < number) {
        store::mark_read(&change, paper.id, member, number).await?;
        change.record(here.act("read_paper").fact("paper", paper.title.as_str()).quietly()).await?.commit().await?;
    }
    reader.done(&address, Flash::new("agenda-done-read").with("paper", paper.title))
}

/// The file of one version.
pub(super) async fn file(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, paper, number)): Path<(String, i64, i64, i64)>,
    request: Request,
) -> Result<Response> {
    let (_, paper) = found(&app, &reader, (id, paper)).await?;
    let version = store::version(app.db.read(), paper.id, number).await?;
    let (Some(name), Some(media), Some(digest)) = (version.file_name, version.media, version.digest) else {
        return Err(Error::NotFound);
    };
    attachment::hand_out(&app.config, request, (&name, media, &digest)).await
}
