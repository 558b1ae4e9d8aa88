//! The page of one who is called: what they answered, when they came, and what can be done about them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::meeting::attendance::here::{At, Shown};
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{self, LeaveKind, Standing};
use crate::meeting::attendance::store;
use crate::page::{Faults, Reader, View, needed};

/// The longest reason for leave, in characters.
const LONGEST: usize = 500;

/// The leave that somebody asks, as entered.
#[derive(Clone, Default)]
pub(super) struct Wish {
    pub kind: String,
    pub reason: String,
}

impl Wish {
    /// What is asked, or what is wrong with it.
    pub(super) fn fit(&self) -> Result<(LeaveKind, &str), Faults> {
        let mut faults = Faults::default();
        let kind = faults.take("kind", self.kind.parse().map_err(|_| Refusal::new("form-missing")));
        let reason = faults.take("reason", needed(&self.reason, LONGEST));
        kind.zip(reason).ok_or(faults)
    }
}

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/person.html")]
pub(super) struct Person {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    sitting: String,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    sees_all: bool,
    one: Shown,
    may_remove: bool,
    may_take_out: bool,
    may_put_back: bool,
    #[serde(skip)]
    wish: Wish,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let at = At::find(&app, &reader, id).await?;
    let called = store::one(app.db.read(), id, n).await?;
    if !at.sees_all(&reader) && !at.owns(&called) {
        return Err(Error::NotFound);
    }
    reader.answer(page(&app, &reader, at, called, Wish::default(), Faults::default()).await?)
}

pub(super) async fn page(
    app: &App,
    reader: &Reader,
    at: At,
    called: Called,
    wish: Wish,
    faults: Faults,
) -> Result<Person> {
    let groups = store::groups(app.db.read(), called.sitting_id).await?;
    let free = called.standing == Standing::SittingIn && called.came_at.is_none();
    let may_call = rules::may_call(at.here.sitting.state, at.here.who(reader)).is_ok();
    Ok(Person {
        may_remove: free && may_call,
        may_take_out: called.standing == Standing::Voting && may_call,
        may_put_back: called.out() && called.reason.is_some() && may_call,
        sees_all: at.sees_all(reader),
        address: at.here.address(reader, ""),
        one: at.shown(reader, called, &groups),
        sitting: at.here.title,
        wish,
        faults,
        view: reader.view(),
    })
}
