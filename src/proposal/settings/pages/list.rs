//! A list to choose from: categories, reasons to decline, or classes of replies.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Back, begin, done, open, unchanged};
use crate::app::App;
use crate::committee::rules::name;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::proposal::AREA;
use crate::proposal::model::{Choice, List};
use crate::proposal::settings::rules::usual;
use crate::proposal::settings::store;
use crate::proposal::store::set;

/// The most characters of what a class means.
const LONGEST_MEANING: usize = 200;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(show, add))
        .routes(routes!(take_usual))
        .routes(routes!(alter))
        .routes(routes!(place))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(delete))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/settings/list.html")]
#[schema(as = ChoiceList)]
struct ListPage {
    #[serde(skip)]
    view: View,
    list: List,
    choices: Vec<Choice>,
    #[serde(flatten)]
    back: Back,
}

impl ListPage {
    async fn of(app: &App, reader: &Reader, list: List, back: Back) -> Result<Self> {
        let choices = set::choices(app.db.read(), reader.committee()?.id, list).await?;
        Ok(Self { view: reader.view(), list, choices, back })
    }

    fn address(&self) -> String {
        self.view.within(&format!("/proposals/settings/{}", self.list))
    }

    /// Whether a box is ticked: as it was sent, else as it is stored.
    fn ticked(&self, id: &str, stored: bool) -> bool {
        !self.back.shown(id, if stored { "yes" } else { "" }).is_empty()
    }

    /// The names that the usual list would bring.
    fn usual(&self) -> Vec<&'static str> {
        usual(self.list).iter().map(|one| one.0).collect()
    }
}

#[derive(Deserialize, ToSchema)]
#[schema(as = ChoiceForm)]
struct Written {
    #[serde(default)]
    name: String,
    #[serde(default)]
    meaning: String,
    #[serde(default)]
    promise: String,
    /// As its writer found it.
    was: Option<String>,
    /// The place where it is to stand, counted from 0; the end where it is left out.
    to: Option<usize>,
}

impl Written {
    fn fields(&self) -> [(&str, &str); 3] {
        [("name", &self.name), ("meaning", &self.meaning), ("promise", &self.promise)]
    }

    /// Writes what was sent into one of a list.
    fn fit(&self, into: &Choice, others: &[Choice]) -> Result<Choice, Faults> {
        let taken: Vec<_> = others.iter().map(|one| one.name.as_str()).collect();
        let name = name(&self.name, &taken).map_err(|refusal| Faults::at("name", refusal))?;
        let class = into.kind == List::Class;
        let meaning = if class { self.meaning.trim() } else { "" };
        if meaning.chars().count() > LONGEST_MEANING {
            return Err(Faults::at("meaning", Refusal::new("form-too-long").with("most", LONGEST_MEANING)));
        }
        let promise = class && !self.promise.is_empty();
        Ok(Choice { name: name.to_owned(), meaning: meaning.to_owned(), promise, ..into.clone() })
    }
}

impl Choice {
    /// What it is, in one text by which a later writer notices that it changed.
    fn mark(&self) -> String {
        format!("{} {} {}", self.name, self.meaning, self.promise)
    }
}

/// The form that brings one of a list to what it is now.
fn form(flash: Flash, choice: &Choice) -> Flash {
    let flash = flash.undo_with("name", &choice.name).undo_with("meaning", &choice.meaning);
    flash.undo_with("promise", if choice.promise { "yes" } else { "" })
}

fn address(reader: &Reader, list: List, rest: &str) -> String {
    reader.within(&format!("/proposals/settings/{list}{rest}"))
}

/// What is done to one of a list.
#[derive(Clone, Copy)]
enum Deed {
    Add,
    Change,
    Move,
    Close,
    Reopen,
    Delete,
}

/// What the ledger says of it; `place` is the one where it stands afterwards, counted from 0.
fn told(deed: Deed, choice: &Choice, place: usize) -> Act {
    let act = match deed {
        Deed::Add => Act::new(AREA.name, 0, "add_choice"),
        Deed::Change => Act::new(AREA.name, 0, "change_choice"),
        Deed::Move => Act::new(AREA.name, 0, "move_choice"),
        Deed::Close => Act::new(AREA.name, 0, "close_choice"),
        Deed::Reopen => Act::new(AREA.name, 0, "reopen_choice"),
        Deed::Delete => Act::new(AREA.name, 0, "delete_choice"),
    };
    let act = act.fact("list", vec![choice.kind.name()]);
    let act = act.fact("name", choice.name.as_str());
    act.fact("place", place + 1)
}

