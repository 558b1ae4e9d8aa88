//! A list to choose from, such as categories: written, ordered, closed, and deleted where nothing uses it. Areas name
//! the lists, see [`ChoiceList`].

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::{App, ChoiceList};
use crate::committee::model::{COMMITTEE, Choice};
use crate::committee::rules::choice::{ChoiceAction, ChoiceForm, act};
use crate::committee::store;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::settings::{self, Edit, Rejected, Row};
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;

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
#[template(path = "committee/choices.html")]
#[schema(as = ChoiceList)]
struct ChoicesPage {
    #[serde(skip)]
    view: View,
    list: &'static str,
    /// Whether what stands in it has a meaning, and may promise something.
    #[serde(skip)]
    explained: bool,
    /// The names that the usual list would bring.
    #[serde(skip)]
    usual: Vec<&'static str>,
    choices: Vec<Choice>,
    #[serde(flatten)]
    rejected: Rejected,
}

impl ChoicesPage {
    async fn of(app: &App, reader: &Reader, list: &ChoiceList, rejected: Rejected) -> Result<Self> {
        Ok(Self {
            view: reader.view(),
            list: list.name,
            explained: list.explained,
            usual: list.usual.iter().map(|one| one.0).collect(),
            choices: store::choices(app.db.read(), reader.committee()?.id, list.name).await?,
            rejected,
        })
    }

    fn address(&self) -> String {
        self.view.within(&format!("/settings/lists/{}", self.list))
    }

    /// Whether a box is ticked: as it was sent, else as it is stored.
    fn ticked(&self, id: &str, stored: bool) -> bool {
        !self.rejected.shown(id, if stored { "yes" } else { "" }).is_empty()
    }
}

impl Row for Choice {
    fn id(&self) -> i64 {
        self.id
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let promise = if self.promise { "yes" } else { "" };
        vec![("name", self.name.clone()), ("meaning", self.meaning.clone()), ("promise", promise.to_owned())]
    }

    fn mark(&self) -> String {
        format!("{} {} {}", self.name, self.meaning, self.promise)
    }
}

/// Whether a reader keeps a list.
pub(super) fn kept_by(list: &ChoiceList, reader: &Reader) -> bool {
    reader.may(Permission::ManageCommittee) || reader.may(list.kept_by)
}

/// The list of a name, for those who keep it.
fn open<'r>(app: &'r App, reader: &Reader, name: &str) -> Result<&'r ChoiceList> {
    let list = app.nav.lists.iter().find(|list| list.name == name).ok_or(Error::NotFound)?;
    reader.need_one_of(&[Permission::ManageCommittee, list.kept_by])?;
    Ok(list)
}

/// A change of a list.
struct ListEdit<'r> {
    list: &'r ChoiceList,
    edit: Edit<'r>,
}

impl<'r> ListEdit<'r> {
    async fn begin(app: &'r App, reader: &'r Reader, name: &str) -> Result<Self> {
        let list = open(app, reader, name)?;
        let address = format!("/settings/lists/{name}");
        Ok(Self { list, edit: Edit::begin(app, reader, &address, &address).await? })
    }

    async fn all(&self) -> Result<Vec<Choice>> {
        store::choices(self.edit.change.on(), self.edit.committee(), self.list.name).await
    }

    /// One of the list, its place, and the others in their order.
    async fn one(&self, id: i64) -> Result<(Choice, usize, Vec<Choice>)> {
        let all = self.all().await?;
        let place = all.iter().position(|one| one.id == id).ok_or(Error::NotFound)?;
        let (one, others) = settings::row(all, id)?;
        Ok((one, place, others))
    }

    async fn again(self, rejected: Rejected) -> Result<Response> {
        let list = self.list;
        self.edit.again(rejected, |app, reader, rejected| ChoicesPage::of(app, reader, list, rejected)).await
    }
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
pub(super) async fn take(change: &Change, list: &ChoiceList) -> Result<Option<Act>> {
    let taken = store::take_usual(change, list).await?;
    let act = Act::new(COMMITTEE.name, change.acting().committee, "take_usual");
    let act = act.fact("list", vec![list.name]).fact("n", taken);
    Ok((taken > 0).then_some(act))
}

/// One of the lists to choose from.
#[utoipa::path(
    get,
    path = "/{committee}/settings/lists/{list}",
    params(("list" = String, Path)),
    responses((status = 200, body = ChoicesPage), Closed),
)]
async fn show(State(app): State<App>, reader: Reader, Path((_, list)): Path<(String, String)>) -> Result<Response> {
    let list = open(&app, &reader, &list)?;
    reader.answer(ChoicesPage::of(&app, &reader, list, Rejected::default()).await?)
}

/// Takes the usual ones into a list that is empty.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}/usual",
    params(("list" = String, Path)),
    responses(Acts),
)]
async fn take_usual(
    State(app): State<App>,
    reader: Reader,
    Path((_, list)): Path<(String, String)>,
) -> Result<Response> {
    let ListEdit { list, edit } = ListEdit::begin(&app, &reader, &list).await?;
    let Some(act) = take(&edit.change, list).await? else {
        let address = reader.within(&format!("/settings/lists/{}", list.name));
        return Err(Refusal::new("choices-not-empty").see(address).into());
    };
    let flash = Flash::of(&act);
    edit.done(act, flash).await
}

