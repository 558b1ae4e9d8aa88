//! The page of all that is set for proposals: the rule on it, the rest in short, by links.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::committee::Overview;
use crate::error::Result;
use crate::ledger::{Line, lines_of};
use crate::page::api::Closed;
use crate::page::settings::Rejected;
use crate::page::{Reader, View};
use crate::proposal::AREA;
use crate::proposal::model::{Publication, Rule};
use crate::proposal::settings::here::open;
use crate::proposal::settings::rules::{LISTS, NUMBERS, WrittenRule};
use crate::proposal::store::set;
use crate::unit;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/settings/main.html")]
#[schema(as = ProposalSettings)]
pub(super) struct Main {
    #[serde(skip)]
    view: View,
    rule: Rule,
    #[serde(skip)]
    written: WrittenRule,
    #[serde(flatten)]
    overview: Overview,
    units: usize,
    lines: Vec<Line>,
    #[serde(flatten)]
    rejected: Rejected,
}

impl Main {
    pub(super) async fn of(app: &App, reader: &Reader, rejected: Rejected) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let rule = set::rule(on, committee).await?;
        Ok(Self {
            view: reader.view(),
            written: WrittenRule::from(&rule),
            rule,
            overview: Overview::of(on, committee, LISTS).await?,
            units: unit::store::units(on, committee).await?.iter().filter(|unit| !unit.closed).count(),
            lines: lines_of(on, &reader.words, committee, AREA.name, 0).await?,
            rejected,
        })
    }
}

/// All that a committee has set for its proposals.
#[utoipa::path(get, path = "/{committee}/proposals/settings", responses((status = 200, body = Main), Closed))]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(Main::of(&app, &reader, Rejected::default()).await?)
}
