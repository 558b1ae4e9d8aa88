//! The preview of a roster, and the buttons that apply it or give it up.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::super::{papers, store};
use super::{NAME, Row, Sheet, State, apply, check};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::import::{Draft, columns, discard, in_turn, mine};
use crate::ledger::Change;
use crate::page::{Flash, Pages, Paging, Reader, Sent, View};
use crate::permission::Permission;
use crate::table;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/import/roster/template.xlsx", get(template))
        .route("/{committee}/import/roster/{draft}", get(preview).post(settle))
}

async fn template(Shared(app): Shared<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::EditMembers)?;
    let lists = store::lists(app.db.read(), reader.committee()?.id).await?;
    Ok(table::download(papers::template(&lists)?, "委员名册样表.xlsx"))
}

#[derive(Template, Serialize)]
#[template(path = "member/preview.html")]
struct Preview {
    #[serde(skip)]
    view: View,
    draft: i64,
    /// The name of the file.
    file: String,
    /// How many rows are in each state.
    totals: BTreeMap<State, usize>,
    /// Headings that were not read.
    ignored: Vec<String>,
    /// Why it cannot be applied, if it cannot.
    refusal: Option<Refusal>,
    /// The rows of this page, the wrong ones first.
    rows: Vec<Row>,
    pages: Pages,
    /// The state that is shown alone.
    state: Option<State>,
    /// What the rows come to, as it is shown here and nothing else is applied.
    digest: String,
    /// Whether somebody changed members since this was shown before, so that it comes to something else now.
    stale: bool,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Asked {
    #[serde(default)]
    state: String,
}

async fn draft(app: &App, reader: &Reader, id: i64) -> Result<(Draft, Sheet)> {
    reader.need(Permission::EditMembers)?;
    let draft = mine(app.db.read(), reader, NAME, id).await?;
    let sheet = draft.content()?;
    Ok((draft, sheet))
}

async fn preview(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let read = draft(&app, &reader, id).await?;
    reader.answer(page(&app, &reader, read, asked, &paging).await?)
}

/// A draft held against the record as it is now.
async fn page(
    app: &App,
    reader: &Reader,
    (draft, sheet): (Draft, Sheet),
    asked: Asked,
    paging: &Paging,
) -> Result<Preview> {
    let lists = store::lists(app.db.read(), draft.committee_id).await?;
    let people = store::people(app.db.read(), draft.committee_id).await?;
    let ignored = sheet.ignored.clone();
    let today = reader.now.day();
    let checked = in_turn(move || check(&sheet, &people, &lists, today)).await?;
    let digest = checked.digest()?;
    let totals = State::ALL.iter().map(|state| (*state, checked.count(*state))).collect();
    let refusal = checked.refusal();
    let state: Option<State> = asked.state.parse().ok();
    let only = (state, serde_html_form::to_string(&asked).unwrap_or_default());
    let (rows, pages) = columns::shown(checked.rows, |row| (row.state, row.number), only, paging);
    Ok(Preview {
        draft: draft.id,
        file: draft.name,
        totals,
        ignored,
        refusal,
        rows,
        pages,
        state,
        digest,
        stale: false,
        view: reader.view(),
    })
}

#[derive(Deserialize)]
struct Pressed {
    #[serde(rename = "do")]
    what: String,
    /// The digest of what was shown.
    #[serde(default)]
    seen: String,
}

/// Applies a draft, or gives it up. Where it comes to something else than was shown, it is shown again.
async fn settle(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(pressed): Sent<Pressed>,
) -> Result<Response> {
    let (draft, sheet) = draft(&app, &reader, id).await?;
    if pressed.what != "apply" {
        discard(app.db.read(), &draft).await?;
        return reader.done(&reader.within("/import"), Flash::new("import-draft-discarded"));
    }
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let (counts, recorded) = match apply(change, &sheet, &draft.name, &pressed.seen).await {
        Err(Error::Stale) => {
            let page = page(&app, &reader, (draft, sheet), Asked::default(), &Paging::default()).await?;
            return reader.answer_stale(Preview { stale: true, ..page });
        }
        applied => applied?,
    };
    recorded.commit().await?;
    discard(app.db.read(), &draft).await?;
    let flash = Flash::new("member-done-import").with("added", counts.added).with("changed", counts.changed);
    reader.done(&reader.within("/members"), flash)
}
