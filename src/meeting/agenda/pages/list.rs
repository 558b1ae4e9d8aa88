//! The agenda as the office writes it: items added, put in order, copied from another sitting.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::form::ItemForm;
use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Refusal, Result};
use crate::meeting::agenda::here::edited;
use crate::meeting::agenda::model::Draft;
use crate::meeting::agenda::rules::{self, Edit, State as Standing};
use crate::meeting::agenda::store;
use crate::meeting::article::Disposition;
use crate::meeting::here::Here;
use crate::meeting::model::Item;
use crate::meeting::rules::State as Sitting;
use crate::meeting::store as sittings;
use crate::meeting::title::title;
use crate::page::{Faults, Flash, Reader, Sent, View};

/// The most items of one agenda.
const MOST: usize = 100;

#[derive(Template, Serialize)]
#[template(path = "meeting/agenda/agenda.html")]
struct Agenda {
    #[serde(skip)]
    view: View,
    /// The sitting's.
    title: String,
    address: String,
    items: Vec<Line>,
    /// All minutes allotted.
    minutes: i64,
    /// The order as it is seen here: the keys of the items.
    order: String,
    /// Items put on from now on are late.
    noticed: bool,
    #[serde(skip)]
    form: ItemForm,
    faults: Faults,
    /// Whether somebody else changed the order since it was seen.
    stale: bool,
    /// The sittings whose agenda can be copied, the latest first; `same` is the last of this kind.
    #[serde(skip)]
    offers: Vec<Offer>,
    #[serde(skip)]
    same: Option<Offer>,
}

#[derive(Serialize)]
struct Line {
    id: i64,
    disposition: Disposition,
    subject: String,
    reporter: Option<String>,
    minutes: Option<i64>,
    late: bool,
    state: Standing,
    papers: usize,
    /// The order with this item one place up, and one place down.
    #[serde(skip)]
    up: Option<String>,
    #[serde(skip)]
    down: Option<String>,
}

#[derive(Clone)]
struct Offer {
    id: i64,
    title: String,
    date: Option<Day>,
}

fn joined(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn parted(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|id| id.parse().ok()).collect()
}

/// The order with two neighbours changed over.
fn swapped(ids: &[i64], n: usize) -> Option<String> {
    (n + 1 < ids.len()).then(|| {
        let mut ids = ids.to_vec();
        ids.swap(n, n + 1);
        joined(&ids)
    })
}

async fn page(app: &App, reader: &Reader, here: Here, form: ItemForm, faults: Faults) -> Result<Agenda> {
    let (on, id) = (app.db.read(), here.sitting.id);
    let items = store::items(on, id).await?;
    let papers = store::all_papers(on, id).await?;
    let ids: Vec<_> = items.iter().map(|item| item.id).collect();
    let (offers, same) = if items.is_empty() { offers(app, reader, &here).await? } else { (Vec::new(), None) };
    let line = |(n, item): (usize, Item)| Line {
        papers: papers.iter().filter(|(paper, _)| paper.item_id == item.id).count(),
        up: n.checked_sub(1).and_then(|before| swapped(&ids, before)),
        down: swapped(&ids, n),
        id: item.id,
        disposition: item.disposition,
        subject: item.subject,
        reporter: item.reporter,
        minutes: item.minutes,
        late: item.late,
        state: item.state,
    };
    let lines: Vec<_> = items.into_iter().enumerate().map(line).collect();
    Ok(Agenda {
        address: here.address(reader, ""),
        minutes: lines.iter().filter_map(|line| line.minutes).sum(),
        order: joined(&ids),
        items: lines,
        noticed: here.sitting.state != Sitting::Planned,
        title: here.title,
        form,
        faults,
        stale: false,
        offers,
        same,
        view: reader.view(),
    })
}

/// The sittings whose agenda can be copied, and the last of the same kind among them.
async fn offers(app: &App, reader: &Reader, here: &Here) -> Result<(Vec<Offer>, Option<Offer>)> {
    let committee = reader.committee()?;
    let sittings = store::templates(app.db.read(), committee.id, here.sitting.id).await?;
    let offer =
        |sitting| Offer { title: title(sitting, &committee.name, &reader.words), id: sitting.id, date: sitting.date };
    let same = sittings.iter().find(|sitting| sitting.kind == here.sitting.kind).map(offer);
    Ok((sittings.iter().map(offer).collect(), same))
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let here = edited(&app, &reader, id, Edit::Change).await?;
    reader.answer(page(&app, &reader, here, ItemForm::default(), Faults::default()).await?)
}

