//! Everybody who is called, by what they answered and whether they are there; and the same as a table.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Result;
use crate::meeting::attendance::here::{At, Shown, difference, heads};
use crate::meeting::attendance::rules::{self, Show, Standing};
use crate::meeting::attendance::{papers, store};
use crate::meeting::live;
use crate::meeting::roster::Difference;
use crate::meeting::rules::State as Sitting;
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::table::Turn;
use crate::words::Language;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
}

/// How many people one filter shows.
#[derive(Serialize)]
struct Count {
    show: Show,
    n: usize,
}

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/called.html")]
struct List {
    #[serde(skip)]
    view: View,
    /// Where the page hears of what changes.
    #[serde(skip)]
    live: Option<String>,
    #[serde(skip)]
    sitting: String,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    state: Sitting,
    show: Show,
    counts: Vec<Count>,
    called: Vec<Shown>,
    /// How many heads of special committees are not called yet.
    heads: usize,
    may_call: bool,
    /// In what the list is other than the rules say, for those who may change it.
    #[serde(skip)]
    difference: Arc<Difference>,
    #[serde(skip)]
    office: bool,
}

impl List {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn of(&self, standing: &Standing) -> Vec<&Shown> {
        self.called.iter().filter(|one| one.standing == *standing).collect()
    }

    fn grouped(&self) -> bool {
        self.called.iter().any(|one| one.group.is_some())
    }

    fn closed(&self) -> bool {
        self.called.iter().any(|one| one.attendance.is_some())
    }
}

pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mark = live::mark(&app, &reader, id).await?;
    let at = At::find(&app, &reader, id).await?;
    at.need_all(&reader)?;
    let show = asked.show.parse().unwrap_or(Show::All);
    let all = store::all(app.db.read(), id).await?;
    let groups = store::groups(app.db.read(), id).await?;
    let may_call = rules::may_call(at.here.sitting.state, at.here.who(&reader)).is_ok();
    let count = |show: &Show| Count { show: *show, n: all.iter().filter(|one| show.matches(one)).count() };
    let (heads, difference) = if may_call {
        let sitting = &at.here.sitting;
        (heads(&app, &reader, sitting).await?, difference(&app, &reader, sitting).await?)
    } else {
        (0, Arc::default())
    };
    reader.answer(List {
        live: live::address(&reader, &at.here, mark),
        counts: Show::ALL.iter().map(count).collect(),
        called: all.iter().filter(|one| show.matches(one)).map(|one| at.shown(&reader, one.clone(), &groups)).collect(),
        show,
        heads,
        difference,
        may_call,
        office: reader.may(Permission::RunSittings),
        address: at.here.address(&reader, ""),
        state: at.here.sitting.state,
        sitting: at.here.title,
        view: reader.view(),
    })
}

pub(super) async fn table(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let at = At::find(&app, &reader, id).await?;
    at.need_all(&reader)?;
    let groups = store::groups(app.db.read(), id).await?;
    let all = store::all(app.db.read(), id).await?;
    let reasons = reader.may(Permission::RunSittings) || at.grants;
    let words = app.words.words(Language::Chinese);
    let name = format!("{}{}.xlsx", at.here.official, words.say("attendance-called"));
    let sitting = at.here.sitting;
    let turn = Turn::take().await?;
    turn.make(&name, move || papers::called(&all, &groups, &sitting, &words, reasons)).await
}
