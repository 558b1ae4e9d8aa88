//! What the office does with papers: adds them to an item, adds versions, takes them back before the notice.

use axum::extract::{Path, Request, State};
use axum::response::Response;

use super::form::PaperForm;
use super::item::{self, Entered};
use super::paper;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::Change;
use crate::meeting::agenda::here::found;
use crate::meeting::agenda::model::Content;
use crate::meeting::agenda::rules::{self, Edit};
use crate::meeting::agenda::store;
use crate::meeting::here::Here;
use crate::meeting::model::Item;
use crate::page::{Enclosed, Flash, Reader};

/// The most papers of an item, and the most versions of a paper.
const MOST: usize = 50;

pub(super) async fn add(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
    request: Request,
) -> Result<Response> {
    let (here, item) = item::found(&app, &reader, (id, item), Edit::Paper).await?;
    let sent = Enclosed::read(request, &app, crate::attachment::LARGEST).await;
    let (form, content, mut faults) = PaperForm::read(&app, sent).await?;
    let title = form.title(&mut faults);
    if faults.none() && store::titles_of(app.db.read(), item.id).await?.contains(&title) {
        faults.note("title", Refusal::new("agenda-paper-there"));
    }
    if !faults.none() {
        let entered = Entered { paper: (form, faults), ..Entered::default() };
        return reader.answer_unfit(item::page(&app, &reader, &here, &item, entered).await?);
    }
    let (change, here, item) = begun(&app, &reader, (id, item.id), Edit::Paper).await?;
    let titles = store::titles_of(change.on(), item.id).await?;
    if titles.len() >= MOST || titles.contains(&title) {
        return Err(Refusal::new("agenda-paper-there").into());
    }
    store::add_paper(&change, (id, item.id), &title, content).await?;
    let documents = rules::titles(&[&titles[..], std::slice::from_ref(&title)].concat(), &item.documents.0);
    store::set_documents(&change, item.id, documents).await?;
    let act = here.act("add_paper").fact("paper", title.as_str()).fact("item", item.subject);
    change.record(act).await?.commit().await?;
    let address = here.address(&reader, &format!("/items/{}", item.id));
    reader.done(&address, Flash::new("agenda-done-add-paper").with("paper", title))
}

/// A change of the sitting, with an item that may be edited now.
async fn begun(app: &App, reader: &Reader, (id, item): (i64, i64), edit: Edit) -> Result<(Change, Here, Item)> {
    let (change, here) = Here::begin(app, reader, id).await?;
    rules::may_edit(here.sitting.state, edit, here.who(reader))?;
    let item = store::item(change.on(), id, item).await?;
    rules::may_edit_item(item.state)?;
    Ok((change, here, item))
}

/// Adds a version. Those before it are kept.
pub(super) async fn revise(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, paper)): Path<(String, i64, i64)>,
    request: Request,
) -> Result<Response> {
    let (here, paper) = found(&app, &reader, (id, paper)).await?;
    item::found(&app, &reader, (id, paper.item_id), Edit::Paper).await?;
    let sent = Enclosed::read(request, &app, crate::attachment::LARGEST).await;
    let (form, content, faults) = PaperForm::read(&app, sent).await?;
    if !faults.none() {
        let page = paper::page(&app, &reader, &here, paper, None).await?;
        return reader.answer_unfit(page.unfit(form, faults));
    }
    let (change, here, item) = begun(&app, &reader, (id, paper.item_id), Edit::Paper).await?;
    let number = store::newest(change.on(), paper.id).await? + 1;
    if usize::try_from(number).is_ok_and(|number| number > MOST) {
        return Err(Refusal::new("agenda-versions-full").with("most", MOST).into());
    }
    add_version(&change, paper.id, number, content).await?;
    let act = here.act("revise_paper").fact("paper", paper.title.as_str()).fact("number", number);
    change.record(act.fact("item", item.subject)).await?.commit().await?;
    let address = here.address(&reader, &format!("/papers/{}", paper.id));
    reader.done(&address, Flash::new("agenda-done-revise").with("paper", paper.title).with("number", number))
}

async fn add_version(change: &Change, paper: i64, number: i64, content: Content) -> Result<()> {
    let newest = store::version(change.on(), paper, number - 1).await?;
    let same = newest.body == content.body && newest.digest == content.file.as_ref().map(|file| file.digest.clone());
    if same {
        return Err(Refusal::new("agenda-version-same").into());
    }
    store::add_version(change, paper, number, content).await
}

pub(super) async fn remove(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, paper)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (_, paper) = found(&app, &reader, (id, paper)).await?;
    let (change, here, item) = begun(&app, &reader, (id, paper.item_id), Edit::Unpaper).await?;
    store::remove_paper(&change, paper.id).await?;
    let left = item.documents.0.into_iter().filter(|title| *title != paper.title).collect();
    store::set_documents(&change, item.id, left).await?;
    let act = here.act("remove_paper").fact("paper", paper.title.as_str()).fact("item", item.subject);
    change.record(act).await?.commit().await?;
    let address = here.address(&reader, &format!("/items/{}", item.id));
    reader.done(&address, Flash::new("agenda-done-remove-paper").with("paper", paper.title))
}
