//! The inbox of a unit: what it has to accept, to approve, to countersign, in hand, and what it has answered.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rows::{COLUMNS, Row, rows};
use crate::app::App;
use crate::db::{Key, Start};
use crate::error::Result;
use crate::page::api::Closed;
use crate::page::listing::Table;
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::Tray;
use crate::proposal::handling::store::lists;
use crate::table::{TableFile, Turn};
use crate::unit;

/// Which tray is asked for; all where none is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    tray: String,
}

impl Asked {
    fn tray(&self) -> Option<Tray> {
        self.tray.parse().ok()
    }

    fn trays(&self) -> Vec<Tray> {
        self.tray().map_or_else(|| Tray::ALL.to_vec(), |tray| vec![tray])
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/inbox.html")]
struct Inbox {
    #[serde(skip)]
    view: View,
    /// The units that the reader acts for.
    units: Vec<String>,
    /// The one that is shown alone.
    tray: Option<Tray>,
    trays: Vec<Stack>,
}

/// A page of what stands in a tray.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkStack)]
struct Stack {
    tray: Tray,
    rows: Vec<Row>,
    pages: Pages,
    #[serde(skip)]
    table: Table,
}

impl Inbox {
    fn empty(&self) -> bool {
        self.tray.is_none() && self.trays.iter().all(|stack| stack.pages.total == 0)
    }

    /// What keeps a table to the tray that is shown.
    fn query(&self) -> String {
        self.tray.map(|tray| format!("?tray={tray}")).unwrap_or_default()
    }
}

/// The units for which a reader acts.
async fn acted_for(app: &App, reader: &Reader) -> Result<Vec<i64>> {
    reader.need_somewhere(Permission::HandleProposals)?;
    unit::here::acted_for(app, reader, Permission::HandleProposals).await
}

/// What the units that the reader acts for have to do.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/inbox",
    params(Asked, Paging),
    responses((status = 200, body = Inbox), Closed),
)]
pub(super) async fn inbox(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let units = acted_for(&app, &reader).await?;
    let committee = reader.committee()?.id;
    let tray = asked.tray();
    // Where all are shown each begins at its first page.
    let paging = if tray.is_some() { paging } else { Paging::default() };
    let (mut found, mut work) = (Vec::new(), Vec::new());
    for tray in asked.trays() {
        let of = (committee, units.as_slice());
        let (page, pages) = match tray {
            Tray::Answered => page(&app, of, tray, &paging, |one| one.id).await?,
            _ => page(&app, of, tray, &paging, |one| (one.due, one.id)).await?,
        };
        found.push((tray, page.len(), pages));
        work.extend(page);
    }
    let mut rows = rows(&app, &reader, &work).await?.into_iter();
    let stack = |(tray, n, pages): (Tray, usize, Pages)| {
        let rows: Vec<_> = rows.by_ref().take(n).collect();
        let table = Table::of(COLUMNS, &rows, ("proposal-count", &pages), &reader);
        Stack { tray, rows, pages, table }
    };
    let trays = found.into_iter().map(stack).collect();
    let all = unit::here::units(&app, &reader).await?;
    let mut names: Vec<_> = units.into_iter().map(|id| unit::here::name(&all, id).to_owned()).collect();
    names.sort();
    reader.answer(Inbox { units: names, tray, trays, view: reader.view() })
}

/// A page of what stands in a tray, whose order goes by this key.
async fn page<K: Key + Clone>(
    app: &App,
    (committee, units): (i64, &[i64]),
    tray: Tray,
    paging: &Paging,
    key: fn(&Assignment) -> K,
) -> Result<(Vec<Assignment>, Pages)> {
    let on = app.db.read();
    let window = (paging.start::<K>(), paging.limit());
    let (found, further) = lists::tray(on, (committee, units), tray, window).await?;
    let whole = paging.number() == 1 && !further;
    let total = if whole { found.len() as u64 } else { lists::count_tray(on, committee, units, tray).await? };
    let pages = paging.of(total, format!("tray={tray}"));
    let pages = pages.by_key(&lists::in_order(tray), &found, |one| Some(key(one)), further);
    Ok((found, pages))
}

/// The same as a table.
#[utoipa::path(get, path = "/{committee}/proposals/inbox.xlsx", params(Asked), responses(TableFile, Closed))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let units = acted_for(&app, &reader).await?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let turn = Turn::take().await?;
    let mut work = Vec::new();
    for tray in asked.trays() {
        let all = (Start::<i64>::At(0), lists::MOST);
        work.extend(lists::tray(on, (committee, &units), tray, all).await?.0);
    }
    turn.list(&reader, "handling-inbox", COLUMNS, rows(&app, &reader, &work).await?).await
}