/// Adds one to a list.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}",
    params(("list" = String, Path)),
    request_body = ChoiceForm,
    responses(Acts, (status = 422, body = OrRefusal<ChoicesPage>)),
)]
async fn add(
    State(app): State<App>,
    reader: Reader,
    Path((_, list)): Path<(String, String)>,
    Sent(sent): Sent<ChoiceForm>,
) -> Result<Response> {
    let editing = ListEdit::begin(&app, &reader, &list).await?;
    let others = editing.all().await?;
    let new = Choice {
        id: 0,
        committee_id: editing.edit.committee(),
        kind: editing.list.name.to_owned(),
        position: 0,
        name: String::new(),
        meaning: String::new(),
        promise: false,
        closed: false,
    };
    let new = match sent.fit(editing.list, new, &others) {
        Ok(new) => new,
        Err(faults) => return editing.again(Rejected::unfit("new", &sent.fields(), faults)).await,
    };
    let id = store::add_choice(&editing.edit.change, &new.kind, &new.name, &new.meaning, new.promise).await?;
    if let Some(to) = sent.to {
        let (added, _, others) = editing.one(id).await?;
        put(&editing.edit.change, added, to, others).await?;
    }
    let act = act(ChoiceAction::Add, &new, sent.to.unwrap_or(others.len()));
    let flash = editing.edit.told(&act, &format!("/{id}/delete"));
    editing.edit.done(act, flash).await
}

/// Changes one of a list.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}/{id}/change",
    params(("list" = String, Path)),
    request_body = ChoiceForm,
    responses(Acts, (status = 409, body = OrRefusal<ChoicesPage>), (status = 422, body = OrRefusal<ChoicesPage>)),
)]
async fn alter(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, String, i64)>,
    Sent(sent): Sent<ChoiceForm>,
) -> Result<Response> {
    let editing = ListEdit::begin(&app, &reader, &list).await?;
    let (stored, place, others) = editing.one(id).await?;
    let row = format!("choice-{id}");
    if stored.changed_since(sent.was.as_deref()) {
        let stale = Refusal::new("settings-row-stale").with("name", &stored.name);
        return editing.again(Rejected::stale(&row, &sent.fields(), Faults::at("name", stale))).await;
    }
    match sent.fit(editing.list, stored.clone(), &others) {
        Ok(to) if to == stored => editing.edit.unchanged(),
        Ok(to) => {
            store::change_choice(&editing.edit.change, &to).await?;
            let act = act(ChoiceAction::Change, &to, place).fact("was", stored.mark());
            let flash = editing.edit.told_change(&act, &stored, &to);
            editing.edit.done(act, flash).await
        }
        Err(faults) => editing.again(Rejected::unfit(&row, &sent.fields(), faults)).await,
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
    path = "/{committee}/settings/lists/{list}/{id}/move",
    params(("list" = String, Path)),
    request_body = To,
    responses(Acts),
)]
async fn place(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, String, i64)>,
    Sent(To { to }): Sent<To>,
) -> Result<Response> {
    let editing = ListEdit::begin(&app, &reader, &list).await?;
    let (choice, place, others) = editing.one(id).await?;
    let to = to.min(others.len());
    if to == place {
        return editing.edit.unchanged();
    }
    let act = act(ChoiceAction::Move, &choice, to);
    let flash = editing.edit.told(&act, &format!("/{id}/move")).undo_with("to", place);
    put(&editing.edit.change, choice, to, others).await?;
    editing.edit.done(act, flash).await
}

/// Closes one of a list: it is not chosen any more.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}/{id}/close",
    params(("list" = String, Path)),
    responses(Acts),
)]
async fn close(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, String, i64)>,
) -> Result<Response> {
    set_closed(ListEdit::begin(&app, &reader, &list).await?, id, true).await
}

/// Opens one of a list again.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}/{id}/reopen",
    params(("list" = String, Path)),
    responses(Acts),
)]
async fn reopen(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, String, i64)>,
) -> Result<Response> {
    set_closed(ListEdit::begin(&app, &reader, &list).await?, id, false).await
}

async fn set_closed(editing: ListEdit<'_>, id: i64, closed: bool) -> Result<Response> {
    let (stored, place, _) = editing.one(id).await?;
    if stored.closed == closed {
        return editing.edit.unchanged();
    }
    let (action, undo) = if closed { (ChoiceAction::Close, "reopen") } else { (ChoiceAction::Reopen, "close") };
    let act = act(action, &stored, place);
    let flash = editing.edit.told(&act, &format!("/{id}/{undo}"));
    store::change_choice(&editing.edit.change, &Choice { closed, ..stored }).await?;
    editing.edit.done(act, flash).await
}

/// Deletes one of a list that was never chosen.
#[utoipa::path(
    post,
    path = "/{committee}/settings/lists/{list}/{id}/delete",
    params(("list" = String, Path)),
    responses(Acts, (status = 422, body = OrRefusal<ChoicesPage>)),
)]
async fn delete(
    State(app): State<App>,
    reader: Reader,
    Path((_, list, id)): Path<(String, String, i64)>,
) -> Result<Response> {
    let editing = ListEdit::begin(&app, &reader, &list).await?;
    let (stored, place, _) = editing.one(id).await?;
    match store::delete_choice(&editing.edit.change, id).await {
        Ok(()) => {
            let act = act(ChoiceAction::Delete, &stored, place);
            let flash = editing.edit.told(&act, "").undo_fields(stored.fields()).undo_with("to", place);
            editing.edit.done(act, flash).await
        }
        Err(Error::Refused(refusal)) => {
            editing.again(Rejected::unfit(&format!("choice-{id}"), &[], Faults::at("name", refusal))).await
        }
        Err(other) => Err(other),
    }
}
