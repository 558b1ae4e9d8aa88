//! The preview of a roster, and the buttons that apply it or give it up.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::super::model::Column;
use super::super::{papers, store};
use super::{NAME, Row, Sheet, State, apply, check, choices};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::import::{Draft, Head, Word, columns, discard, in_turn, mine, save};
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
#[template(path = "member/import/preview.html")]
struct Preview {
    #[serde(skip)]
    view: View,
    draft: i64,
    /// The name of the file.
    file: String,
    /// How many rows are in each state.
    totals: BTreeMap<State, usize>,
    heads: Vec<Head>,
    /// The words that are not known, each with the choices for which it may stand.
    words: Vec<Word>,
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

impl Preview {
    fn address(&self) -> String {
        self.view.within(&format!("/import/roster/{}", self.draft))
    }
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
    let choices = choices(&lists);
    let today = reader.now.day();
    let (checked, sheet) = in_turn(move || (check(&sheet, &people, &lists, today), sheet)).await?;
    let words = sheet.words(&choices, checked.rows.iter().flat_map(|row| &row.wrong));
    let digest = checked.digest()?;
    let totals = State::ALL.iter().map(|state| (*state, checked.count(*state))).collect();
    let refusal = sheet.lacking().or_else(|| checked.refusal());
    let state: Option<State> = asked.state.parse().ok();
    let only = (state, serde_html_form::to_string(&asked).unwrap_or_default());
    let (rows, pages) = columns::shown(checked.rows, |row| (row.state, row.number), only, paging);
    Ok(Preview {
        draft: draft.id,
        file: draft.name,
        totals,
        heads: sheet.heads(),
        words,
        ignored: sheet.ignored(),
        refusal,
        rows,
        pages,
        state,
        digest,
        stale: false,
        view: reader.view(),
    })
}

/// A button, with the digest of what was shown (`seen`), or what is said of columns and words (`Table::say`).
type Pressed = BTreeMap<String, String>;

/// Says what is what, applies a draft, or gives it up. Where it comes to something else than was shown, it is shown again.
async fn settle(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(pressed): Sent<Pressed>,
) -> Result<Response> {
    let read = draft(&app, &reader, id).await?;
    match pressed.get("do").map(String::as_str) {
        Some("columns") => say(&app, &reader, read, &pressed).await,
        Some("apply") => accept(&app, &reader, read, pressed.get("seen").map_or("", String::as_str)).await,
        _ => {
            discard(app.db.read(), &read.0).await?;
            reader.done(&reader.within("/import"), Flash::new("import-draft-discarded"))
        }
    }
}

async fn say(app: &App, reader: &Reader, (draft, mut sheet): (Draft, Sheet), said: &Pressed) -> Result<Response> {
    let lists = store::lists(app.db.read(), draft.committee_id).await?;
    if let Err(refusal) = sheet.say(said, &choices(&lists)) {
        let page = page(app, reader, (draft, sheet), Asked::default(), &Paging::default()).await?;
        return reader.answer_unfit(Preview { refusal: Some(refusal), ..page });
    }
    save(app.db.read(), &draft, &sheet, reader.now).await?;
    reader.done(&reader.within(&format!("/import/roster/{}", draft.id)), Flash::new("import-done-columns"))
}

async fn accept(app: &App, reader: &Reader, (draft, sheet): (Draft, Sheet), seen: &str) -> Result<Response> {
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let (counts, recorded) = match apply(change, &sheet, &draft.name, seen).await {
        Err(Error::Stale) => {
            let page = page(app, reader, (draft, sheet), Asked::default(), &Paging::default()).await?;
            return reader.answer_stale(Preview { stale: true, ..page });
        }
        applied => applied?,
    };
    recorded.commit().await?;
    discard(app.db.read(), &draft).await?;
    let flash = Flash::new("member-done-import").with("added", counts.added).with("changed", counts.changed);
    reader.done(&reader.within("/members"), flash)
}