/// One of a list, its place, and the others in their order.
async fn apart(change: &Change, list: List, id: i64) -> Result<(Choice, usize, Vec<Choice>)> {
    let mut all = set::choices(change.on(), change.acting().committee, list).await?;
    let place = all.iter().position(|one| one.id == id).ok_or(Error::NotFound)?;
    Ok((all.remove(place), place, all))
}

/// Puts one of a list among the others.
async fn put(change: &Change, choice: Choice, to: usize, mut others: Vec<Choice>) -> Result<()> {
    others.insert(to.min(others.len()), choice);
    for (place, one) in (0..).zip(others) {
        if one.position != place {
            store::change_choice(change, &Choice { position: place, ..one }).await?;
        }
    }
    Ok(())
}

/// Takes the usual ones into a list that is empty; gives what is to be recorded of it.
pub(super) async fn take(change: &Change, list: List) -> Result<Option<Act>> {
    let taken = store::take_usual(change, list).await?;
    let act = Act::new(AREA.name, 0, "take_usual").fact("list", vec![list.name()]).fact("n", taken);
    Ok((taken > 0).then_some(act))
}

/// One of the lists to choose from.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/settings/{list}",
    params(("list" = List, Path)),
    responses((status = 200, body = ListPage), Closed),
)]
async fn show(State(app): State<App>, reader: Reader, Path((_, list)): Path<(String, List)>) -> Result<Response> {
    open(&reader)?;
    reader.answer(ListPage::of(&app, &reader, list, Back::default()).await?)
}

/// Takes the usual ones into a list that is empty.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/usual",
    params(("list" = List, Path)),
    responses(Acts),
)]
async fn take_usual(State(app): State<App>, reader: Reader, Path((_, list)): Path<(String, List)>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let address = address(&reader, list, "");
    match take(&change, list).await? {
        Some(act) => done(change, &reader, act, &address, Flash::new("proposalset-done-take-usual")).await,
        None => Err(Refusal::new("proposalset-not-empty").see(address).into()),
    }
}

/// Adds one to a list.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}",
    params(("list" = List, Path)),
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<ListPage>)),
)]
async fn add(
    State(app): State<App>,
    reader: Reader,
    Path((_, list)): Path<(String, List)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let others = set::choices(change.on(), change.acting().committee, list).await?;
    let (empty, position) = (String::new(), 0);
    let new = Choice {
        id: 0,
        committee_id: change.acting().committee,
        kind: list,
        position,
        name: empty.clone(),
        meaning: empty,
        promise: false,
        closed: false,
    };
    let new = match sent.fit(&new, &others) {
        Ok(new) => new,
        Err(faults) => return unfit(change, &app, &reader, list, Back::at("new", &sent.fields(), faults)).await,
    };
    let id = store::add_choice(&change, list, &new.name, &new.meaning, new.promise).await?;
    if let Some(to) = sent.to {
        let (added, _, others) = apart(&change, list, id).await?;
        put(&change, added, to, others).await?;
    }
    let flash = Flash::new("proposalset-done-add-choice").with("name", &new.name);
    let flash = flash.undo(address(&reader, list, &format!("/{id}/delete")), 0);
    let act = told(Deed::Add, &new, sent.to.unwrap_or(others.len()));
    done(change, &reader, act, &address(&reader, list, ""), flash).await
}

async fn unfit(change: Change, app: &App, reader: &Reader, list: List, back: Back) -> Result<Response> {
    drop(change);
    reader.answer_unfit(ListPage::of(app, reader, list, back).await?)
}

