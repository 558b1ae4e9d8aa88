//! The list of units, and many added at once.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::error::Result;
use crate::ledger::{self, Act, lines_of};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::settings::Rejected;
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;
use crate::unit::here::{edit, open};
use crate::unit::model::{Line, UNIT, Unit};
use crate::unit::{rules, store};

/// Up to so many are taken back by one button.
const UNDONE: usize = 100;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show, add)).routes(routes!(delete))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "unit/list.html")]
struct UnitsPage {
    #[serde(skip)]
    view: View,
    units: Vec<Shown>,
    lines: Vec<ledger::Line>,
    #[serde(flatten)]
    rejected: Rejected,
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
    async fn of(app: &App, reader: &Reader, rejected: Rejected) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let units = store::units(on, committee).await?;
        let ids: Vec<_> = units.iter().map(|unit| unit.id).collect();
        let mut accounts: HashMap<i64, usize> = HashMap::new();
        for (_, unit) in store::accounts_of(on, committee, &ids, Permission::HandleProposals).await? {
            *accounts.entry(unit).or_default() += 1;
        }
        let shown = |Unit { id, name, line, closed, .. }: Unit| {
            let accounts = accounts.get(&id).copied().unwrap_or(0);
            Shown { id, name, line, closed, accounts }
        };
        let mut units: Vec<_> = units.into_iter().map(shown).collect();
        units.sort_by_key(|unit| (unit.closed, unit.line));
        let lines = lines_of(on, &reader.words, committee, UNIT.name, 0).await?;
        Ok(Self { view: reader.view(), units, lines, rejected })
    }
}

/// The units of the committee.
#[utoipa::path(get, path = "/{committee}/units", responses((status = 200, body = UnitsPage), Closed))]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(UnitsPage::of(&app, &reader, Rejected::default()).await?)
}

#[derive(Deserialize, ToSchema)]
#[schema(as = UnitsForm)]
struct Written {
    /// The names, one a line.
    #[serde(default)]
    names: String,
    line: Line,
}

/// Adds units.
#[utoipa::path(
    post,
    path = "/{committee}/units",
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<UnitsPage>)),
)]
async fn add(State(app): State<App>, reader: Reader, Sent(sent): Sent<Written>) -> Result<Response> {
    let edit = edit(&app, &reader, "/units").await?;
    let units = store::units(edit.change.on(), edit.committee()).await?;
    let names = match rules::new_names(&sent.names, &units) {
        Ok(names) => names,
        Err(refusal) => {
            let fields = [("names", sent.names.as_str()), ("line", sent.line.name())];
            let rejected = Rejected::unfit("new", &fields, Faults::at("names", refusal));
            return edit.again(rejected, UnitsPage::of).await;
        }
    };
    if names.is_empty() {
        return edit.unchanged();
    }
    let mut ids = Vec::new();
    for name in &names {
        ids.push(store::add(&edit.change, name, sent.line).await?.to_string());
    }
    let act = Act::new(UNIT.name, 0, "add_units").fact("n", names.len());
    let act = act.fact("names", names.clone()).fact("line", sent.line.name());
    let mut flash = edit.told(&act, "/delete").undo_with("ids", ids.join(","));
    if names.len() > UNDONE {
        flash.undo = None;
    }
    edit.done(act, flash).await
}

#[derive(Deserialize, ToSchema)]
struct Those {
    /// The keys, with commas between them.
    ids: String,
}

/// Deletes units that were never asked for anything, all of them or none.
#[utoipa::path(post, path = "/{committee}/units/delete", request_body = Those, responses(Acts))]
async fn delete(State(app): State<App>, reader: Reader, Sent(those): Sent<Those>) -> Result<Response> {
    let edit = edit(&app, &reader, "/units").await?;
    let mut names = Vec::new();
    for id in those.ids.split(',').filter_map(|id| id.parse().ok()) {
        names.push(store::unit(edit.change.on(), edit.committee(), id).await?.name);
        store::delete(&edit.change, id).await?;
    }
    if names.is_empty() {
        return edit.unchanged();
    }
    let act = Act::new(UNIT.name, 0, "delete_units").fact("n", names.len()).fact("names", names);
    let flash = Flash::of(&act);
    edit.done(act, flash).await
}