pub(super) async fn add(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let here = edited(&app, &reader, id, Edit::Add).await?;
    let form = ItemForm::sent(&sent);
    let draft = match form.draft(&[]) {
        Ok(draft) => draft,
        Err(faults) => return reader.answer_unfit(page(&app, &reader, here, form, faults).await?),
    };
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Add, here.who(&reader))?;
    if store::items(change.on(), id).await?.len() >= MOST {
        return Err(Refusal::new("agenda-full").with("most", MOST).into());
    }
    let late = here.sitting.state != Sitting::Planned;
    let item = store::add(&change, id, std::slice::from_ref(&draft), late).await?;
    let act = if late { "add_late_item" } else { "add_item" };
    change.record(here.act(act).fact("item", draft.subject.as_str())).await?.commit().await?;
    let flash = Flash::new("agenda-done-add").with("item", &draft.subject);
    let undo = here.address(&reader, &format!("/items/{item}/remove"));
    reader.done(&here.address(&reader, "/agenda"), flash.undo(undo, 1))
}

/// A new order, and the one that was seen: keys of items with commas between them.
#[derive(Deserialize)]
pub(super) struct Reorder {
    was: String,
    order: String,
}

pub(super) async fn order(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Reorder { was, order }): Sent<Reorder>,
) -> Result<Response> {
    edited(&app, &reader, id, Edit::Order).await?;
    match reorder(&app, &reader, id, (&was, &order)).await {
        Err(Error::Stale) => {
            let here = edited(&app, &reader, id, Edit::Order).await?;
            let page = page(&app, &reader, here, ItemForm::default(), Faults::default()).await?;
            reader.answer_stale(Agenda { stale: true, ..page })
        }
        done => {
            let here = done?;
            let undo = here.address(&reader, "/agenda/order");
            let flash = Flash::new("agenda-done-order").undo(undo, 1).undo_with("order", was).undo_with("was", order);
            reader.done(&here.address(&reader, "/agenda"), flash)
        }
    }
}

async fn reorder(app: &App, reader: &Reader, id: i64, (was, order): (&str, &str)) -> Result<Here> {
    let (change, here) = Here::begin(app, reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Order, here.who(reader))?;
    let stands: Vec<_> = store::items(change.on(), id).await?.iter().map(|item| item.id).collect();
    let order = parted(order);
    rules::reorder(&stands, &parted(was), &order)?;
    store::order(&change, id, &order).await?;
    change.record(here.act("order_agenda")).await?.commit().await?;
    Ok(here)
}

#[derive(Deserialize)]
pub(super) struct Source {
    from: i64,
}

/// Copies the agenda of another sitting to this one, which has none yet.
pub(super) async fn copy(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Source { from }): Sent<Source>,
) -> Result<Response> {
    edited(&app, &reader, id, Edit::Add).await?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_edit(here.sitting.state, Edit::Add, here.who(&reader))?;
    if !store::items(change.on(), id).await?.is_empty() {
        return Err(Refusal::new("agenda-not-empty").into());
    }
    let committee = reader.committee()?;
    let other = sittings::sitting(change.on(), committee.id, from).await?;
    let copied = |item: &Item| Draft { documents: Vec::new(), approved_by: None, ..Draft::from(item) };
    let drafts: Vec<_> = store::items(change.on(), other.id).await?.iter().take(MOST).map(copied).collect();
    if drafts.is_empty() {
        return Err(Refusal::new("agenda-nothing-to-copy").into());
    }
    store::add(&change, id, &drafts, here.sitting.state != Sitting::Planned).await?;
    let source = crate::meeting::here::official(&app, committee, &other);
    change.record(here.act("copy_agenda").fact("other", source)).await?.commit().await?;
    reader.done(&here.address(&reader, "/agenda"), Flash::new("agenda-done-copy").with("n", drafts.len()))
}
