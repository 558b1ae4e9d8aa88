//! One item as the office writes it, with its papers; removing it and bringing it back.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use super::form::{ItemForm, PaperForm};
use crate::app::App;
use crate::error::{Error, Result};
use crate::meeting::agenda::here::edited;
use crate::meeting::agenda::rules::{self, Edit};
use crate::meeting::agenda::store;
use crate::meeting::here::Here;
use crate::meeting::model::Item;
use crate::page::{Faults, Flash, Reader, Sent, View};

#[derive(Template, Serialize)]
#[template(path = "meeting/agenda/item.html")]
pub(super) struct ItemPage {
    #[serde(skip)]
    view: View,
    /// The sitting's.
    title: String,
    address: String,
    id: i64,
    version: i64,
    #[serde(skip)]
    subject: String,
    form: ItemForm,
    faults: Faults,
    /// Whether somebody else changed the item since this form was opened.
    pub stale: bool,
    papers: Vec<Listed>,
    /// The form of one more paper.
    paper: PaperForm,
    paper_faults: Faults,
    /// Whether papers can still be taken back.
    #[serde(skip)]
    removable: bool,
}

#[derive(Serialize)]
struct Listed {
    id: i64,
    title: String,
    number: i64,
}

/// What the two forms of the page hold, with what is wrong with each.
#[derive(Default)]
pub(super) struct Entered {
    pub item: Option<(ItemForm, Faults)>,
    pub paper: (PaperForm, Faults),
}

pub(super) async fn page(app: &App, reader: &Reader, here: &Here, item: &Item, entered: Entered) -> Result<ItemPage> {
    let papers = store::all_papers(app.db.read(), here.sitting.id).await?;
    let papers: Vec<_> = papers.into_iter().filter(|(paper, _)| paper.item_id == item.id).collect();
    let titles: Vec<_> = papers.iter().map(|(paper, _)| paper.title.clone()).collect();
    let (form, faults) = entered.item.unwrap_or_else(|| (ItemForm::of(item, &titles), Faults::default()));
    Ok(ItemPage {
        title: here.title.clone(),
        address: here.address(reader, ""),
        id: item.id,
        version: item.version,
        subject: item.subject.clone(),
        form,
        faults,
        stale: false,
        papers: papers.into_iter().map(|(paper, number)| Listed { id: paper.id, title: paper.title, number }).collect(),
        paper: entered.paper.0,
        paper_faults: entered.paper.1,
        removable: rules::may_edit(here.sitting.state, Edit::Unpaper, here.who(reader)).is_ok(),
        view: reader.view(),
    })
}

/// The sitting and its item, for one who may edit it now.
pub(super) async fn found(app: &App, reader: &Reader, (id, item): (i64, i64), edit: Edit) -> Result<(Here, Item)> {
    let here = edited(app, reader, id, edit).await?;
    let item = store::item(app.db.read(), id, item).await?;
    rules::may_edit_item(item.state)?;
    Ok((here, item))
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (here, item) = found(&app, &reader, (id, item), Edit::Change).await?;
    reader.answer(page(&app, &reader, &here, &item, Entered::default()).await?)
}

pub(super) async fn change(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let (here, item) = found(&app, &reader, (id, item), Edit::Change).await?;
    let form = ItemForm::sent(&sent);
    let seen = sent.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    match save(&app, &reader, (id, item.id, seen), &form).await {
        Ok(Ok(subject)) => {
            let flash = Flash::new(if subject.is_some() { "agenda-done-change" } else { "agenda-nothing-changed" });
            let flash = subject.map_or(flash.clone(), |subject| flash.with("item", subject));
            reader.done(&here.address(&reader, "/agenda"), flash)
        }
        Ok(Err(faults)) => {
            let shown = Item { version: seen, ..item };
            let entered = Entered { item: Some((form, faults)), ..Entered::default() };
            reader.answer_unfit(page(&app, &reader, &here, &shown, entered).await?)
        }
        Err(Error::Stale) => {
            let now = store::item(app.db.read(), id, item.id).await?;
            let entered = Entered { item: Some((form, Faults::default())), ..Entered::default() };
            let page = page(&app, &reader, &here, &now, entered).await?;
            reader.answer_stale(ItemPage { stale: true, ..page })
        }
        Err(other) => Err(other),
    }
}

/// Writes a changed item; gives its subject if anything was changed. The titles of its papers stay among its documents.
async fn save(
    app: &App,
    reader: &Reader,
    (id, item, seen): (i64, i64, i64),
    form: &ItemForm,
) -> Result<Result<Option<String>, Faults>> {
    let (change, here) = Here::begin(app, reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Change, here.who(reader))?;
    let stored = store::item(change.on(), id, item).await?;
    rules::may_edit_item(stored.state)?;
    let draft = match form.draft(&store::titles_of(change.on(), item).await?) {
        Ok(draft) => draft,
        Err(faults) => return Ok(Err(faults)),
    };
    if stored.version != seen {
        return Err(Error::Stale);
    }
    if draft == (&stored).into() {
        return Ok(Ok(None));
    }
    store::save(&change, item, seen, &draft).await?;
    change.record(here.act("change_item").fact("item", draft.subject.as_str())).await?.commit().await?;
    Ok(Ok(Some(draft.subject)))
}

pub(super) async fn remove(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Remove, here.who(&reader))?;
    let item = store::item(change.on(), id, item).await?;
    rules::may_remove(item.state, store::tied(change.on(), item.id).await?)?;
    store::remove(&change, &item).await?;
    change.record(here.act("remove_item").fact("item", item.subject.as_str())).await?.commit().await?;
    let undo = here.address(&reader, &format!("/items/{}/bring_back", item.id));
    let flash = Flash::new("agenda-done-remove").with("item", item.subject).undo(undo, 1);
    reader.done(&here.address(&reader, "/agenda"), flash)
}

pub(super) async fn bring_back(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, item)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Add, here.who(&reader))?;
    let draft = store::bring_back(&change, id, item).await?;
    change.record(here.act("bring_back_item").fact("item", draft.subject.as_str())).await?.commit().await?;
    reader.done(&here.address(&reader, "/agenda"), Flash::new("agenda-done-bring-back").with("item", draft.subject))
}
