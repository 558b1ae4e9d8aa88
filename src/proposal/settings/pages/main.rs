//! The page of all that is set: sessions and the rule on it, the rest by a link.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Back, open};
use crate::app::App;
use crate::error::Result;
use crate::ledger::{Line, lines_of};
use crate::page::api::Closed;
use crate::page::{Reader, View};
use crate::proposal::AREA;
use crate::proposal::model::{List, Publication, Rule, Session};
use crate::proposal::settings::rules::{FitSession, NUMBERS, WrittenRule};
use crate::proposal::store::set;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/settings/main.html")]
#[schema(as = ProposalSettings)]
pub(super) struct Main {
    #[serde(skip)]
    view: View,
    sessions: Vec<Session>,
    rule: Rule,
    #[serde(skip)]
    written: WrittenRule,
    lists: Vec<Listed>,
    holidays: usize,
    units: usize,
    lines: Vec<Line>,
    #[serde(flatten)]
    back: Back,
}

/// A list by the names on it that are open.
#[derive(Serialize, ToSchema)]
#[schema(as = ListNames)]
struct Listed {
    list: List,
    names: Vec<String>,
}

impl Main {
    pub(super) async fn of(app: &App, reader: &Reader, back: Back) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let rule = set::rule(on, committee).await?;
        let mut lists = Vec::new();
        for list in List::ALL {
            let all = set::choices(on, committee, *list).await?.into_iter();
            lists.push(Listed { list: *list, names: all.filter(|one| !one.closed).map(|one| one.name).collect() });
        }
        Ok(Self {
            view: reader.view(),
            sessions: set::sessions(on, committee).await?,
            written: WrittenRule::from(&rule),
            rule,
            lists,
            holidays: set::holidays(on, committee).await?.0.len(),
            units: set::units(on, committee).await?.iter().filter(|unit| !unit.closed).count(),
            lines: lines_of(on, &reader.words, committee, AREA.name, 0).await?,
            back,
        })
    }
}

/// All that a committee has set for its proposals.
#[utoipa::path(get, path = "/{committee}/proposals/settings", responses((status = 200, body = Main), Closed))]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(Main::of(&app, &reader, Back::default()).await?)
}
