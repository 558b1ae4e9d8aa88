//! How a list of settings is kept: what does not fit is shown again with its faults, whoever comes later is told, and
//! what was done is recorded, told, and can be taken back.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::flash::Flash;
use super::reader::Reader;
use crate::app::App;
use crate::error::{Error, Result};
use crate::fields::Faults;
use crate::ledger::{Act, Change};

/// A row of a list, as a form holds it.
pub trait Row {
    fn id(&self) -> i64;

    /// What stands in its fields, by their names.
    fn fields(&self) -> Vec<(&'static str, String)>;

    /// What it is, in one text by which a later writer notices that it changed.
    fn mark(&self) -> String {
        let values: Vec<_> = self.fields().into_iter().map(|(_, value)| value).collect();
        values.join(" ")
    }

    /// Whether it changed since it was `was` to a writer, where they say so.
    fn changed_since(&self, was: Option<&str>) -> bool {
        was.is_some_and(|was| was != self.mark())
    }
}

/// One row by its key, and the others in their order.
///
/// # Errors
/// There is none.
pub fn row<R: Row>(mut all: Vec<R>, id: i64) -> Result<(R, Vec<R>)> {
    let place = all.iter().position(|row| row.id() == id).ok_or(Error::NotFound)?;
    Ok((all.remove(place), all))
}

/// What was sent and is not kept, by the fields' ids, and why. The id of a field is its row's and its name.
#[derive(Default, Serialize, ToSchema)]
pub struct Rejected {
    #[serde(skip)]
    sent: BTreeMap<String, String>,
    #[serde(skip)]
    stale: bool,
    #[serde(skip_serializing_if = "Faults::none")]
    pub faults: Faults,
}

impl Rejected {
    /// Fields of one row that do not fit.
    #[must_use]
    pub fn unfit(row: &str, sent: &[(&str, &str)], faults: Faults) -> Self {
        let id = |field: &str| format!("{row}-{field}");
        Self {
            sent: sent.iter().map(|(field, value)| (id(field), (*value).to_owned())).collect(),
            faults: Faults(faults.0.into_iter().map(|(field, refusal)| (id(&field), refusal)).collect()),
            stale: false,
        }
    }

    /// Fields of one row that somebody changed meanwhile.
    #[must_use]
    pub fn stale(row: &str, sent: &[(&str, &str)], faults: Faults) -> Self {
        Self { stale: true, ..Self::unfit(row, sent, faults) }
    }

    /// What a field shows: what was sent, else what is stored.
    #[must_use]
    pub fn shown<'a>(&'a self, id: &str, stored: &'a (impl AsRef<str> + ?Sized)) -> &'a str {
        self.sent.get(id).map_or(stored.as_ref(), String::as_str)
    }
}

/// A change of a list by somebody who reads its page.
pub struct Edit<'r> {
    app: &'r App,
    reader: &'r Reader,
    pub change: Change,
    /// Where new rows are sent. What is done to one that is there is sent to `{forms}/{id}/…`.
    forms: String,
    /// Where the rows stand.
    page: String,
}

impl<'r> Edit<'r> {
    /// Begins to change what stands at `page` and is sent to `forms`, both within the committee.
    ///
    /// # Errors
    /// The address names no committee.
    pub async fn begin(app: &'r App, reader: &'r Reader, forms: &str, page: &str) -> Result<Self> {
        let change = Change::begin(&app.db, reader.acting()?).await?;
        Ok(Self { app, reader, change, forms: reader.within(forms), page: reader.within(page) })
    }

    #[must_use]
    pub const fn committee(&self) -> i64 {
        self.change.acting().committee
    }

    /// The message that tells an act, with what takes it back: a form sent to `undo` after where new rows are sent.
    #[must_use]
    pub fn told(&self, act: &Act, undo: &str) -> Flash {
        Flash::of(act).undo(format!("{}{undo}", self.forms), 0)
    }

    /// The message that tells how a row became another, with what makes it again what it was.
    #[must_use]
    pub fn told_change(&self, act: &Act, was: &impl Row, now: &impl Row) -> Flash {
        let flash = self.told(act, &format!("/{}/change", now.id()));
        flash.undo_fields(was.fields()).undo_with("was", now.mark())
    }

    /// Records what was done and tells it.
    ///
    /// # Errors
    /// The message cannot be written.
    pub async fn done(self, act: Act, flash: Flash) -> Result<Response> {
        self.done_all(vec![act], flash).await
    }

    /// The same where several things were done.
    ///
    /// # Errors
    /// The message cannot be written.
    pub async fn done_all(self, acts: Vec<Act>, flash: Flash) -> Result<Response> {
        self.change.record_all(acts).await?.commit().await?;
        self.reader.done(&self.page, flash)
    }

    /// What is told where nothing changes: a second press, or the same as it was.
    ///
    /// # Errors
    /// The message cannot be written.
    pub fn unchanged(self) -> Result<Response> {
        self.reader.done(&self.page, Flash::new("settings-unchanged"))
    }

    /// Changes nothing and shows the page again with what was sent.
    ///
    /// # Errors
    /// The page cannot be made.
    pub async fn again<P, F>(
        self,
        rejected: Rejected,
        page: impl FnOnce(&'r App, &'r Reader, Rejected) -> F,
    ) -> Result<Response>
    where
        P: Template + Serialize,
        F: Future<Output = Result<P>>,
    {
        let Self { app, reader, change, .. } = self;
        drop(change);
        let stale = rejected.stale;
        let page = page(app, reader, rejected).await?;
        if stale { reader.answer_stale(page) } else { reader.answer_unfit(page) }
    }
}
