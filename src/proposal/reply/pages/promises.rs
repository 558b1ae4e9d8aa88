//! What was promised in replies, by when, and whether it is kept.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::page::api::Closed;
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::store::{self as handling, lists::MOST};
use crate::proposal::model::List;
use crate::proposal::reply::papers;
use crate::proposal::reply::store::lists::{self, Promise, Show};
use crate::proposal::store::{self, set};
use crate::table::{TableFile, Turn};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/reply/promises.html")]
#[schema(as = Promises)]
struct Listed {
    #[serde(skip)]
    view: View,
    show: Option<Show>,
    #[serde(skip)]
    shows: &'static [Show],
    promises: Vec<Row>,
    pages: Pages,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Promise)]
pub(in crate::proposal::reply) struct Row {
    proposal: i64,
    pub number: Option<i64>,
    pub subject: String,
    pub unit: String,
    pub class: Option<String>,
    pub planned: String,
    pub planned_by: Option<Day>,
    pub kept_at: Option<Instant>,
    pub kept_how: Option<String>,
    pub overdue: bool,
    #[serde(skip)]
    address: String,
}

/// The units whose promises a reader sees: `None` for all.
pub(super) async fn own(app: &App, reader: &Reader) -> Result<Option<Vec<i64>>> {
    let account = reader.known()?;
    if reader.may(Permission::AssignProposals) || reader.may(Permission::ReviewProposals) {
        return Ok(None);
    }
    reader.need(Permission::HandleProposals)?;
    Ok(Some(store::units_of(app.db.read(), reader.committee()?.id, account).await?))
}

/// What was promised in replies.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/promises",
    params(Asked, Paging),
    responses((status = 200, body = Listed), Closed),
)]
pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(Asked { show }): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let units = own(&app, &reader).await?;
    let (on, committee, today) = (app.db.read(), reader.committee()?.id, reader.now.day());
    let show: Option<Show> = show.parse().ok();
    let total = lists::count(on, committee, units.as_deref(), show, today).await?;
    let filter = show.map(|show| format!("show={show}")).unwrap_or_default();
    reader.answer(Listed {
        show,
        shows: Show::ALL,
        promises: rows(&app, &reader, units.as_deref(), show, (paging.offset(), paging.limit())).await?,
        pages: paging.of(total, filter),
        view: reader.view(),
    })
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/promises.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(
    State(app): State<App>,
    reader: Reader,
    Query(Asked { show }): Query<Asked>,
) -> Result<Response> {
    let units = own(&app, &reader).await?;
    let turn = Turn::take().await?;
    let rows = rows(&app, &reader, units.as_deref(), show.parse().ok(), (0, MOST)).await?;
    let words = reader.words.clone();
    let name = format!("{}{}.xlsx", reader.committee()?.name, words.say("reply-promises"));
    turn.make(&name, move || papers::promises(&rows, &words)).await
}

/// So many promises from `offset` on.
async fn rows(
    app: &App,
    reader: &Reader,
    units: Option<&[i64]>,
    show: Option<Show>,
    (offset, limit): (u64, u64),
) -> Result<Vec<Row>> {
    let (on, committee, today) = (app.db.read(), reader.committee()?.id, reader.now.day());
    let found = lists::promises(on, (committee, units), show, today, (offset, limit)).await?;
    let names = handling::unit_names(on, found.iter().map(|one| one.assignment.unit_id)).await?;
    let classes = set::choices(on, committee, List::Class).await?;
    let row = |Promise { reply, assignment, proposal }: Promise| Row {
        unit: names.get(&assignment.unit_id).cloned().unwrap_or_default(),
        class: classes.iter().find(|one| Some(one.id) == reply.class_id).map(|one| one.name.clone()),
        address: reader.within(&format!("/proposals/{}", proposal.id)),
        proposal: proposal.id,
        number: proposal.number,
        subject: proposal.subject,
        overdue: reply.kept_at.is_none() && reply.planned_by.is_some_and(|day| day < today),
        planned: reply.planned,
        planned_by: reply.planned_by,
        kept_at: reply.kept_at,
        kept_how: reply.kept_how,
    };
    Ok(found.into_iter().map(row).collect())
}
