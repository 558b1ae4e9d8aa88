//! The inbox of a unit: what it has to accept, in hand, to countersign, and what it has answered.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{Row, rows};
use crate::app::App;
use crate::error::Result;
use crate::page::api::Closed;
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::handling::rules::{Tray, tray};
use crate::proposal::handling::store::{self, lists};
use crate::proposal::store as proposals;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/handling/inbox.html")]
struct Inbox {
    #[serde(skip)]
    view: View,
    /// The units that the reader acts for.
    units: Vec<String>,
    to_accept: Vec<Row>,
    in_hand: Vec<Row>,
    to_countersign: Vec<Row>,
    answered: Vec<Row>,
    /// Of what is answered.
    pages: Pages,
}

impl Inbox {
    const fn empty(&self) -> bool {
        self.to_accept.is_empty() && self.in_hand.is_empty() && self.to_countersign.is_empty() && self.pages.total == 0
    }

    /// The trays of what is to be done, those with nothing in them too.
    fn trays(&self) -> [(Tray, &[Row]); 3] {
        [(Tray::ToAccept, &self.to_accept), (Tray::ToCountersign, &self.to_countersign), (Tray::InHand, &self.in_hand)]
    }
}

/// What the units that the reader acts for have to do.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/inbox",
    params(Paging),
    responses((status = 200, body = Inbox), Closed),
)]
pub(super) async fn inbox(Shared(app): Shared<App>, reader: Reader, Query(paging): Query<Paging>) -> Result<Response> {
    reader.need(Permission::HandleProposals)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let units = proposals::units_of(on, committee, reader.known()?).await?;
    let (to_accept, in_hand): (Vec<_>, Vec<_>) = lists::to_do(on, committee, &units)
        .await?
        .into_iter()
        .partition(|one| tray(one.state, false) == Tray::ToAccept);
    let waiting = lists::countersign(on, committee, &units).await?;
    let (done, total) = lists::done(on, committee, &units, (paging.offset(), paging.limit())).await?;
    let mut names: Vec<_> = store::unit_names(on, units).await?.into_values().collect();
    names.sort();
    reader.answer(Inbox {
        units: names,
        to_accept: rows(&app, &reader, &to_accept).await?,
        in_hand: rows(&app, &reader, &in_hand).await?,
        to_countersign: rows(&app, &reader, &waiting).await?,
        answered: rows(&app, &reader, &done).await?,
        pages: paging.of(total, String::new()),
        view: reader.view(),
    })
}
