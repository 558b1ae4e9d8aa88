//! The units that answer proposals: the list of them, and many added at once.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Back, begin, done, open, unchanged};
use crate::app::App;
use crate::committee::rules::name;
use crate::error::{Refusal, Result};
use crate::ledger::Act;
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::proposal::AREA;
use crate::proposal::model::{Line, Unit};
use crate::proposal::settings::{rules, store};
use crate::proposal::store::set;

/// The most units that are added at once.
const MOST: usize = 300;
/// Up to so many are taken back by one button.
const UNDONE: usize = 100;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show, add)).routes(routes!(delete))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/settings/units.html")]
struct UnitsPage {
    #[serde(skip)]
    view: View,
    units: Vec<Shown>,
    #[serde(flatten)]
    back: Back,
}

#[derive(Serialize, ToSchema)]
#[schema(as = UnitRow)]
struct Shown {
    id: i64,
    name: String,
    line: Line,
    closed: bool,
    /// How many accounts act for it.
    accounts: usize,
}

impl UnitsPage {
    async fn of(app: &App, reader: &Reader, back: Back) -> Result<Self> {
        let units = set::units(app.db.read(), reader.committee()?.id).await?;
        let counts = store::account_counts(app.db.read(), &units).await?;
        let shown = |Unit { id, name, line, closed, .. }: Unit| {
            let accounts = counts.get(&id).copied().unwrap_or(0);
            Shown { id, name, line, closed, accounts }
        };
        let mut units: Vec<_> = units.into_iter().map(shown).collect();
        units.sort_by_key(|unit| (unit.closed, unit.line));
        Ok(Self { view: reader.view(), units, back })
    }
}

/// The units that answer proposals.
#[utoipa::path(get, path = "/{committee}/proposals/units", responses((status = 200, body = UnitsPage), Closed))]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(UnitsPage::of(&app, &reader, Back::default()).await?)
}

#[derive(Deserialize, ToSchema)]
#[schema(as = UnitsForm)]
struct Written {
    /// The names, one a line.
    #[serde(default)]
    names: String,
    line: Line,
}

impl Written {
    /// The names that are new among the units.
    fn fit(&self, units: &[Unit]) -> Result<Vec<&str>, Refusal> {
        let names = rules::names(&self.names);
        if names.is_empty() {
            return Err(Refusal::new("form-missing"));
        }
        if names.len() > MOST {
            return Err(Refusal::new("proposalset-too-many-units").with("most", MOST));
        }
        for written in &names {
            name(written, &[])?;
        }
        Ok(names.into_iter().filter(|name| units.iter().all(|unit| unit.name != *name)).collect())
    }
}

/// Adds units.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/units",
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<UnitsPage>)),
)]
async fn add(State(app): State<App>, reader: Reader, Sent(sent): Sent<Written>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let units = set::units(change.on(), change.acting().committee).await?;
    let names = match sent.fit(&units) {
        Ok(names) => names,
        Err(refusal) => {
            drop(change);
            let sent = [("names", sent.names.as_str()), ("line", sent.line.name())];
            let back = Back::at("new", &sent, Faults::at("names", refusal));
            return reader.answer_unfit(UnitsPage::of(&app, &reader, back).await?);
        }
    };
    let address = reader.within("/proposals/units");
    if names.is_empty() {
        return unchanged(&reader, &address);
    }
    let mut ids = Vec::new();
    for name in &names {
        ids.push(store::add_unit(&change, name, sent.line).await?.to_string());
    }
    let act = Act::new(AREA.name, 0, "add_units").fact("n", names.len());
    let act = act.fact("names", names.clone()).fact("line", sent.line.name());
    let flash = Flash::new("proposalset-done-add-units").with("n", names.len());
    let undone = names.len() <= UNDONE;
    let flash = if undone { flash.undo(format!("{address}/delete"), 0).undo_with("ids", ids.join(",")) } else { flash };
    done(change, &reader, act, &address, flash).await
}

#[derive(Deserialize, ToSchema)]
struct Those {
    /// The keys, with commas between them.
    ids: String,
}

/// Deletes units that never had a proposal, all of them or none.
#[utoipa::path(post, path = "/{committee}/proposals/units/delete", request_body = Those, responses(Acts))]
async fn delete(State(app): State<App>, reader: Reader, Sent(those): Sent<Those>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let committee = change.acting().committee;
    let mut names = Vec::new();
    for id in those.ids.split(',').filter_map(|id| id.parse().ok()) {
        names.push(set::unit(change.on(), committee, id).await?.name);
        store::delete_unit(&change, id).await?;
    }
    let address = reader.within("/proposals/units");
    if names.is_empty() {
        return unchanged(&reader, &address);
    }
    let act = Act::new(AREA.name, 0, "delete_units").fact("n", names.len()).fact("names", names.clone());
    let flash = Flash::new("proposalset-done-delete-units").with("n", names.len());
    done(change, &reader, act, &address, flash).await
}