/// Changes one of a list.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/{id}/change",
    params(("list" = List, Path)),
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<ListPage>), (status = 422, body = OrRefusal<ListPage>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, List, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, place, others) = apart(&change, list, id).await?;
    let row = format!("choice-{id}");
    if sent.was.as_ref().is_some_and(|was| *was != stored.mark()) {
        drop(change);
        let refusal = Refusal::new("proposalset-choice-stale").with("name", &stored.name);
        let back = Back::at(&row, &sent.fields(), Faults::at("name", refusal));
        return reader.answer_stale(ListPage::of(&app, &reader, list, back).await?);
    }
    match sent.fit(&stored, &others) {
        Ok(fit) if fit == stored => unchanged(&reader, &address(&reader, list, "")),
        Ok(fit) => {
            store::change_choice(&change, &fit).await?;
            let act = told(Deed::Change, &fit, place).fact("was", stored.mark());
            let flash = Flash::new("proposalset-done-change-choice").with("name", &fit.name);
            let flash = flash.undo(address(&reader, list, &format!("/{id}/change")), 0).undo_with("was", fit.mark());
            done(change, &reader, act, &address(&reader, list, ""), form(flash, &stored)).await
        }
        Err(faults) => unfit(change, &app, &reader, list, Back::at(&row, &sent.fields(), faults)).await,
    }
}

#[derive(Deserialize, ToSchema)]
#[schema(as = Place)]
struct To {
    to: usize,
}

/// Moves one of a list to another place.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/{id}/move",
    params(("list" = List, Path)),
    request_body = To,
    responses(Acts),
)]
async fn place(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, List, i64)>,
    Sent(To { to }): Sent<To>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (choice, place, others) = apart(&change, list, id).await?;
    let to = to.min(others.len());
    if to == place {
        return unchanged(&reader, &address(&reader, list, ""));
    }
    let act = told(Deed::Move, &choice, to);
    let flash = Flash::new("proposalset-done-move-choice").with("name", &choice.name).with("place", to + 1);
    let flash = flash.undo(address(&reader, list, &format!("/{id}/move")), 0).undo_with("to", place);
    put(&change, choice, to, others).await?;
    done(change, &reader, act, &address(&reader, list, ""), flash).await
}

/// Closes one of a list: it is not chosen any more.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/{id}/close",
    params(("list" = List, Path)),
    responses(Acts),
)]
async fn close(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, List, i64)>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, place, _) = apart(&change, list, id).await?;
    if stored.closed {
        return unchanged(&reader, &address(&reader, list, ""));
    }
    let act = told(Deed::Close, &stored, place);
    let flash = Flash::new("proposalset-done-close-choice").with("name", &stored.name);
    let flash = flash.undo(address(&reader, list, &format!("/{id}/reopen")), 0);
    store::change_choice(&change, &Choice { closed: true, ..stored }).await?;
    done(change, &reader, act, &address(&reader, list, ""), flash).await
}

/// Opens one of a list again.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/{id}/reopen",
    params(("list" = List, Path)),
    responses(Acts),
)]
async fn reopen(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, List, i64)>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, place, _) = apart(&change, list, id).await?;
    if !stored.closed {
        return unchanged(&reader, &address(&reader, list, ""));
    }
    let act = told(Deed::Reopen, &stored, place);
    let flash = Flash::new("proposalset-done-reopen-choice").with("name", &stored.name);
    let flash = flash.undo(address(&reader, list, &format!("/{id}/close")), 0);
    store::change_choice(&change, &Choice { closed: false, ..stored }).await?;
    done(change, &reader, act, &address(&reader, list, ""), flash).await
}

/// Deletes one of a list that was never chosen.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/{list}/{id}/delete",
    params(("list" = List, Path)),
    responses(Acts, (status = 422, body = OrRefusal<ListPage>)),
)]
async fn delete(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, List, i64)>,
) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let (stored, place, _) = apart(&change, list, id).await?;
    match store::delete_choice(&change, id).await {
        Ok(()) => {
            let act = told(Deed::Delete, &stored, place);
            let flash = Flash::new("proposalset-done-delete-choice").with("name", &stored.name);
            let flash = form(flash.undo(address(&reader, list, ""), 0).undo_with("to", place), &stored);
            done(change, &reader, act, &address(&reader, list, ""), flash).await
        }
        Err(Error::Refused(refusal)) => {
            let back = Back::at(&format!("choice-{id}"), &[], Faults::at("name", refusal));
            unfit(change, &app, &reader, list, back).await
        }
        Err(other) => Err(other),
    }
}
