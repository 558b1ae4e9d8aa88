//! The preview of a table of proposals: which column is what, what each row comes to, and how far it was applied.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Brought, Checked, Column, NAME, Outcome, Row, apply, check, store};
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::import::{Draft, Head, Word, columns, discard, in_turn, mine, save, still};
use crate::ledger::{Acting, Change};
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::{Flash, Pages, Paging, Reader, Sent, View};
use crate::permission::Permission;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(preview, settle))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/import/preview.html")]
#[schema(as = ProposalImport)]
struct Preview {
    #[serde(skip)]
    view: View,
    draft: i64,
    /// The name of the file.
    file: String,
    heads: Vec<Head>,
    /// The words that are not known, each with the choices for which it may stand.
    words: Vec<Word>,
    /// How many rows there are in all, and how many of them were dealt with: added, there already, wrong.
    total: usize,
    done: usize,
    added: usize,
    there: usize,
    wrong: usize,
    /// Its chunks are being applied.
    going: bool,
    /// How many of the rows that are left are in each state; none while it goes on.
    totals: BTreeMap<Outcome, usize>,
    /// The rows of this page, the wrong ones first.
    rows: Vec<Row>,
    pages: Pages,
    /// Why the columns cannot be read so.
    refusal: Option<Refusal>,
}

impl Preview {
    fn address(&self) -> String {
        self.view.within(&format!("/import/proposals/{}", self.draft))
    }

    fn nothing_new(&self) -> bool {
        let of = |outcome| self.totals.get(&outcome).copied().unwrap_or_default();
        of(Outcome::New) + of(Outcome::Unlisted) == 0
    }
}

async fn draft(app: &App, reader: &Reader, id: i64) -> Result<(Draft, Brought)> {
    reader.need(Permission::ReviewProposals)?;
    let draft = mine(app.db.read(), reader, NAME, id).await?;
    let brought = draft.content()?;
    Ok((draft, brought))
}

#[derive(Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    #[serde(default)]
    outcome: String,
}

/// A table of proposals that was brought, and what each of its rows comes to.
#[utoipa::path(
    get,
    path = "/{committee}/import/proposals/{draft}",
    params(Asked, Paging),
    responses((status = 200, body = Preview), Closed),
)]
async fn preview(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let read = draft(&app, &reader, id).await?;
    reader.answer(page(&app, &reader, read, &asked, &paging).await?)
}

async fn page(
    app: &App,
    reader: &Reader,
    (draft, brought): (Draft, Brought),
    asked: &Asked,
    paging: &Paging,
) -> Result<Preview> {
    let going = brought.going(reader.now);
    let done = brought.dealt_with();
    let Brought { table, total, added, there, wrong, .. } = brought;
    let known = store::known(app.db.read(), draft.committee_id, &table).await?;
    let (heads, refusal, choices) = (table.heads(), table.lacking(), known.choices.clone());
    let (checked, table) =
        if going { (Checked::default(), table) } else { in_turn(move || (check(&table, &known), table)).await? };
    let words = table.words(&choices, checked.rows.iter().flat_map(|row| &row.wrong));
    let totals = Outcome::ALL.iter().map(|outcome| (*outcome, checked.count(*outcome))).collect();
    let only: Option<Outcome> = asked.outcome.parse().ok();
    let only = (only, serde_html_form::to_string(asked).unwrap_or_default());
    let (rows, pages) = columns::shown(checked.rows, |row| (row.outcome, row.number), only, paging);
    Ok(Preview {
        view: reader.view(),
        draft: draft.id,
        file: draft.name,
        heads,
        words,
        total,
        done,
        added,
        there,
        wrong,
        going,
        totals,
        rows,
        pages,
        refusal,
    })
}

/// A button and, with `columns`, what is read under each heading: `c0`, `c1` … by its place; and under `column:word` the
/// choice for which a word stands.
type Pressed = BTreeMap<String, String>;

/// Says which column is what, applies the table, or discards it.
#[utoipa::path(
    post,
    path = "/{committee}/import/proposals/{draft}",
    request_body = Pressed,
    responses(Acts, (status = 422, body = OrRefusal<Preview>)),
)]
async fn settle(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(pressed): Sent<Pressed>,
) -> Result<Response> {
    let (draft, mut brought) = draft(&app, &reader, id).await?;
    let address = reader.within(&format!("/import/proposals/{id}"));
    match pressed.get("do").map(String::as_str) {
        Some("columns") if brought.at.is_none() => {
            let choices = store::known(app.db.read(), draft.committee_id, &brought.table).await?.choices;
            if let Err(refusal) = brought.table.say(&pressed, &choices) {
                let page = page(&app, &reader, (draft, brought), &Asked::default(), &Paging::default()).await?;
                return reader.answer_unfit(Preview { refusal: Some(refusal), ..page });
            }
            save(app.db.read(), &draft, &brought, reader.now).await?;
            reader.done(&address, Flash::new("import-done-columns"))
        }
        Some("apply") => {
            let acting = reader.acting()?;
            if !brought.going(reader.now) && step(&app, &acting, id).await? {
                tokio::spawn(go_on(app.clone(), acting, id));
            }
            reader.done(&address, Flash::new("proposalin-done-apply"))
        }
        Some("discard") => {
            discard(app.db.read(), &draft).await?;
            reader.done(&reader.within("/import"), Flash::new("import-draft-discarded"))
        }
        _ => Err(Refusal::new("proposalin-begun").see(address).into()),
    }
}

/// Applies chunk after chunk. Where the program ends meanwhile, what was applied is kept, and one can go on later.
async fn go_on(app: App, acting: Acting, id: i64) {
    loop {
        match step(&app, &acting, id).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(fault) => {
                tracing::error!(%fault, draft = id, "an import of proposals stopped");
                return;
            }
        }
    }
}

/// Applies the next chunk of a draft that adds something; whether there is more. The draft is read and written with what
/// it adds, both or neither, so that of two who apply it each takes other chunks.
async fn step(app: &App, acting: &Acting, id: i64) -> Result<bool> {
    let now = app.clock.now();
    let change = Change::begin(&app.db, Acting { at: now, ..acting.clone() }).await?;
    let Some(draft) = still(change.on(), id).await? else { return Ok(false) };
    let mut brought: Brought = draft.content()?;
    while !brought.table.lines.is_empty() {
        if let Some(act) = apply(&change, &mut brought, &draft.name).await? {
            save(change.on(), &draft, &brought, now).await?;
            change.record(act).await?.commit().await?;
            return Ok(!brought.table.lines.is_empty());
        }
    }
    drop(change);
    save(app.db.read(), &draft, &brought, now).await?;
    Ok(false)
}
